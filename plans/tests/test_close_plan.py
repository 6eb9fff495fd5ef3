"""Closing a plan."""

import pytest
from django.urls import reverse

from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signable_plan


@pytest.fixture
def plan(dana):
    return signable_plan(dana)


def address(plan, name="close") -> str:
    return reverse(f"plans:{name}", args=[plan.client_id, plan.number])


def test_it_closes_with_a_reason(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), because="Both goals are reached.")
    answer = browser.post(address(plan), typed, follow=True)
    plan.refresh_from_db()
    assert plan.closed_on == dana.practice.today
    assert "Both goals are reached." in said(answer)
    assert "Closed on" in said(answer)


def test_a_reason_is_asked_for(dana, plan):
    browser = signed_in(dana)
    answer = browser.post(address(plan), filled(browser.get(address(plan))))
    assert answer.status_code == 422
    assert "Fill in: Why the plan is closed." in said(answer)


def test_nothing_is_written_in_a_closed_plan(dana, plan):
    browser = signed_in(dana)
    browser.post(address(plan), filled(browser.get(address(plan)), because="Moved away."))
    door = address(plan, "edit")
    answer = browser.post(door, filled(browser.get(door), severity="Worse."))
    assert answer.status_code == 422
    assert "This plan is closed." in said(answer)
