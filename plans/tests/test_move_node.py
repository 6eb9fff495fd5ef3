"""Moving a node among its siblings."""

import pytest
from django.urls import reverse

from goals.tests.factories import goal_for
from plans.tests.browsing import said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def problem(dana):
    return a_problem(draft_plan(dana))


def door(problem, kind, pk) -> str:
    return reverse("plans:move", args=[problem.plan.client_id, 1, kind, pk])


def order(problem) -> list[str]:
    return list(problem.goals.values_list("statement", flat=True))


def test_a_goal_moves_down_and_up_again(dana, problem):
    first, second = goal_for(problem, statement="Sleep"), goal_for(problem, statement="Travel")
    browser = signed_in(dana)
    answer = browser.post(door(problem, "goal", first.pk), {"row_version": 1, "places": "1"})
    assert answer.url.endswith(f"#goal-{first.pk}")
    assert order(problem) == ["Travel", "Sleep"]
    browser.post(door(problem, "goal", first.pk), {"row_version": 1, "places": "-1"})
    assert order(problem) == ["Sleep", "Travel"]
    assert second.pk


def test_it_says_who_was_faster(dana, problem):
    first, _ = goal_for(problem, statement="Sleep"), goal_for(problem, statement="Travel")
    type(first).objects.filter(pk=first.pk).update(row_version=2, changed_by=dana)
    answer = signed_in(dana).post(
        door(problem, "goal", first.pk), {"row_version": 1, "places": "1"}, follow=True
    )
    assert "Dana Whitfield changed this at" in said(answer)
    assert order(problem) == ["Sleep", "Travel"]


def test_a_button_without_its_version_changes_nothing(dana, problem):
    goal = goal_for(problem)
    answer = signed_in(dana).post(door(problem, "goal", goal.pk), {"places": "1"}, follow=True)
    assert "That button is out of date. Nothing was changed." in said(answer)


def test_only_the_kinds_of_a_plan_move(dana, problem):
    goal = goal_for(problem)
    browser = signed_in(dana)
    assert browser.post(door(problem, "session", goal.pk), {"row_version": 1}).status_code == 404
    assert browser.get(door(problem, "goal", goal.pk)).status_code == 405


def test_an_admin_and_a_stranger_move_nothing(avery, stranger, problem):
    goal = goal_for(problem)
    typed = {"row_version": 1, "places": "1"}
    assert signed_in(avery).post(door(problem, "goal", goal.pk), typed).status_code == 403
    assert signed_in(stranger).post(door(problem, "goal", goal.pk), typed).status_code == 404
