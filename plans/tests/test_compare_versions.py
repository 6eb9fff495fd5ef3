"""Comparing any two versions, or the draft with one; and the plan as it stood on a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from config import clock
from plans.models import Plan
from plans.state import periods
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, sign_draft, signed_plan
from trail.models import Event

FIRST = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
SECOND = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def versions(dana):
    """The first of March 2, the second of May 4."""
    with clock.standing_at(FIRST):
        first = signed_plan(dana)
    Plan.objects.filter(pk=first.plan_id).update(why_now="Three panic attacks on the bus.")
    with clock.standing_at(SECOND):
        return first, sign_draft(first.plan, dana, reason="Review after 90 days")


def address(version, name, *more) -> str:
    return reverse(f"plans:{name}", args=[version.plan.client_id, 1, *more])


def on(version, day, user):
    return signed_in(user).get(address(version, "on-a-day"), {"date": day})


def test_the_list_says_from_when_to_when_and_who_signed(dana, versions):
    page = said(signed_in(dana).get(address(versions[0], "versions")))
    assert "from 2 March 2026, 09:00" in page
    assert "to 4 May 2026, 10:00" in page
    assert "Dana Whitfield, LCSW" in page
    assert versions[0].digest[:12] in page


def test_the_periods_follow_one_another(versions):
    plan = Plan.objects.with_versions().get(pk=versions[0].plan_id)
    held = [
        (period.version.number, period.since, period.until)
        for period in periods(plan.versions.all())
    ]
    assert held == [(1, FIRST, SECOND), (2, SECOND, None)]


def test_two_versions_are_compared_in_the_words_of_the_plan(dana, versions):
    page = said(signed_in(dana).get(address(versions[0], "difference", 1, 2)))
    assert "From version 1 to version 2" in page
    assert "Why treatment is needed now" in page
    assert "<del><span" in page
    assert "Three<" in page
    event = Event.objects.get(verb="versions.compared")
    assert event.clients == [versions[0].plan.client_id]


def test_the_same_text_twice_says_that_nothing_differs(dana, versions):
    page = said(signed_in(dana).get(address(versions[0], "difference", 2, 2)))
    assert "Nothing differs in the words of the plan." in page


def test_the_draft_is_compared_with_a_version(dana, versions):
    Plan.objects.filter(pk=versions[0].plan_id).update(severity="Worse since May.")
    page = said(signed_in(dana).get(address(versions[0], "draft-difference", 2)))
    assert "From version 2 to the draft" in page
    assert "Worse" in page
    assert "Author" not in page


def test_choosing_leads_to_the_comparison_the_older_one_first(dana, versions):
    browser, where = signed_in(dana), address(versions[0], "compare")
    assert browser.get(where, {"older": "2", "newer": "1"}).url == f"{where}1/2/"
    assert browser.get(where, {"older": "draft", "newer": "2"}).url == f"{where}2/draft/"


def test_the_same_one_twice_is_not_compared(dana, versions):
    answer = signed_in(dana).get(address(versions[0], "compare"), {"older": "1", "newer": "1"})
    assert answer.status_code == 422
    assert "Choose two different texts to compare." in said(answer)


def test_a_version_that_is_not_there_is_not_compared(dana, versions):
    assert signed_in(dana).get(address(versions[0], "difference", 1, 9)).status_code == 404


def test_the_plan_reads_as_it_stood_on_a_day(dana, versions):
    page = said(on(versions[0], "2026-04-01", dana))
    assert "At the end of 1 April 2026, version 1 was in effect." in page
    assert "Two panic attacks on the bus in one week." in page
    later = said(on(versions[0], "2026-05-04", dana))
    assert "At the end of 4 May 2026, version 2 was in effect." in later
    assert "Three panic attacks on the bus." in later


def test_before_the_first_signature_none_was_in_effect(dana, versions):
    page = said(on(versions[0], "2026-03-01", dana))
    assert "No version of this plan was in effect on 1 March 2026." in page
    assert "Two panic attacks" not in page


def test_a_returned_or_waiting_version_was_never_in_effect(sam):
    version = signed_plan(sam)
    page = said(on(version, str(sam.practice.today), sam))
    assert "No version of this plan was in effect on" in page


def test_after_closing_none_is_in_effect(dana, versions):
    Plan.objects.filter(pk=versions[0].plan_id).update(
        opened_on="2026-03-02", closed_on="2026-07-01", closed_because="Done."
    )
    assert "This plan was closed on 1 July 2026" in said(on(versions[0], "2026-07-02", dana))
    assert "version 2 was in effect" in said(on(versions[0], "2026-07-01", dana))


def test_a_day_to_come_and_a_word_are_refused_in_sentences(dana, versions):
    tomorrow = dana.practice.today + timedelta(days=1)
    answer = on(versions[0], str(tomorrow), dana)
    assert answer.status_code == 422
    assert "That day has not come yet." in said(answer)
    assert "Write the date as year-month-day" in said(on(versions[0], "soon", dana))


def test_an_unsigned_plan_has_nothing_to_compare(dana):
    plan = draft_plan(dana)
    page = signed_in(dana).get(reverse("plans:compare", args=[plan.client_id, 1]))
    assert page.status_code == 200


def test_strangers_find_none_of_it(stranger, outsider, versions):
    for somebody in (stranger, outsider):
        browser = signed_in(somebody)
        for name, more in (("compare", ()), ("difference", (1, 2)), ("draft-difference", (1,))):
            assert browser.get(address(versions[0], name, *more)).status_code == 404
        assert on(versions[0], "2026-04-01", somebody).status_code == 404
