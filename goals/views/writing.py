"""The forms of the tree: add and reword a goal, an objective, an intervention."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import asking_user
from clients.models import Intake
from config.background import is_pressed
from library.carrying import carries
from plans.models import Plan, Problem
from plans.pages import Places, draft_for, form_page, where_next

from .. import actions
from ..forms import (
    EditGoalForm,
    EditInterventionForm,
    EditObjectiveForm,
    GoalForm,
    InterventionForm,
    ObjectiveForm,
)
from ..models import Goal, Intervention, Objective
from ..pages import node_of


@carries
def add_goal(request: HttpRequest, client_id: UUID, number: int, parent: UUID) -> HttpResponse:
    """Add a goal to a problem."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=parent, plan=plan)
    problem.plan = plan
    form = GoalForm(request.POST or None, instance=Goal(problem=problem), user=user)
    act = partial(actions.add, form.instance, by=user, final=is_pressed(request))
    if saved(request, form, act, goes_on="goals:edit-goal"):
        place = Places(plan)
        child = place("goals:add-objective", form.instance.pk, key="parent")
        return redirect(where_next(request, place.draft("goal", form.instance.pk), child))
    beside = _beside(user, problem)
    then = "Save and add an objective"
    return form_page(request, plan, form, "Add a goal", then=then, **form.said(), **beside)


@carries
def edit_goal(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Reword a goal."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    goal = node_of(request, plan, "goal", pk)
    form = EditGoalForm(request.POST or None, instance=goal, user=user)
    if saved(request, form, lambda: _reword(request, form)):
        return redirect(_next(request, plan, "goal", pk, "objective"))
    beside = _beside(user, goal.problem)
    return form_page(request, plan, form, "Reword a goal", **form.said(), **beside)


def _next(request: HttpRequest, plan: Plan, kind: str, pk: UUID, child: str) -> str:
    """Where to go after saving. A form that began as an add form still offers the first child."""
    place = Places(plan)
    return where_next(request, place.draft(kind, pk), place(f"goals:add-{child}", pk, key="parent"))


def _reword(request: HttpRequest, form: EditGoalForm | EditObjectiveForm) -> None:
    actions.change(
        form.instance,
        expected=form.expected,
        by=asking_user(request),
        because=form.later,
        final=is_pressed(request),
    )


def _beside(user: User, problem: Problem) -> dict[str, Any]:
    """The problem above a goal's form, and the intake in the client's words beside it."""
    intake = Intake.objects.visible_to(user).filter(client=problem.plan.client_id).first()
    above = [("Problem", problem.statement)]
    return {"template": "goals/goal_form.html", "above": above, "intake": intake}


@carries
def add_objective(request: HttpRequest, client_id: UUID, number: int, parent: UUID) -> HttpResponse:
    """Add an objective to a goal."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    goal = node_of(request, plan, "goal", parent)
    form = ObjectiveForm(request.POST or None, instance=Objective(goal=goal), user=user)
    act = partial(actions.add, form.instance, by=user, final=is_pressed(request))
    if saved(request, form, act, goes_on="goals:edit-objective"):
        place = Places(plan)
        child = place("goals:add-intervention", form.instance.pk, key="parent")
        return redirect(where_next(request, place.draft("objective", form.instance.pk), child))
    then = "Save and add an intervention"
    return form_page(request, plan, form, "Add an objective", then=then, **_smart(form, goal))


@carries
def edit_objective(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Reword an objective."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    objective = node_of(request, plan, "objective", pk)
    form = EditObjectiveForm(request.POST or None, instance=objective, user=user)
    if saved(request, form, lambda: _reword(request, form)):
        return redirect(_next(request, plan, "objective", pk, "intervention"))
    return form_page(request, plan, form, "Reword an objective", **_smart(form, objective.goal))


def _smart(form: ObjectiveForm | EditObjectiveForm, goal: Goal) -> dict[str, Any]:
    """The goal above an objective's form; its sentence and what is asked of it beside it."""
    above = [("Goal", goal.statement)]
    serving = f"{goal.statement} {goal.own_words} {goal.problem.statement}"
    page = form.said(serving) | {"above": above, "serving": serving}
    return page | {"template": "goals/objective_form.html"}


@carries
def add_intervention(
    request: HttpRequest, client_id: UUID, number: int, parent: UUID
) -> HttpResponse:
    """Add an intervention to an objective."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    objective = node_of(request, plan, "objective", parent)
    empty = Intervention(objective=objective)
    form = InterventionForm(request.POST or None, instance=empty, user=user)
    act = partial(actions.add, form.instance, by=user, final=is_pressed(request))
    if saved(request, form, act, goes_on="goals:edit-intervention"):
        place = Places(plan)
        again = place("goals:add-intervention", parent, key="parent")
        return redirect(where_next(request, place.draft("intervention", empty.pk), again))
    said = [("Objective", objective.statement)]
    then = "Save and add another"
    return form_page(request, plan, form, "Add an intervention", above=said, then=then)


@carries
def edit_intervention(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Reword an intervention."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    intervention = node_of(request, plan, "intervention", pk)
    form = EditInterventionForm(request.POST or None, instance=intervention, user=user)
    final = is_pressed(request)
    if saved(
        request,
        form,
        lambda: actions.change(form.instance, expected=form.expected, by=user, final=final),
    ):
        place = Places(plan)
        again = place("goals:add-intervention", intervention.objective_id, key="parent")
        return redirect(where_next(request, place.draft("intervention", pk), again))
    said = [("Objective", intervention.objective.statement)]
    return form_page(request, plan, form, "Reword an intervention", above=said)
