"""When the next review is due is what was signed; a draft's date waits for its version."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from plans.actions import cosign, return_version
from plans.models import Plan, Version
from plans.state import state_of
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import sign_draft, signed_plan


@pytest.fixture
def overdue(dana) -> Version:
    """In effect, with a review that should have been held 40 days ago."""
    with clock.standing_at(clock.now() - timedelta(days=130)):
        return signed_plan(dana)


def plan_of(version: Version) -> Plan:
    return Plan.objects.with_versions().get(pk=version.plan_id)


def write_date(version: Version, user, days: int) -> None:
    """Give the draft another review date, on its page."""
    plan = plan_of(version)
    browser, where = signed_in(user), reverse("plans:edit", args=[plan.client_id, plan.number])
    day = user.practice.today + timedelta(days=days)
    assert browser.post(where, filled(browser.get(where), review_due_on=day)).status_code == 302


def test_a_later_date_in_the_draft_does_not_make_an_overdue_review_go_away(dana, overdue):
    signed = plan_of(overdue).next_review_on
    write_date(overdue, dana, 300)
    plan = plan_of(overdue)
    assert plan.next_review_on == signed
    assert state_of(plan, dana.practice.today).word == "overdue"
    home = said(signed_in(dana).get("/"))
    assert "Review overdue by" in home


def test_with_its_version_the_new_date_stands(dana, overdue):
    write_date(overdue, dana, 90)
    sign_draft(overdue.plan, dana, reason="Review")
    plan = plan_of(overdue)
    assert plan.next_review_on == dana.practice.today + timedelta(days=90)
    assert state_of(plan, dana.practice.today).word == "in effect"


def test_it_waits_for_every_signature_that_the_version_needs(sam, priya):
    with clock.standing_at(clock.now() - timedelta(days=130)):
        first = signed_plan(sam)
        assert plan_of(first).next_review_on is None
        cosign(first, by=priya)
    signed = plan_of(first).next_review_on
    assert signed == plan_of(first).review_due_on
    write_date(first, sam, 90)
    second = sign_draft(first.plan, sam, reason="Review")
    assert plan_of(first).next_review_on == signed
    return_version(second, {"plan": "Say more."}, by=priya)
    assert plan_of(first).next_review_on == signed
    third = sign_draft(first.plan, sam, reason="Review, with more said")
    cosign(third, by=priya)
    assert plan_of(first).next_review_on == sam.practice.today + timedelta(days=90)
