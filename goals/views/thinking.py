"""Beside the forms: the GROW worksheet, and the sentences and checks that follow the typing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import asking_user
from plans.pages import Places, draft_for, form_page

from .. import actions
from ..forms.saying import goal_said, objective_said
from ..forms.worksheet import EditWorksheetForm, WorksheetForm
from ..models import Goal, Objective, Worksheet
from ..models.worksheet import LEAST_OPTIONS, MOTIVATED
from ..pages import node_of
from ..wizard.laying import id_under


def grow(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """The worksheet of a goal: thinking on paper; nothing of it is part of the plan."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    goal = node_of(request, plan, "goal", pk)
    sheet = Worksheet.objects.visible_to(user).filter(goal=goal).first()
    form = _form_of(request, goal, sheet)
    here = Places(plan)("goals:grow", pk)
    if saved(request, form, lambda: _keep(form, user)):
        messages.success(request, "The worksheet is saved.")
        return redirect(here)
    back = Places(plan).draft("goal", pk)
    page = _sheet_page(goal, sheet) | {"above": [("Goal", goal.statement)], "back": back}
    return form_page(request, plan, form, "GROW worksheet", **page)


def _form_of(
    request: HttpRequest, goal: Goal, sheet: Worksheet | None
) -> WorksheetForm | EditWorksheetForm:
    """To begin the sheet or go on with it. What was begun and never answered is sent once more."""
    said = request.POST
    again = sheet and said.get("new_id") == str(sheet.pk) and "row_version" not in said
    if sheet and not again:
        return EditWorksheetForm(said or None, instance=sheet)
    return WorksheetForm(said or None, instance=Worksheet(goal=goal))


def _keep(form: WorksheetForm | EditWorksheetForm, user: User) -> Worksheet:
    if isinstance(form, EditWorksheetForm):
        return actions.change_worksheet(form.instance, expected=form.expected, by=user)
    return actions.add_worksheet(form.instance, by=user)


def _sheet_page(goal: Goal, sheet: Worksheet | None) -> dict[str, Any]:
    """Nudges, never walls; and the Will lines that are no objectives yet."""
    asks = []
    if sheet and 0 < len(_lines(sheet.options)) < LEAST_OPTIONS:
        asks.append(f"Can you think of {LEAST_OPTIONS} options or more before choosing?")
    if sheet and sheet.motivation and sheet.motivation < MOTIVATED and not sheet.easier:
        asks.append("What would make this easier?")
    held = set(goal.objectives.values_list("pk", flat=True))
    lines = [
        (line, id_under(goal.pk, "objective", line) in held)
        for line in (sheet.will_lines if sheet else [])
    ]
    return {"template": "goals/grow.html", "goal": goal, "asks": asks, "will_lines": lines}


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@require_POST
def will(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """A line of the worksheet becomes an objective, to be measured next."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    goal = node_of(request, plan, "goal", pk)
    sheet = Worksheet.objects.visible_to(user).filter(goal=goal).first()
    line = request.POST.get("line", "")
    if sheet is None or line not in sheet.will_lines:
        messages.warning(request, "That line is not on the worksheet any more. Nothing was added.")
        return redirect(Places(plan)("goals:grow", pk))
    step = Objective(pk=id_under(goal.pk, "objective", line), goal=goal, statement=line)
    added = actions.add(step, by=user)
    return redirect(Places(plan).edit("objective", added.pk))


@require_POST
def say_objective(request: HttpRequest) -> HttpResponse:
    """The sentence and its five checks for what is being typed. Nothing is kept."""
    return render(request, "goals/objective_said.html", objective_said(request.POST))


@require_POST
def say_goal(request: HttpRequest) -> HttpResponse:
    """The 0–10 sentence for what is being typed. Nothing is kept."""
    return render(request, "goals/goal_said.html", goal_said(request.POST))
