"""A client asks for the record, and the days are counted until somebody acts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from clients.law import law
from clients.tests.factories import client_of
from exchange import actions
from exchange.models import RecordRequest, RequestStep
from exchange.standing import standing
from exchange.tests.factories import asked
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import draft_plan
from trail.models import Event


def page_of(request, name="request"):
    return reverse(f"exchange:{name}", args=[request.client_id, request.pk])


def send(user, request, name, **typed):
    browser = signed_in(user)
    where = page_of(request, name)
    return browser.post(where, filled(browser.get(where), **typed))


def today_for(user):
    return said(signed_in(user).get("/"))


def test_it_writes_down_the_request_and_counts_thirty_days(dana):
    client = client_of(dana)
    browser = signed_in(dana)
    where = reverse("exchange:add-request", args=[client.pk])
    form = filled(browser.get(where), received_on="2026-01-05", what="Everything, as files.")
    first, second = browser.post(where, form), browser.post(where, form)
    assert (first.status_code, first.url) == (302, second.url)
    request = RecordRequest.objects.get()
    page = said(browser.get(first.url))
    for words in ("received on 5 January 2026", "4 February 2026", "Everything, as files.",
                  "45 CFR 164.524(b)(2) (not verified at source)"):  # fmt: skip
        assert words in page
    assert Event.objects.get(verb="request.received").clients == [client.pk]
    assert standing(request, date(2026, 1, 6)).words == "29 days left"


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [(0, "30 days left"), (29, "1 day left"), (30, "due today"), (31, "1 day overdue")],
)
def test_the_page_says_how_many_days_are_left(dana, days_ago, words):
    request = asked(client_of(dana), dana, days_ago=days_ago)
    assert words in said(signed_in(dana).get(page_of(request)))


def test_an_accounting_has_its_own_sixty_days(dana):
    request = asked(client_of(dana), dana, kind="accounting")
    page = said(signed_in(dana).get(page_of(request)))
    assert "60 days left" in page
    assert "45 CFR 164.528(c)(1)" in page
    assert "The accounting of disclosures" in page


def test_a_request_cannot_come_in_tomorrow_and_a_representative_has_a_name(dana):
    client = client_of(dana)
    browser = signed_in(dana)
    where = reverse("exchange:add-request", args=[client.pk])
    late = dana.practice.today + timedelta(days=1)
    answer = browser.post(where, filled(browser.get(where), received_on=late))
    assert "The day of the request is in the future." in said(answer)
    answer = browser.post(where, filled(browser.get(where), asked_by="representative"))
    assert "Write who asks for the client." in said(answer)
    assert not RecordRequest.objects.exists()


def test_the_time_is_extended_once_with_a_reason_and_not_too_far(dana):
    request = asked(client_of(dana), dana, days_ago=20)
    too_far = request.latest_extension + timedelta(days=1)
    answer = send(dana, request, "extend", until=too_far, text="The paper chart is in storage.")
    assert "Choose a day after the first term" in said(answer)
    assert "Fill in: The reason" in said(send(dana, request, "extend", text=""))
    done = send(dana, request, "extend", text="The paper chart is in storage.")
    assert done.status_code == 302
    page = said(signed_in(dana).get(page_of(request)))
    assert "40 days left" in page
    assert "The paper chart is in storage." in page
    assert "Extend the time" not in page
    again = send(dana, request, "extend", text="Once more.")
    assert "it can be extended once" in said(again)
    assert Event.objects.get(verb="request.extended").clients == [request.client_id]


def test_time_that_has_run_out_is_not_extended(dana):
    request = asked(client_of(dana), dana, days_ago=31)
    answer = send(dana, request, "extend", text="Late.")
    assert "The time has run out" in said(answer)


def test_a_denial_names_a_ground_of_the_regulation_and_its_reason(dana):
    request = asked(client_of(dana), dana)
    page = said(signed_in(dana).get(page_of(request, "deny")))
    for denial in law().denials:
        assert denial.words in page
        assert denial.citation in page
    assert "Fill in: The reason" in said(send(dana, request, "deny", ground="endangers"))
    done = send(dana, request, "deny", ground="endangers", text="Dr. Osei judged so today.")
    assert done.status_code == 302
    page = said(signed_in(dana).get(page_of(request)))
    assert "Denied on" in page
    assert "Dr. Osei judged so today." in page
    assert "Build it" not in page
    step = RequestStep.objects.get()
    assert (step.ground, step.by) == ("endangers", dana)
    assert "This request is closed." in said(send(dana, request, "fulfil", text="After all."))


def test_it_is_fulfilled_in_another_way_with_what_was_given(dana):
    request = asked(client_of(dana), dana, days_ago=3)
    early = request.received_on - timedelta(days=1)
    answer = send(dana, request, "fulfil", on=early, text="Copies.")
    assert "That is before the request was received." in said(answer)
    assert send(dana, request, "fulfil", text="Copies, handed over.").status_code == 302
    assert "Fulfilled on" in said(signed_in(dana).get(page_of(request)))
    assert Event.objects.filter(verb="request.fulfilled").exists()


def test_the_list_shows_what_waits_first_to_whom_may_see_the_client(dana, avery, stranger):
    late = asked(client_of(dana, family_name="Lateson"), dana, days_ago=35)
    done = asked(client_of(dana, family_name="Doneson"), dana, days_ago=40)
    new = asked(client_of(dana, family_name="Newson"), dana)
    send(dana, done, "fulfil", text="Copies.")
    for somebody in (dana, avery):
        page = said(signed_in(somebody).get(reverse("exchange:requests")))
        places = [page.index(row.client.family_name) for row in (late, new, done)]
        assert places == sorted(places)
        assert "5 days overdue" in page
    assert "No client has asked yet" in said(signed_in(stranger).get(reverse("exchange:requests")))
    shown = Event.objects.filter(verb="requests.listed").first().clients
    assert set(shown) == {late.client_id, done.client_id, new.client_id}


def test_the_first_page_tells_the_admin_and_the_clinician_who_leads(dana, priya, avery):
    client = client_of(dana, family_name="Waitingson")
    request = asked(client, dana, days_ago=20)
    assert "Waitingson" in today_for(avery)
    assert "Clients who asked" not in today_for(dana)
    draft_plan(dana, client)
    page = today_for(dana)
    assert "10 days left" in page
    assert page_of(request) in page
    assert "Waitingson" not in today_for(priya)
    send(dana, request, "fulfil", text="Copies.")
    assert "Clients who asked" not in today_for(avery)


def test_it_refuses_whoever_only_reads_and_hides_it_from_strangers(dana, priya, stranger, act_as):
    from config.tests.house import supervises

    supervises(priya, dana)
    request = asked(client_of(dana), dana)
    for name in ("extend", "deny", "fulfil", "export"):
        assert signed_in(priya).get(page_of(request, name)).status_code == 403
        assert signed_in(stranger).get(page_of(request, name)).status_code == 404
    page = said(signed_in(priya).get(page_of(request)))
    assert "Deny access" not in page
    with act_as(priya), pytest.raises(PermissionDenied):
        actions.deny(request, ground="endangers", text="x", by=priya)


def test_the_database_keeps_requests_and_steps_as_they_are(dana):
    request = asked(client_of(dana), dana)
    send(dana, request, "fulfil", text="Copies.")
    for model in (RecordRequest, RequestStep):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            model.objects.update(practice=dana.practice)


def test_a_request_cannot_end_twice(dana):
    request = asked(client_of(dana), dana)
    step = {"practice": dana.practice, "request": request, "on": dana.practice.today, "by": dana}
    RequestStep.objects.create(kind="fulfilled", text="x", **step)
    with pytest.raises(DatabaseError, match="a_request_ends_once"), transaction.atomic():
        RequestStep.objects.create(kind="denied", ground="endangers", text="x", **step)
