"""The draft says when there are many goals, or only symptoms; it never stops anybody."""

import pytest
from django.urls import reverse

from goals.models import Goal
from goals.tests.factories import goal_for
from plans.tests.browsing import said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def plan(dana):
    return draft_plan(dana)


def draft_of(plan, dana):
    return said(signed_in(dana).get(reverse("plans:draft", args=[plan.client_id, 1])))


def with_goals(plan, *kinds):
    problem = a_problem(plan)
    return [goal_for(problem, focus=kind) for kind in kinds]


SYMPTOMS, GROWTH = Goal.Focus.SYMPTOMS, Goal.Focus.GROWTH


def test_past_three_active_goals_it_says_that_three_are_plenty(plan, dana):
    with_goals(plan, SYMPTOMS, GROWTH, GROWTH)
    assert "at a time is plenty" not in draft_of(plan, dana)
    with_goals(plan, GROWTH)
    assert "4 goals are active; 3 at a time is plenty." in draft_of(plan, dana)


def test_a_parked_goal_is_not_counted(plan, dana):
    goals = with_goals(plan, SYMPTOMS, GROWTH, GROWTH, GROWTH)
    Goal.objects.filter(pk=goals[-1].pk).update(status="reserve", parked_from=plan.opened_on)
    assert "at a time is plenty" not in draft_of(plan, dana)


def test_a_plan_of_symptoms_only_asks_what_there_should_be_more_of(plan, dana):
    with_goals(plan, SYMPTOMS)
    assert "Every active goal is symptom relief." in draft_of(plan, dana)
    with_goals(plan, GROWTH)
    assert "Every active goal is symptom relief." not in draft_of(plan, dana)
