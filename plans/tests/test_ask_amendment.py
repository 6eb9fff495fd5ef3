"""A client asks that the record be amended: a thread with a clock beside what was signed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import staff
from clients.law import law
from config import clock
from goals.models import Goal
from notes.tests.factories import written_note
from plans.actions.signing import cosign, return_version
from plans.amending import CLOCK, Thread, amendments_of, amendments_of_note
from plans.models import AmendmentEntry, AmendmentRequest, Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import sign_draft, signed_plan
from plans.tests.large import first_goal
from trail.models import Event

MARCH_2 = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
def version(dana):
    with clock.standing_at(MARCH_2):
        return signed_plan(dana)


@pytest.fixture
def asked(dana, version):
    """Asked on March 2, about the first goal."""
    with clock.standing_at(MARCH_2):
        return ask(dana, version, node=first_goal(version).pk)


def ask(user, version, **typed) -> AmendmentRequest:
    where = reverse("plans:ask-amendment", args=[version.plan.client_id, 1, version.number])
    browser = signed_in(user)
    typed = {
        "node": "plan", "what": "I was off work for two weeks, not six days.", "why": "Wrong.",
        "asked_by": "client", "way": "spoken", **typed,
    }  # fmt: skip
    answer = browser.post(where, filled(browser.get(where), **typed))
    assert answer.status_code == 302, answer.context["form"].errors
    return AmendmentRequest.objects.order_by("recorded_at").last()


def step(user, request, kind, day=None, **typed):
    """Take a step through its page, on a day (or now)."""
    moment = datetime.combine(day, MARCH_2.timetz()) if day else clock.now()
    with clock.standing_at(moment):
        where = reverse("plans:amendment-step", args=[request.client_id, request.pk, kind])
        browser = signed_in(user)
        page = browser.get(where, follow=True)
        if "form" not in page.context:
            return page
        return browser.post(where, filled(page, **typed))


def thread(request, today=date(2026, 3, 2)) -> Thread:
    return Thread.of(AmendmentRequest.objects.with_thread().get(pk=request.pk), today)


def page_of(user, request) -> str:
    where = reverse("plans:amendment", args=[request.client_id, request.pk])
    return said(signed_in(user).get(where))


def test_it_is_written_down_with_its_item_in_words_and_leaves_a_trace(dana, version, asked):
    goal = first_goal(version)
    assert asked.item == f"goal 1.1 “{goal.statement}”"
    assert (asked.node, asked.received_on) == (str(goal.pk), date(2026, 3, 2))
    event = Event.objects.get(verb="amendment.requested")
    assert event.clients == [version.plan.client_id]
    assert event.changed["due"] == "2026-05-01"


def test_posting_the_same_form_twice_writes_it_down_once(dana, version):
    where = reverse("plans:ask-amendment", args=[version.plan.client_id, 1, 1])
    browser = signed_in(dana)
    typed = filled(
        browser.get(where), node="plan", what="W", why="Y", asked_by="client", way="paper"
    )
    assert {browser.post(where, typed).status_code for _ in range(2)} == {302}
    assert AmendmentRequest.objects.count() == 1


def test_it_is_refused_in_sentences(dana, version):
    where = reverse("plans:ask-amendment", args=[version.plan.client_id, 1, 1])
    tomorrow = dana.practice.today + timedelta(days=1)
    browser = signed_in(dana)
    typed = filled(
        browser.get(where), node="plan", what="", why="Y", asked_by="client", way="paper",
        received_on=tomorrow,
    )  # fmt: skip
    answer = browser.post(where, typed)
    assert answer.status_code == 422
    assert "Fill in: What is to be changed." in said(answer)
    answer = browser.post(where, typed | {"what": "Another word."})
    assert "The day on which it was received is in the future." in said(answer)


def test_sixty_days_and_one_extension_of_thirty_with_their_source(asked):
    assert (CLOCK.days, CLOCK.extension_days) == (60, 30)
    assert "164.526(b)(2) (at source, edition of October 2004;" in CLOCK.source
    assert dict(AmendmentEntry.Reason.choices) == law().amendment_denials.grounds
    assert thread(asked).due_on == date(2026, 5, 1)
    assert thread(asked, date(2026, 4, 29)).time_words == "2 days left"
    assert thread(asked, date(2026, 5, 1)).time_words == "due today"
    assert thread(asked, date(2026, 5, 2)).time_words == "1 day late"
    assert not thread(asked, date(2026, 4, 16)).is_pressing
    assert thread(asked, date(2026, 4, 17)).is_pressing


def test_the_time_is_extended_once_with_a_written_reason(dana, asked):
    refused = step(dana, asked, "extended", date(2026, 4, 20), until="2026-06-01", text="Records.")
    assert refused.status_code == 422
    assert "not after 31 May 2026" in said(refused)
    step(dana, asked, "extended", date(2026, 4, 20), until="2026-05-31", text="Old records.")
    assert thread(asked).due_on == date(2026, 5, 31)
    again = step(dana, asked, "extended", date(2026, 4, 21), until="2026-05-31", text="More.")
    assert "This step does not come next." in said(again)


def test_it_is_not_extended_when_the_sixty_days_are_over(dana, asked):
    late = step(dana, asked, "extended", date(2026, 5, 2), until="2026-05-31", text="Too late.")
    assert "This step does not come next." in said(late)
    assert thread(asked).entries == ()


def test_a_denial_names_one_of_the_four_grounds(dana, asked):
    refused = step(dana, asked, "denied", reason="", text="We looked at it together.")
    assert refused.status_code == 422
    step(dana, asked, "denied", reason="accurate", text="We looked at it together.")
    assert thread(asked).words == "denied"
    assert not thread(asked).is_open
    assert "It is accurate and complete." in page_of(dana, asked)


def test_the_client_disagrees_and_the_practice_answers(dana, asked):
    early = step(dana, asked, "disagreement", text="I was there.")
    assert "This step does not come next." in said(early)
    step(dana, asked, "denied", reason="accurate", text="We looked at it together.")
    step(dana, asked, "disagreement", text="I was there, and I say it was two weeks.")
    step(dana, asked, "rebuttal", text="The employer's letter says six days.")
    assert thread(asked).words == "denied; the client disagrees"
    page = page_of(dana, asked)
    assert "I was there, and I say it was two weeks." in page
    assert "letter says six days." in page


def test_what_is_accepted_is_carried_by_a_newer_version(dana, version, asked):
    step(dana, asked, "accepted", text="Two weeks.", persons="The employer's nurse")
    assert thread(asked).is_open
    assert thread(asked).words == "accepted, not carried out yet; 60 days left"
    missing = step(dana, asked, "carried", text="Corrected.")
    assert "Choose the version that carries the amendment." in said(missing)
    Plan.objects.filter(pk=version.plan_id).update(
        impairment="Off work for two weeks.", review_due_on=dana.practice.today
    )
    newer = sign_draft(version.plan, dana, reason="Amended as the client asked")
    step(dana, asked, "carried", text="Corrected.", version=newer)
    step(dana, asked, "told", text="The nurse, by letter.")
    assert thread(asked).words == "accepted, carried out by version 2"
    assert "The employer&#x27;s nurse" in page_of(dana, asked)


@pytest.fixture
def trainees(sam, priya):
    """What is asked about a trainee's version in effect, and accepted."""
    version = signed_plan(sam)
    cosign(version, by=priya)
    asked = ask(sam, version)
    step(sam, asked, "accepted", text="Two weeks.")
    Plan.objects.filter(pk=version.plan_id).update(impairment="Off work for two weeks.")
    return version, asked


def test_a_version_that_waits_carries_nothing(sam, priya, trainees):
    version, asked = trainees
    newer = sign_draft(version.plan, sam, reason="Amended as the client asked")
    waits = step(sam, asked, "carried", text="Corrected.", version=newer)
    assert "carries nothing until it is in effect" in said(waits)
    assert (thread(asked).is_open, thread(asked).goes_along) == (True, True)
    cosign(newer, by=priya)
    assert step(sam, asked, "carried", text="Corrected.", version=newer).status_code == 302
    assert (thread(asked).is_open, thread(asked).goes_along) == (False, False)


def test_what_a_returned_version_was_to_carry_is_still_open_and_can_be_carried(
    sam, priya, trainees
):
    version, asked = trainees
    newer = sign_draft(version.plan, sam, reason="Amended as the client asked")
    # As it could be written down before versions had to be in effect to carry anything.
    AmendmentEntry.objects.create(
        practice=sam.practice, request=asked, kind="carried", on=sam.practice.today, text="x",
        version=newer, by=sam,
    )  # fmt: skip
    return_version(newer, {"plan": "Say more of the impairment."}, by=priya)
    assert "returned" in said(step(sam, asked, "carried", text="Corrected.", version=newer))
    assert (thread(asked).is_open, thread(asked).goes_along) == (True, True)
    assert asked in AmendmentRequest.objects.unsettled()
    third = sign_draft(version.plan, sam, reason="Once more")
    cosign(third, by=priya)
    assert step(sam, asked, "carried", text="Corrected.", version=third).status_code == 302
    assert thread(asked).words == "accepted, carried out by version 3"


def test_nothing_in_the_signed_version_is_overwritten(dana, version, asked):
    before = (version.document, version.digest)
    step(dana, asked, "accepted", text="Two weeks.")
    version.refresh_from_db()
    assert (version.document, version.digest) == before


@pytest.mark.parametrize("table", ["plans_amendmentrequest", "plans_amendmententry"])
def test_the_database_refuses_to_change_what_was_asked_and_answered(dana, asked, act_as, table):
    step(dana, asked, "denied", reason="accurate", text="As it was.")
    for statement in (f"UPDATE {table} SET practice_id = practice_id", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="stays as it"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            act_as(dana),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_database_takes_one_decision(dana, asked):
    common = {"practice": asked.practice, "request": asked, "by": dana, "on": asked.received_on}
    AmendmentEntry.objects.create(kind="accepted", text="Yes.", **common)
    with pytest.raises(DatabaseError, match="decided_once"), transaction.atomic():
        AmendmentEntry.objects.create(kind="denied", text="No.", reason="accurate", **common)


def test_it_stands_beside_its_item_on_the_version_and_on_the_plan(dana, version, asked):
    where = [version.plan.client_id, 1]
    for door in (reverse("plans:version", args=[*where, 1]), reverse("plans:read", args=where)):
        page = said(signed_in(dana).get(door))
        assert "Amendment asked for on 2 March 2026: waits for an answer" in page
        assert reverse("plans:amendment", args=[asked.client_id, asked.pk]) in page


def test_it_goes_with_every_later_version_and_with_no_earlier_one(dana, version, asked):
    Plan.objects.filter(pk=version.plan_id).update(
        why_now="More happened.", review_due_on=dana.practice.today
    )
    newer = sign_draft(version.plan, dana, reason="More is known")
    later = ask(dana, newer)
    assert [it.request.pk for it in amendments_of(version)] == [asked.pk]
    assert {it.request.pk for it in amendments_of(newer)} == {asked.pk, later.pk}


def test_a_note_is_asked_about_by_reference(dana, version):
    client = version.plan.client
    goal = Goal.objects.get(problem__plan=version.plan)
    note = written_note(dana, client, scores={goal.pk: 5})
    where = reverse("plans:ask-note-amendment", args=[client.pk, note.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(where), what="W", why="Y", asked_by="client", way="paper")
    assert browser.post(where, typed).status_code == 302
    (found,) = amendments_of_note(note.pk, dana.practice.today)
    assert found.request.item.startswith("the note of ")
    step(dana, found.request, "accepted", text="Yes.")
    step(dana, found.request, "carried", text="In an addendum.")
    assert thread(found.request).words == "accepted, carried out by an addendum"
    assert reverse("plans:amendment", args=[client.pk, found.request.pk]) in said(
        browser.get(reverse("notes:note", args=[client.pk, note.pk]))
    )


def test_the_list_says_how_many_days_are_left(dana, avery, asked):
    with clock.standing_at(MARCH_2 + timedelta(days=50)):
        page = said(signed_in(avery).get(reverse("plans:amendments")))
    assert "10 days left" in page
    assert asked.client.legal_name in page
    step(dana, asked, "denied", reason="accurate", text="As it was.")
    assert "No request is open" in said(signed_in(avery).get(reverse("plans:amendments")))


def test_the_first_page_warns_the_lead_and_counts_for_the_admin(dana, avery, asked):
    with clock.standing_at(MARCH_2 + timedelta(days=45)):
        assert "Requests for amendment" not in said(signed_in(dana).get("/"))
        assert "1 request for amendment is open" in said(signed_in(avery).get("/"))
    with clock.standing_at(MARCH_2 + timedelta(days=50)):
        page = said(signed_in(dana).get("/"))
    assert "Requests for amendment" in page
    assert "10 days left" in page


def test_the_admin_keeps_the_thread_and_decides_nothing(dana, avery, version, asked):
    assert ask(avery, version).recorded_by == avery
    assert step(avery, asked, "denied").status_code == 403
    step(avery, asked, "extended", date(2026, 4, 20), until="2026-05-31", text="Old records.")
    assert thread(asked).due_on == date(2026, 5, 31)


def test_a_supervisor_reads_and_writes_nothing(priya, sam):
    version = signed_plan(sam)
    asked = ask(sam, version)
    assert "What was asked" in page_of(priya, asked)
    where = reverse("plans:amendment-step", args=[asked.client_id, asked.pk, "denied"])
    assert signed_in(priya).get(where).status_code == 403


def test_strangers_do_not_find_it(practice, stranger, outsider, asked):
    other = staff(practice, Role.SUPERVISOR, name="Noor Aziz")
    for somebody in (stranger, outsider, other):
        browser = signed_in(somebody)
        where = reverse("plans:amendment", args=[asked.client_id, asked.pk])
        assert browser.get(where).status_code == 404
        assert asked.client.legal_name not in said(browser.get(reverse("plans:amendments")))


def test_a_word_that_is_no_step_is_not_found(dana, asked):
    where = reverse("plans:amendment-step", args=[asked.client_id, asked.pk, "forgotten"])
    assert signed_in(dana).get(where).status_code == 404
