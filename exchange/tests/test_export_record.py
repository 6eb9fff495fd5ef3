"""Giving clients their whole record."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clients.models import Consent
from clients.tests.factories import client_of, covered, taken_in
from config.spreadsheets import STARTERS
from exchange.models import Export
from exchange.tests.archives import export, files_of, rows_of
from exchange.tests.factories import asked, small_press
from goals.models import Goal, GoalReview
from notes.actions import add_addendum
from notes.models import Addendum, PrivateNote
from notes.tests.factories import held_session, written_note
from plans.actions.disclosing import disclose
from plans.actions.signing import return_version
from plans.models import ClientAnswer, Disclosure, Printout, Review, Signature, UnsignedReason
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import sign_draft, signed_plan
from trail.models import Event
from trail.proof import unproved

PLANTED = "Zirconium-Quetzal"


@pytest.fixture(autouse=True)
def pressed(monkeypatch):
    """Paper of one line, which says everything that would stand on it."""
    return small_press(monkeypatch)


@pytest.fixture
def person(dana):
    """A client with a plan of two versions, notes, scores, and everything around them."""
    client = client_of(dana, given_name="Marisol", family_name="Vega")
    covered(client)
    taken_in(client)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    note = written_note(dana, client, scores={goal.pk: 5}, counts={goal.objectives.get().pk: 2})
    add_addendum(Addendum(note=note, text="One more thing about the bus."), by=dana)
    written_note(dana, client, signed=False)
    held_session(dana, client, status="missed")
    Goal.objects.filter(pk=goal.pk).update(statement="Ride the bus again")
    sign_draft(version.plan, dana, reason="reworded")
    return client


def test_one_press_gives_the_whole_record(dana, person):
    answer = export(dana, asked(person, dana))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "Vega" not in answer["Content-Disposition"]
    files = files_of(answer)
    assert {
        "index.html", "record.html", "record.json", "plans/plan-1-version-1.pdf",
        "plans/plan-1-version-1.json", "plans/plan-1-version-2.pdf", "scores.csv", "counts.csv",
        "sessions.csv", "consents.csv", "disclosures.csv", "diagnoses.csv", "coverage.csv",
        "contributors.csv", "care-team.csv", "reviews.csv", "amendments.csv", "answers.csv",
    } <= set(files)  # fmt: skip
    notes = [name for name in files if name.startswith("notes/")]
    assert len(notes) == 1
    note = files[notes[0]].decode()
    for words in ("Client reported a calmer week.", "One more thing about the bus.", "client 5"):
        assert words in note
    for name in files:
        assert name == "index.html" or name in files["index.html"].decode()
    assert "1 note of this client was not signed yet" in files["index.html"].decode()
    record = files["record.html"].decode()
    for words in ("Marisol", "EM-4410-88", "I am sure I will pass out.", "F40.01", "missed"):
        assert words in record


def test_what_waits_and_what_was_sent_back_is_in_it_as_a_document(sam, priya, act_as):
    client = client_of(sam)
    version = signed_plan(sam, client)
    return_version(version, {"plan": "Say more of the impairment."}, by=priya)
    waits = sign_draft(version.plan, sam, reason="reworded")
    files = files_of(export(sam, asked(client, sam)))
    assert files["plans/plan-1-version-1-returned.json"].decode() == version.document
    assert files["plans/plan-1-version-2-waiting.json"].decode() == waits.document
    assert not [name for name in files if name.endswith(".pdf")]
    first, second = rows_of(files, "versions")
    assert first["State"].startswith("returned on ")
    assert "waiting for" in second["State"]
    assert first["SHA-256"] == version.digest
    assert rows_of(files, "returns")[0]["Comment"] == "Say more of the impairment."
    assert "still waits for a signature, or was sent back" in files["index.html"].decode()


def test_the_clients_answers_are_told_in_the_words_of_their_goals(dana):
    client = client_of(dana)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    signature = Signature.objects.create(
        practice=dana.practice, version=version, signer=dana, role="guardian", name="Luis Vega",
        method="on the device of Dana", statement="I agree.",
    )  # fmt: skip
    ClientAnswer.objects.create(
        practice=dana.practice, version=version, signature=signature, role="guardian",
        way="handed over", name="Luis Vega", relation="father", assent="not asked",
        assent_words="Too young.", recorded_by=dana, remark="We will try.",
        goals=[{"goal": str(goal.pk), "agrees": False, "words": "Ride with me first."}],
    )  # fmt: skip
    UnsignedReason.objects.create(
        practice=dana.practice, version=version, role="client", because="unable",
        words="In hospital.", recorded_by=dana,
    )  # fmt: skip
    files = files_of(export(dana, asked(client, dana)))
    told = rows_of(files, "answers")[0]
    assert (told["Relation"], told["How"]) == ("father", "on the device of Dana")
    assert (told["A minor’s assent"], told["Assent in words"]) == (
        "the minor was not asked", "Too young.",
    )  # fmt: skip
    one = rows_of(files, "answered-goals")[0]
    assert (one["Goal"], one["Answer"]) == (goal.statement, "does not agree")
    assert one["In their words"] == "Ride with me first."
    absent = rows_of(files, "absent-signatures")[0]
    assert (absent["Reason"], absent["In words"]) == (
        "not able to take part at present", "In hospital.",
    )  # fmt: skip
    assert str(goal.pk) not in files["answers.csv"].decode()


def test_a_review_is_told_with_who_took_part_and_what_it_found_of_each_goal(dana):
    client = client_of(dana)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    review = Review.objects.create(
        practice=dana.practice, plan=version.plan, held_on=dana.practice.today, held_by=dana,
        participants="Client, sister", summary="Better.", outcome="no change",
        next_due_on=dana.practice.today + timedelta(days=90),
    )  # fmt: skip
    GoalReview.objects.create(
        practice=dana.practice, review=review, goal=goal, progress="Two rides a week.",
        decision="keep",
    )  # fmt: skip
    files = files_of(export(dana, asked(client, dana)))
    told = rows_of(files, "reviews")[0]
    assert (told["Who took part"], told["Outcome"]) == ("Client, sister", "no change")
    found = rows_of(files, "reviewed-goals")[0]
    assert (found["Goal"], found["Progress"]) == (goal.statement, "Two rides a week.")


def test_the_documents_are_those_that_were_signed(dana, person):
    files = files_of(export(dana, asked(person, dana)))
    version = person.plans.get().versions.get(number=2)
    assert files["plans/plan-1-version-2.json"].decode() == version.document
    kept = Printout.objects.get(version=version)
    assert files["plans/plan-1-version-2.pdf"] == bytes(kept.bytes)
    assert (kept.preset, kept.for_whom) == ("chart", "Marisol Vega")


def test_the_tables_hold_every_score_and_no_cell_that_calculates(dana, person):
    Consent.objects.create(
        practice=person.practice, client=person, kind="treatment", signed_by="=HYPERLINK(A1)",
        scope="+1", from_on=person.practice.today,
    )  # fmt: skip
    files = files_of(export(dana, asked(person, dana)))
    for name in files:
        if name.endswith(".csv"):
            rows = list(csv.reader(StringIO(files[name].decode("utf-8-sig"))))
            assert not [cell for row in rows for cell in row if cell.startswith(STARTERS)]
    scores = list(csv.DictReader(StringIO(files["scores.csv"].decode("utf-8-sig"))))
    assert [(row["Score"], row["Rater"]) for row in scores] == [("5", "client")]
    assert json.loads(files["record.json"])["counts"][0]["Count"] == 2


def test_a_private_note_is_in_none_of_its_files(dana, person, pressed):
    attendance = person.attendances.first()
    PrivateNote.objects.create(
        practice=person.practice, attendance=attendance, author=dana, text=f"{PLANTED} for me"
    )
    files = files_of(export(dana, asked(person, dana)))
    assert not [name for name, body in files.items() if PLANTED.encode() in body]
    assert not [page for page in pressed if PLANTED in page]
    assert "private notes" in files["index.html"].decode()


def test_it_closes_the_request_and_writes_down_what_was_given(dana, person):
    request = asked(person, dana)
    answer = export(dana, request)
    kept = Export.objects.get()
    assert kept.manifest.keys() == files_of(answer).keys()
    assert kept.size == len(answer.content)
    row = Disclosure.objects.get()
    assert (row.ground, row.way, row.recipient) == ("client", "handed over", "Marisol Vega")
    assert kept.digest in row.what
    page = said(signed_in(dana).get(reverse("exchange:request", args=[person.pk, request.pk])))
    assert "Fulfilled on" in page
    assert kept.digest in page
    event = Event.objects.get(verb="record.exported")
    assert (event.clients, event.changed["digest"]) == ([person.pk], kept.digest)
    assert unproved(dana.practice_id, [kept], {"exchange.export"}) == []


def test_a_form_that_was_used_before_gives_nothing_twice(dana, person):
    request = asked(person, dana)
    browser = signed_in(dana)
    where = [person.pk, request.pk]
    given = filled(browser.get(reverse("exchange:request", args=where)), way="mail")
    first, second = (browser.post(reverse("exchange:export", args=where), given) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 422)
    assert "This form was used before." in said(second)
    assert (Export.objects.count(), Disclosure.objects.count()) == (1, 1)


def test_it_can_be_built_again_after_the_request_was_closed(dana, person):
    request = asked(person, dana)
    assert export(dana, request).status_code == 200
    assert export(dana, request).status_code == 200
    assert Export.objects.count() == 2
    assert request.steps.count() == 1


def test_the_front_desk_builds_it_too_and_others_do_not(dana, avery, person, stranger, outsider):
    request = asked(person, dana)
    assert export(avery, request).status_code == 200
    where = reverse("exchange:export", args=[person.pk, request.pk])
    for somebody in (stranger, outsider):
        assert signed_in(somebody).post(where, {}).status_code == 404
    assert Export.objects.count() == 1


def test_clients_of_a_part_2_programme_need_no_consent_for_their_own_record(dana):
    client = client_of(dana, part2=True)
    signed_plan(dana, client)
    files = files_of(export(dana, asked(client, dana)))
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert notice in files["index.html"].decode()


def test_paper_that_fails_gives_a_sentence_and_changes_nothing(dana, person, monkeypatch):
    from plans.paper.pressroom import PressFailed

    def fail(page):
        raise PressFailed("Making this paper took too long, and it was stopped.")

    monkeypatch.setattr("plans.paper.pressroom.press", fail)
    request = asked(person, dana)
    answer = export(dana, request)
    assert answer.status_code == 422
    assert "took too long" in said(answer)
    assert (Export.objects.count(), request.steps.count()) == (0, 0)


def test_disclosures_to_others_are_in_it(dana, person, act_as):
    row = Disclosure(
        client=person, what="letter", recipient="County court", ground="law", provision="Order 12",
        purpose="hearing", way="mail", disclosed_on=dana.practice.today,
    )  # fmt: skip
    with act_as(dana):
        disclose(row, by=dana)
    files = files_of(export(dana, asked(person, dana)))
    assert b"County court" in files["disclosures.csv"]


def test_an_unknown_way_is_refused(dana, person):
    answer = export(dana, asked(person, dana), new_id="x")
    assert answer.status_code == 422
    with pytest.raises(ValidationError):
        Disclosure(way="pigeon").clean_fields(exclude=["client"])
