"""A goal's chart as a picture of its own."""

import pytest
from django.urls import reverse

from goals.models import Goal
from notes.tests.factories import written_note
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signed_plan
from plans.tests.large import first_goal
from trail.models import Event


@pytest.fixture
def goal(dana):
    goal = first_goal(signed_plan(dana))
    written_note(dana, goal.home.client, scores={goal.pk: 5})
    return goal


def address(goal, name="chart") -> str:
    return reverse(f"goals:{name}", args=[goal.home.client_id, goal.home.number, goal.pk])


@pytest.mark.parametrize("query", ["", "?variant=wide", "?variant=phone"])
def test_it_draws_the_goal(dana, goal, query):
    answer = signed_in(dana).get(address(goal) + query)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert said(answer).startswith("<svg") or said(answer).startswith("<?xml")


def test_an_unknown_way_of_drawing_is_not_found(dana, goal):
    assert signed_in(dana).get(f"{address(goal)}?variant=print").status_code == 404


def test_it_stays_in_the_users_own_browser_and_may_load_nothing(dana, goal):
    answer = signed_in(dana).get(address(goal))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_it_is_not_sent_again_until_it_changes(dana, goal):
    browser = signed_in(dana)
    held = browser.get(address(goal)).headers["ETag"]
    again = browser.get(address(goal), headers={"If-None-Match": held})
    assert (again.status_code, again.content) == (304, b"")
    written_note(dana, goal.home.client, scores={goal.pk: 4})
    assert browser.get(address(goal), headers={"If-None-Match": held}).status_code == 200


def test_each_look_is_written_down(dana, goal):
    signed_in(dana).get(address(goal))
    assert Event.objects.get(verb="chart.read").clients == [goal.home.client_id]


def test_a_formula_in_a_goal_is_drawn_as_it_was_typed(dana, goal):
    Goal.objects.filter(pk=goal.pk).update(statement=r"Eat $\frac$ of a meal")
    answer = signed_in(dana).get(address(goal))
    assert answer.status_code == 200
    assert r"$\frac$" in said(answer)


def test_the_sparkline_is_a_picture_too(dana, goal):
    answer = signed_in(dana).get(address(goal, "sparkline"))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert 'width="120"' in said(answer)
