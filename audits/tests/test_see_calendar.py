"""The admin sees what is due and what runs out: first by day, then by month."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from audits.actions import ask_to_mend, bring_up_to_date, waive
from audits.agenda.days import Asked, counts, items, keys, stretches
from audits.agenda.months import month_of, span
from audits.models import Finding
from clients.models import Consent, Contributor, Coverage
from clients.tests.factories import client_of, covered
from config import clock
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event


def day(user, number):
    return user.practice.today + timedelta(days=number)


def due_in(plan, days):
    on = plan.practice.today + timedelta(days=days)
    Plan.objects.filter(pk=plan.pk).update(next_review_on=on)


def consent(client, days, kind="treatment", **fields):
    today = client.practice.today
    return Consent.objects.create(
        practice=client.practice, client=client, kind=kind, signed_by="client",
        from_on=today - timedelta(days=200), to_on=today + timedelta(days=days), **fields,
    )  # fmt: skip


@pytest.fixture
def plan(dana):
    """A plan in effect whose review is due in three days."""
    found = signed_plan(dana, client_of(dana, given_name="Ana", family_name="Bell")).plan
    due_in(found, 3)
    return found


def authorized(client, days):
    coverage = covered(client)
    to = client.practice.today + timedelta(days=days)
    Coverage.objects.filter(pk=coverage.pk).update(authorized_to=to)
    return coverage


def all_of(user, **asked):
    today = user.practice.today
    return items(user, keys(user, Asked(**asked), today), today)


def told(user, **asked):
    return [(one.words, (one.on - user.practice.today).days) for one in all_of(user, **asked)]


def test_every_kind_of_day_stands_there_in_order(avery, dana, plan):
    client = plan.client
    authorized(client, 20)
    consent(client, -5)
    Contributor.objects.create(
        practice=client.practice, client=client, name="Dr. Osei", role="physician",
        release="signed", release_signed_on=day(avery, -90), release_expires_on=day(avery, 40),
    )  # fmt: skip
    bring_up_to_date(avery.practice)
    found, other = Finding.objects.filter(plan=plan)[:2]
    ask_to_mend([found], batch=uuid4(), due_on=day(avery, 7), words="", by=avery)
    waive(other, reason="Agreed.", until_on=day(avery, 10), version=1, by=avery)
    assert told(avery) == [
        ("Consent ended", -5), ("Review due", 3), ("Asked finding due", 7), ("Waiver ends", 10),
        ("Authorization ends", 20), ("Release ends", 40),
    ]  # fmt: skip
    parts = stretches(all_of(avery), avery.practice.today)
    assert [(part.title, len(part.items)) for part in parts] == [
        ("Overdue", 1), ("Within 14 days", 3), ("Within 30 days", 1), ("Later", 1),
    ]  # fmt: skip


def test_what_a_later_one_continues_is_over(avery, plan):
    consent(plan.client, -5)
    consent(plan.client, -9)
    authorized(plan.client, -5)
    consent(plan.client, -3, revoked_on=day(avery, -4), kind="telehealth")
    assert told(avery) == [("Authorization ended", -5), ("Consent ended", -5), ("Review due", 3)]
    consent(plan.client, 300)
    authorized(plan.client, 60)
    assert told(avery) == [("Review due", 3), ("Authorization ends", 60), ("Consent ends", 300)]


def test_who_is_not_treated_any_more_is_not_there(avery, dana, plan):
    authorized(client_of(dana), 5)
    draft_plan(dana, client_of(dana))
    authorized(plan.client, 5)
    Plan.objects.filter(pk=plan.pk).update(closed_on=plan.practice.today)
    assert told(avery) == []


def test_a_waiver_that_ended_is_nobodys_business(avery, plan):
    bring_up_to_date(avery.practice)
    found = Finding.objects.filter(plan=plan)[0]
    waive(found, reason="Agreed.", until_on=day(avery, 2), version=1, by=avery)
    with clock.standing_at(clock.now() + timedelta(days=10)):
        assert told(avery) == [("Review overdue", -7)]


def test_it_finds_by_kind_lead_and_day(avery, dana, priya, plan):
    authorized(plan.client, 5)
    due_in(signed_plan(priya, client_of(priya)).plan, 5)
    assert told(avery, kind="authorization") == [("Authorization ends", 5)]
    assert told(avery, lead=priya.pk) == [("Review due", 5)]
    assert len(told(avery, first=day(avery, 5), last=day(avery, 5))) == 2
    browser = signed_in(avery)
    for query, number in (
        ("?kind=review", 2), (f"?lead={dana.pk}", 2), (f"?day={day(avery, 5)}", 2),
    ):  # fmt: skip
        page = browser.get(f"/audit/calendar/{query}").context["page"]
        assert page.paginator.count == number


@pytest.mark.parametrize(
    "query",
    ["?kind=x", "?lead=1", "?day=x", "?day=0001-01-01", "?month=9999-12", "?month=0001-01",
     "?page=x", "?kind=%00", "?month=%F0%9F%98%80"],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_error(avery, plan, query):
    assert signed_in(avery).get(f"/audit/calendar/{query}").status_code == 200


def test_a_practice_with_nothing_due_says_so(avery):
    assert "Nothing is due" in said(signed_in(avery).get("/audit/calendar/"))


def test_the_month_counts_each_day_and_leads_to_it(avery, plan):
    on = day(avery, 3)
    page = signed_in(avery).get(f"/audit/calendar/?month={on:%Y-%m}")
    squares = [one for week in page.context["month"].weeks for one in week]
    assert {one.on: one.due for one in squares if one.due} == {on: [("Reviews", 1)]}
    assert f"?month={on:%Y-%m}&amp;day={on}" in said(page)


def test_a_month_is_whole_weeks_from_sunday_to_saturday():
    for number in range(1, 25):
        first = date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1)
        month = month_of(first, date(2026, 3, 5), {})
        days = [one.on for week in month.weeks for one in week]
        assert (days[0], days[-1]) == span(first)
        assert days == [days[0] + timedelta(days=step) for step in range(len(days))]
        assert (days[0].weekday(), days[-1].weekday()) == (6, 5)
        assert sum(one.is_of_month for week in month.weeks for one in week) >= 28
        assert month.before < month.first < month.after
        assert {month.before.day, month.after.day} == {1}


def test_the_file_for_a_calendar_names_nobody(avery, plan):
    plan.client.refresh_from_db()
    authorized(plan.client, 5)
    answer = signed_in(avery).get("/audit/calendar.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    unfolded = text.replace("\r\n ", "")
    assert re.findall("SUMMARY:(.*)\r", unfolded) == ["Review due", "Authorization ends"]
    for secret in ("Ana", "Bell", plan.client.record_number, "Example Mutual", str(plan.pk)):
        assert secret not in unfolded
    uids = re.findall("UID:(.*)@audit", unfolded)
    page = said(signed_in(avery).get("/audit/calendar/"))
    assert all(f'id="{uid}"' in page for uid in uids)


def test_the_table_holds_no_formula(avery, dana, plan):
    evil = client_of(dana, given_name="=HYPERLINK(1)", family_name="@x", record_number="-1+1")
    due_in(signed_plan(dana, evil).plan, 4)
    text = signed_in(avery).get("/audit/calendar.csv").content.decode()
    assert '"\'=HYPERLINK(1) @x","\'-1+1"' in text
    assert text.count("\r\n") == 3


def test_opening_and_keeping_name_each_client_shown(avery, plan):
    browser = signed_in(avery)
    for path, verb in (
        ("calendar/", "audit.calendar_opened"), ("calendar.csv", "calendar.listed"),
    ):  # fmt: skip
        browser.get(f"/audit/{path}")
        assert Event.objects.get(verb=verb).clients == [plan.client_id]


def test_only_an_admin_sees_it_and_only_of_the_practice(avery, dana, outsider, plan):
    for path in ("calendar/", "calendar.csv", "calendar.ics"):
        assert signed_in(dana).get(f"/audit/{path}").status_code == 403
    assert told(outsider) == []
    assert counts(outsider, Asked(), outsider.practice.today) == {}


def test_the_queries_do_not_grow_and_a_hundred_stand_on_a_page(
    avery, dana, plan, django_assert_num_queries
):
    for number in range(105):
        client = client_of(dana)
        authorized(client, number)
        draft_plan(dana, client)
    first = Asked(kind="authorization")
    page = signed_in(avery).get("/audit/calendar/")
    assert page.context["page"].paginator.count == 106
    assert sum(len(part.items) for part in page.context["stretches"]) == 100
    today = avery.practice.today
    with django_assert_num_queries(3):
        assert len(items(avery, keys(avery, first, today), today)) == 105
