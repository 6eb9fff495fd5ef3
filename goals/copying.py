"""Copying the last plan forward: its words into a new draft, its numbers not.

A goal names the one that it `continues`; their scores stay two series. Like any writing it goes
through the actions, and what was copied once is not copied again.
"""

from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from plans import actions as plans
from plans.models import Plan, Problem

from . import actions
from .models import Goal, Intervention, Objective

OPEN = {"active", "reserve", "deferred"}
OF_GOALS = (
    "statement", "own_words", "kind", "focus", "aim", "why_it_matters", "zero_means", "ten_means",
    "lower_is_better",
)  # fmt: skip
OF_OBJECTIVES = ("statement", "measure", "measure_per")
OF_INTERVENTIONS = ("statement", "modality", "amount", "frequency", "duration", "homework")


def last_plan(plan: Plan, user: User) -> Plan | None:
    """The client's plan before this one, if there is one with something in it."""
    earlier = Plan.objects.visible_to(user).filter(client=plan.client_id, number__lt=plan.number)
    return earlier.filter(problems__isnull=False).order_by("-number").first()


@transaction.atomic
def copy_forward(plan: Plan, *, by: User) -> None:
    """Copy what was still open in the last plan. Raises ValidationError if there is none."""
    source = last_plan(plan, by)
    if source is None:
        raise ValidationError("There is no earlier plan to copy.")
    rows = source.problems.prefetch_related("goals__objectives__interventions")
    for problem in rows:
        if problem.status in OPEN:
            _problem(problem, plan, by)


def _copied(row: Any, kind: Any, into: Plan, names: tuple[str, ...], **more: Any) -> Any:
    said = {name: getattr(row, name) for name in names}
    return kind(pk=uuid5(into.pk, str(row.pk)), **said, **more)


def _problem(row: Problem, plan: Plan, by: User) -> None:
    diagnosis = row.diagnosis if row.diagnosis and row.diagnosis.status == "active" else None
    names = ("statement", "own_words", "definitions")
    problem = _copied(row, Problem, plan, names, plan=plan, diagnosis=diagnosis)
    problem = plans.add_problem(problem, by=by, final=False)
    problem.plan = plan
    for goal in row.goals.all():
        if goal.status in OPEN:
            _goal(goal, problem, by)


def _goal(row: Goal, problem: Problem, by: User) -> None:
    plan = problem.plan
    goal = _copied(row, Goal, plan, OF_GOALS, problem=problem, continues=row)
    actions.add(goal, by=by, final=False)
    for step in row.objectives.all():
        if step.status in OPEN:
            copy = _copied(step, Objective, plan, OF_OBJECTIVES, goal=goal)
            actions.add(copy, by=by, final=False)
            _interventions(step, copy, by)


def _interventions(row: Objective, objective: Objective, by: User) -> None:
    for step in row.interventions.all():
        if step.status in OPEN:
            names, plan = OF_INTERVENTIONS, objective.goal.problem.plan
            copy = _copied(step, Intervention, plan, names, objective=objective, responsible=by)
            actions.add(copy, by=by, final=False)
