"""When reviews are due: on the first page, on the agenda, and in one's own calendar program."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import CalendarFeed
from clients.models import CareTeam
from clients.tests.factories import client_of
from config import clock
from config.tenancy import acting, as_staff
from plans.actions.feeds import make_feed, revoke_feed
from plans.calendar import due_reviews, feed_of
from plans.ics import Due, calendar
from plans.models import Plan
from plans.tests.browsing import TlsBrowser, said, signed_in
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event

AGENDA = reverse("plans:calendar")


def due_in(user, days: int, **client):
    """A signed plan whose review is due in so many days."""
    version = signed_plan(user, client_of(user, **client))
    today = user.practice.today
    Plan.objects.filter(pk=version.plan_id).update(
        opened_on=today - timedelta(days=200), next_review_on=today + timedelta(days=days)
    )
    return Plan.objects.get(pk=version.plan_id)


def fed(token: str):
    return TlsBrowser().get(reverse("plans:calendar-feed", args=[token]))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


# The agenda --------------------------------------------------------------------------------------


def test_the_agenda_parts_overdue_soon_announced_and_later(dana):
    for days in (60, 30, 14, 0, -3):
        due_in(dana, days)
    page = signed_in(dana).get(AGENDA)
    found = {part.title: [r.words for r in part.reviews] for part in page.context["stretches"]}
    assert found == {
        "Overdue": ["review overdue by 3 days"],
        "Within 14 days": ["review due today", "review due in 14 days"],
        "Within 30 days": ["review due in 30 days"],
        "Later": ["review due in 60 days"],
    }


def test_it_shows_ones_own_clients_and_an_admin_everybodys(dana, stranger, avery):
    mine, theirs = due_in(dana, 5), due_in(stranger, 6)
    assert [r.plan for r in due_reviews(dana)] == [mine]
    assert [r.plan for r in due_reviews(avery)] == [mine, theirs]
    assert "Renew<" not in said(signed_in(avery).get(AGENDA))
    event = Event.objects.get(verb="calendar.opened")
    assert set(event.clients) == {mine.client_id, theirs.client_id}


def test_a_plan_that_is_not_in_effect_or_closed_is_not_due(dana, sam):
    draft_plan(dana)
    due_in(sam, 5)
    closed = due_in(dana, 5)
    Plan.objects.filter(pk=closed.pk).update(closed_on=dana.practice.today, closed_because="moved")
    assert due_reviews(dana) == due_reviews(sam) == []
    assert "No review is due" in said(signed_in(dana).get(AGENDA))


def test_the_first_page_says_how_many_days_are_left_and_leads_to_the_review(dana):
    soon, late, far = due_in(dana, 12), due_in(dana, -3), due_in(dana, 31)
    page = said(signed_in(dana).get("/"))
    for words in ("review due in 12 days", "review overdue by 3 days"):
        assert words in page.lower()
    for plan, shown in ((soon, True), (late, True), (far, False)):
        assert (reverse("plans:renew", args=[plan.client_id, 1]) in page) is shown


@pytest.mark.parametrize("many", [1, 6])
def test_its_queries_do_not_grow_with_the_clients(dana, many, django_assert_max_num_queries):
    for _ in range(many):
        due_in(dana, 5)
    browser = signed_in(dana)
    with django_assert_max_num_queries(20):
        browser.get(AGENDA)


# The secret address ------------------------------------------------------------------------------


def test_an_address_is_shown_once_and_kept_only_as_a_fingerprint(dana):
    browser = signed_in(dana)
    address = browser.post(reverse("plans:make-calendar-address")).context["address"]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 43
    kept = CalendarFeed.objects.get()
    assert token not in f"{kept.digest} {said(browser.get(AGENDA))}"
    assert fed(token).status_code == 200


def test_the_calendar_says_days_and_nothing_that_names_anybody(dana):
    plan = due_in(dana, 5, given_name="Marisol", family_name="Reyes", record_number="R-778899")
    answer = fed(make_feed(by=dana))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    text = said(answer)
    lines = unfolded(text)
    assert f"DTSTART;VALUE=DATE:{plan.next_review_on:%Y%m%d}" in lines
    assert "SUMMARY:Treatment plan review due" in lines
    hidden = ("Marisol", "Reyes", "R-778899", "F40", "Dana", "Riverside")
    for secret in (*hidden, str(plan.pk), str(plan.client_id), "/plans/"):
        assert secret not in text
    assert TlsBrowser().get(AGENDA).url.startswith("/accounts/login/")
    (address,) = (line for line in lines if line.startswith("URL:"))
    page, _, row = address.removeprefix("URL:https://testserver").partition("#")
    assert page == AGENDA
    assert f'id="{row}"' in said(signed_in(dana).get(AGENDA))


def test_reading_it_leaves_a_trace_with_the_clients(dana):
    plan = due_in(dana, 5)
    fed(make_feed(by=dana))
    event = Event.objects.get(verb="calendar.fed")
    assert (event.actor_id, event.clients) == (dana.pk, [plan.client_id])
    assert event.practice_id == dana.practice_id


def test_it_says_the_same_days_as_the_page(dana, sam, priya, avery, stranger):
    for days in (-3, 5, 40):
        due_in(dana, days)
    due_in(sam, 7)
    due_in(stranger, 8)
    closed = due_in(dana, 9)
    Plan.objects.filter(pk=closed.pk).update(closed_on=dana.practice.today, closed_because="moved")
    left = due_in(dana, 10)
    CareTeam.objects.filter(client=left.client_id).update(left_at=clock.now())
    for user in (dana, sam, priya, avery, stranger):
        feed = feed_of(make_feed(by=user))
        assert feed is not None
        told = [(r.client_id, r.due_on) for r in feed.reviews]
        assert told == [(r.plan.client_id, r.due_on) for r in due_reviews(user)], user


@pytest.mark.parametrize("end", ["revoked", "replaced", "deactivated", "left", "forged"])
def test_an_address_that_ended_is_not_found(dana, end):
    due_in(dana, 5)
    token = make_feed(by=dana)
    if end == "revoked":
        revoke_feed(by=dana)
    elif end == "replaced":
        make_feed(by=dana)
    elif end == "deactivated":
        type(dana).objects.filter(pk=dana.pk).update(is_active=False)
    elif end == "left":
        dana.memberships.update(ended_at=clock.now())
    else:
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert fed(token).status_code == 404
    assert not Event.objects.filter(verb="calendar.fed").exists()


def test_the_one_who_asks_without_signing_in_can_open_no_table(dana):
    due_in(dana, 5)
    token = make_feed(by=dana)
    with acting(as_staff(None)):
        assert feed_of(token).reviews
        assert not Plan.objects.exists()
        assert not CalendarFeed.objects.exists()


def test_nobody_sees_or_revokes_anothers_address(dana, stranger, act_as):
    make_feed(by=dana)
    with act_as(stranger):
        assert not CalendarFeed.objects.exists()
    signed_in(stranger).post(reverse("plans:revoke-calendar-address"))
    assert CalendarFeed.objects.standing().count() == 1


def test_one_revokes_ones_own_address(dana):
    token = make_feed(by=dana)
    browser = signed_in(dana)
    page = browser.post(reverse("plans:revoke-calendar-address"), follow=True)
    assert "works no longer" in said(page)
    assert fed(token).status_code == 404


# The file ----------------------------------------------------------------------------------------


def test_its_lines_are_folded_at_75_octets_and_end_in_crlf():
    today = clock.today()
    due = Due("uid", today, "https://example.org/" + "ä" * 90)
    text = calendar("A, b; c", [due], made_at=clock.now(), refresh=timedelta(hours=6))
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"URL:{due.url}" in unfolded(text)
    assert "X-WR-CALNAME:A\\, b\\; c" in unfolded(text)
