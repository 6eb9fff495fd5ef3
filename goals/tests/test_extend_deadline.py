"""A target date that was signed may move later, and leaves its trace: why, by whom, how often."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from goals import actions
from goals.models import Extension, Goal, Objective
from plans.document import PlanDocument
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import sign_draft, signable_plan, signed_plan
from trail.models import Event

WHY = "Two sessions were missed in March."


@pytest.fixture
def goal(dana):
    """A goal of a signed plan, with one objective."""
    return Goal.objects.get(problem__plan=signed_plan(dana).plan)


def door(name: str, goal: Goal, kind: str, pk) -> str:
    return reverse(f"goals:{name}", args=[goal.home.client_id, 1, kind, pk])


def later_than(node, days: int = 30):
    return node.target_on + timedelta(days=days)


def test_a_goal_is_extended_with_the_reason_and_the_page_says_so(dana, goal):
    browser, was, to = signed_in(dana), goal.target_on, later_than(goal)
    where = door("extend", goal, "goal", goal.pk)
    answer = browser.post(where, filled(browser.get(where), to=to, why_later=WHY), follow=True)
    goal.refresh_from_db()
    trace = Extension.objects.get()
    assert (goal.target_on, trace.goal, trace.from_on, trace.to_on) == (to, goal, was, to)
    assert (trace.because, trace.extended_by) == (WHY, dana)
    assert "Target dates that moved" in said(answer)
    assert WHY in said(answer)
    assert Event.objects.filter(verb="goal.changed", subject_id=str(goal.pk)).exists()


def test_extended_twice_it_says_from_when_to_when_on_page_and_in_the_signed_document(dana, goal):
    objective = goal.objectives.get()
    first = objective.target_on
    for _ in range(2):
        objective = Objective.objects.get(pk=objective.pk)
        actions.extend(
            objective, later_than(objective), because=WHY, expected=objective.row_version, by=dana
        )
    words = f"extended 2 times, from {first:%-d %B %Y} to {later_than(objective):%-d %B %Y}"
    plan = reverse("plans:draft", args=[goal.home.client_id, 1])
    assert words in said(signed_in(dana).get(plan))
    version = sign_draft(goal.home, dana, reason="dates")
    frozen = next(iter(PlanDocument.stored(version.document).objectives))
    assert frozen.extended_words == words
    assert (frozen.times_extended, [item.because for item in frozen.extensions]) == (2, [WHY, WHY])


def test_rewording_with_a_later_signed_date_asks_why(dana, goal):
    objective = goal.objectives.get()
    where = reverse("goals:edit-objective", args=[goal.home.client_id, 1, objective.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(where), target_on=later_than(objective))
    answer = browser.post(where, typed)
    assert answer.status_code == 422
    assert "Say why the target date moves later." in said(answer)
    assert browser.post(where, typed | {"why_later": WHY}).status_code == 302
    assert Extension.objects.get().objective == objective


def test_a_date_that_was_never_signed_moves_without_a_trace(dana):
    goal = Goal.objects.get(problem__plan=signable_plan(dana))
    where = reverse("goals:edit-goal", args=[goal.home.client_id, 1, goal.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(where), target_on=later_than(goal))
    assert browser.post(where, typed).status_code == 302
    assert not Extension.objects.exists()


def test_an_earlier_date_is_no_extension(dana, goal):
    where = door("extend", goal, "goal", goal.pk)
    browser = signed_in(dana)
    answer = browser.post(where, filled(browser.get(where), to=goal.target_on, why_later=WHY))
    assert answer.status_code == 422
    assert "The new date must come after the old one." in said(answer)


def test_an_extension_without_a_reason_is_refused(dana, goal):
    where = door("extend", goal, "goal", goal.pk)
    browser = signed_in(dana)
    answer = browser.post(where, filled(browser.get(where), to=later_than(goal)))
    assert answer.status_code == 422
    assert "Fill in: Why it moves later." in said(answer)
    assert not Extension.objects.exists()


def test_an_intervention_has_no_date_to_extend(dana, goal):
    intervention = goal.objectives.get().interventions.get()
    where = door("extend", goal, "intervention", intervention.pk)
    assert signed_in(dana).get(where).status_code == 404


def test_an_extension_stays_as_it_was_written(dana, goal):
    actions.extend(goal, later_than(goal), because=WHY, expected=goal.row_version, by=dana)
    with pytest.raises(DatabaseError, match="stays as it was"), connection.cursor() as cursor:
        cursor.execute("UPDATE goals_extension SET because = 'another reason'")


def test_a_closed_plan_extends_nothing(dana, goal):
    Plan.objects.update(closed_on=goal.practice.today, closed_because="moved")
    where = door("extend", goal, "goal", goal.pk)
    browser = signed_in(dana)
    answer = browser.post(where, filled(browser.get(where), to=later_than(goal), why_later=WHY))
    assert answer.status_code == 422
    assert "This plan is closed." in said(answer)
