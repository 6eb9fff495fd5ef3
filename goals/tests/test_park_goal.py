"""Parking, taking up, meeting, discontinuing and removing what stands in the tree."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goals.models import Goal, Objective
from goals.tests.factories import InterventionFactory, ObjectiveFactory, goal_for
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan, signed_plan
from plans.tests.large import first_goal


@pytest.fixture
def goal(dana):
    return goal_for(a_problem(draft_plan(dana)))


def door(name, goal, kind, pk) -> str:
    return reverse(f"goals:{name}", args=[goal.home.client_id, goal.home.number, kind, pk])


def test_a_goal_is_parked_with_a_reason_and_a_day(dana, goal):
    where = door("status", goal, "goal", goal.pk)
    browser = signed_in(dana)
    until = dana.practice.today + timedelta(days=30)
    typed = filled(browser.get(where), to="reserve", because="After the move.", until=until)
    answer = browser.post(where, typed, follow=True)
    goal.refresh_from_db()
    assert (goal.status, goal.parked_until) == ("reserve", until)
    assert "After the move." in said(answer)
    assert "Parked" in said(answer)


@pytest.mark.parametrize(
    ("to", "sentence"),
    [("reserve", "Say why it is parked."), ("discontinued", "Say why it is discontinued.")],
)
def test_a_reason_is_asked_for(dana, goal, to, sentence):
    where = door("status", goal, "goal", goal.pk)
    browser = signed_in(dana)
    answer = browser.post(where, filled(browser.get(where), to=to))
    assert answer.status_code == 422
    assert sentence in said(answer)
    goal.refresh_from_db()
    assert goal.status == "active"


def test_it_is_parked_until_a_day_that_lies_ahead(dana, goal):
    where = door("status", goal, "goal", goal.pk)
    browser = signed_in(dana)
    typed = filled(browser.get(where), to="reserve", because="Later.", until=dana.practice.today)
    assert "It can be parked until a day that lies ahead." in said(browser.post(where, typed))


def test_a_parked_goal_is_taken_up_again(dana, goal):
    Goal.objects.filter(pk=goal.pk).update(status="reserve", parked_from=dana.practice.today)
    where = door("status", goal, "goal", goal.pk)
    browser = signed_in(dana)
    page = browser.get(where)
    assert "Park it" not in said(page)
    browser.post(where, filled(page, to="active"))
    goal.refresh_from_db()
    assert (goal.status, len(goal.pauses)) == ("active", 1)


def test_an_objective_is_met_and_an_intervention_discontinued(dana, goal):
    objective = ObjectiveFactory(goal=goal)
    item = InterventionFactory(objective=objective)
    browser = signed_in(dana)
    where = door("status", goal, "objective", objective.pk)
    browser.post(where, filled(browser.get(where), to="met"))
    where = door("status", goal, "intervention", item.pk)
    browser.post(where, filled(browser.get(where), to="discontinued", because="Not helping."))
    objective.refresh_from_db()
    item.refresh_from_db()
    assert (objective.status, item.status) == ("met", "discontinued")


def test_somebody_faster_is_not_overwritten(dana, goal):
    where = door("status", goal, "goal", goal.pk)
    browser = signed_in(dana)
    typed = filled(browser.get(where), to="met")
    Goal.objects.filter(pk=goal.pk).update(row_version=2, statement="Reworded", changed_by=dana)
    answer = browser.post(where, typed)
    assert answer.status_code == 409
    goal.refresh_from_db()
    assert goal.status == "active"


def test_what_was_never_signed_is_removed_with_what_hangs_on_it(dana, goal):
    InterventionFactory(objective=ObjectiveFactory(goal=goal))
    signed_in(dana).post(door("remove", goal, "goal", goal.pk), {"row_version": 1})
    assert not Goal.objects.exists()
    assert not Objective.objects.exists()


def test_what_was_signed_is_discontinued_instead(dana):
    goal = first_goal(signed_plan(dana))
    answer = signed_in(dana).post(
        door("remove", goal, "goal", goal.pk), {"row_version": goal.row_version}, follow=True
    )
    assert "This has been scored or signed: discontinue it instead." in said(answer)
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_only_posts_remove_and_only_kinds_of_the_tree(dana, goal):
    browser = signed_in(dana)
    assert browser.get(door("remove", goal, "goal", goal.pk)).status_code == 405
    assert browser.post(door("remove", goal, "note", goal.pk)).status_code == 404
    assert browser.get(door("status", goal, "note", goal.pk)).status_code == 404


def test_others_do_not(avery, stranger, goal):
    for name in ("status", "remove"):
        where = door(name, goal, "goal", goal.pk)
        assert signed_in(avery).post(where, {"row_version": 1}).status_code == 403
        assert signed_in(stranger).post(where, {"row_version": 1}).status_code == 404
