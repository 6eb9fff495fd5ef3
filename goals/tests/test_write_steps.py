"""Adding and rewording objectives and interventions."""

import pytest
from django.urls import reverse

from goals.models import Intervention, Objective
from goals.tests.factories import InterventionFactory, ObjectiveFactory, goal_for
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def goal(dana):
    return goal_for(a_problem(draft_plan(dana)))


def door(name, goal, pk) -> str:
    return reverse(f"goals:{name}", args=[goal.home.client_id, goal.home.number, pk])


def test_an_objective_is_added_once_with_its_count(dana, goal):
    where = door("add-objective", goal, goal.pk)
    browser = signed_in(dana)
    typed = filled(
        browser.get(where),
        statement="Fewer attacks",
        measure="panic attacks",
        measure_from="3",
        measure_to="0",
        measure_per="week",
    )
    for _ in range(2):
        assert browser.post(where, typed).status_code == 302
    objective = Objective.objects.get(goal=goal)
    assert (objective.measure_from, objective.measure_to) == (3, 0)


@pytest.mark.parametrize("count", ["-1", "2.5", "three", "99999999999"])
def test_a_count_is_a_whole_number(dana, goal, count):
    where = door("add-objective", goal, goal.pk)
    browser = signed_in(dana)
    typed = filled(browser.get(where), statement="Fewer attacks", measure_from=count)
    answer = browser.post(where, typed)
    assert answer.status_code == 422
    assert "A count is a whole number, 0 or more." in said(answer)
    assert f'value="{count}"' in said(answer)


def test_an_intervention_is_added_once_with_its_clinician(dana, goal):
    objective = ObjectiveFactory(goal=goal)
    where = door("add-intervention", goal, objective.pk)
    browser = signed_in(dana)
    typed = filled(browser.get(where), statement="Slow breathing", frequency="weekly")
    for _ in range(2):
        assert browser.post(where, typed).status_code == 302
    assert Intervention.objects.get(objective=objective).responsible == dana


def test_only_the_care_team_answers_for_an_intervention(dana, stranger, goal):
    objective = ObjectiveFactory(goal=goal)
    where = door("add-intervention", goal, objective.pk)
    browser = signed_in(dana)
    typed = filled(browser.get(where), statement="Slow breathing", responsible=stranger)
    answer = browser.post(where, typed)
    assert answer.status_code == 422
    assert "Choose somebody on the care team." in said(answer)


def test_an_intervention_is_reworded(dana, goal):
    item = InterventionFactory(objective=ObjectiveFactory(goal=goal))
    where = door("edit-intervention", goal, item.pk)
    browser = signed_in(dana)
    browser.post(where, filled(browser.get(where), frequency="twice a week"))
    item.refresh_from_db()
    assert item.frequency == "twice a week"


def test_nothing_of_another_plan_is_found_here(dana, goal):
    other = ObjectiveFactory(goal=goal_for(a_problem(draft_plan(dana))))
    for name in ("edit-objective", "add-intervention"):
        assert signed_in(dana).get(door(name, goal, other.pk)).status_code == 404


def test_others_do_not_write(avery, stranger, goal):
    objective = ObjectiveFactory(goal=goal)
    for name, pk in (("add-objective", goal.pk), ("edit-objective", objective.pk)):
        assert signed_in(avery).post(door(name, goal, pk), {"statement": "x"}).status_code == 403
        where = door(name, goal, pk)
        assert signed_in(stranger).post(where, {"statement": "x"}).status_code == 404
