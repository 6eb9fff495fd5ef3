"""The last plan's words come forward into a new draft; its numbers do not."""

import pytest
from django.urls import reverse

from goals.models import Goal, Intervention, Objective
from library.models import BankStatement
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import PlanFactory, draft_plan, signable_plan


@pytest.fixture
def again(dana):
    """A client who was discharged and came back."""
    first = signable_plan(dana, goals=2)
    Plan.objects.filter(pk=first.pk).update(closed_on=first.opened_on, closed_because="Moved")
    return PlanFactory(client=first.client, lead=dana, number=2)


def copy(user, plan):
    return signed_in(user).post(reverse("goals:copy", args=[plan.client_id, plan.number]))


def test_words_are_copied_once_and_scores_are_not(again, dana):
    for _ in range(2):
        assert copy(dana, again).status_code == 302
    old, new = (Goal.objects.filter(problem__plan__number=n).in_order() for n in (1, 2))
    assert [goal.statement for goal in new] == [goal.statement for goal in old]
    assert [goal.continues_id for goal in new] == [goal.pk for goal in old]
    assert {(goal.baseline, goal.target, goal.target_on) for goal in new} == {(None, None, None)}
    assert Objective.objects.filter(goal__problem__plan=again).count() == 2
    assert Intervention.objects.filter(objective__goal__problem__plan=again).count() == 2


def test_copying_is_not_wording_for_the_bank(again, dana):
    copy(dana, again)
    assert not BankStatement.objects.exists()


def test_what_was_met_or_discontinued_stays_behind(again, dana):
    met = Goal.objects.first()
    Goal.objects.filter(pk=met.pk).update(status="met")
    copy(dana, again)
    assert not Goal.objects.filter(continues=met).exists()


def test_the_start_page_offers_it_only_when_there_is_an_earlier_plan(again, dana):
    browser = signed_in(dana)
    page = browser.get(reverse("goals:wizard", args=[again.client_id, 2]))
    assert "Copy plan 1 into this draft" in said(page)
    other = draft_plan(dana)
    page = browser.get(reverse("goals:wizard", args=[other.client_id, 1]))
    assert "into this draft" not in said(page)


def test_without_an_earlier_plan_it_says_so(dana):
    plan = draft_plan(dana)
    browser = signed_in(dana)
    answer = browser.post(reverse("goals:copy", args=[plan.client_id, 1]), follow=True)
    assert "There is no earlier plan to copy." in said(answer)


def test_a_stranger_copies_nothing(again, stranger):
    assert copy(stranger, again).status_code == 404
