"""Where a node stands: parked, taken up, met, discontinued; and out of the draft."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.pages import accepted, asking_user
from plans.forms import ActForm
from plans.pages import Places, draft_for, expected, form_page, taken_out

from .. import actions
from ..forms import (
    ExtendGoalForm,
    ExtendObjectiveForm,
    GoalStatusForm,
    InterventionStatusForm,
    ObjectiveStatusForm,
)
from ..models.goal import Status
from ..pages import node_of

FORMS: dict[str, Any] = {
    "goal": GoalStatusForm,
    "objective": ObjectiveStatusForm,
    "intervention": InterventionStatusForm,
}
LATER: dict[str, Any] = {"goal": ExtendGoalForm, "objective": ExtendObjectiveForm}


def status(request: HttpRequest, client_id: UUID, number: int, kind: str, pk: UUID) -> HttpResponse:
    """Park, take up, mark as met, or discontinue."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    node = node_of(request, plan, kind, pk)
    form = FORMS[kind](request.POST or None, instance=node)
    if form.is_valid() and accepted(form, lambda: _set_status(node, form, user)):
        return redirect(Places(plan).draft(kind, pk))
    said = [(kind.capitalize(), node.statement), ("Now", node.get_status_display())]
    return form_page(request, plan, form, f"What becomes of this {kind}?", above=said)


def _set_status(node: Any, form: Any, user: User) -> None:
    said = form.cleaned_data
    because, seen = said["because"], form.expected
    if said["to"] == Status.RESERVE:
        until = said.get("until")
        actions.park(node, because=because, until=until, expected=seen, by=user)
    elif said["to"] == Status.MET:
        actions.mark_met(node, because=because, expected=seen, by=user)
    elif said["to"] == Status.DISCONTINUED:
        actions.discontinue(node, because=because, expected=seen, by=user)
    else:
        actions.take_up(node, expected=seen, by=user)


def extend(request: HttpRequest, client_id: UUID, number: int, kind: str, pk: UUID) -> HttpResponse:
    """Move a target date later, with the reason."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    if kind not in LATER:
        raise Http404
    node = node_of(request, plan, kind, pk)
    form = LATER[kind](request.POST or None, instance=node)
    goal = node if kind == "goal" else node.goal
    back = Places(plan)("goals:detail", goal.pk)
    if form.is_valid() and accepted(form, lambda: _extend(node, form, user)):
        return redirect(back)
    now = f"{node.target_on:%-d %B %Y}" if node.target_on else "None yet"
    said = [(kind.capitalize(), node.statement), ("Target date now", now)]
    return form_page(request, plan, form, "Extend the target date", above=said, back=back)


def _extend(node: Any, form: Any, user: User) -> None:
    said = form.cleaned_data
    actions.extend(node, said["to"], because=said["why_later"], expected=form.expected, by=user)


@require_POST
def remove(request: HttpRequest, client_id: UUID, number: int, kind: str, pk: UUID) -> HttpResponse:
    """Out of the draft, if nothing of it was scored or signed."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    node = node_of(request, plan, kind, pk)
    form = ActForm(request.POST)
    taken_out(request, plan, form, lambda: actions.remove(node, expected=expected(form), by=user))
    return redirect(Places(plan).draft())
