"""The draft: the whole tree with its buttons, and what is to fix before signing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.pages import asking_user, pressed
from audits.asks import asked_in
from config.forms import PlainForm
from goals.models import Goal, Intervention, Objective
from goals.scored import Scored, breaks_of, scores_of

from .. import actions
from ..beside import comments_by_name
from ..document import PlanDocument, missing_before_signing
from ..drafting import draft_document
from ..forms import ActForm
from ..models import Plan, Problem, Removed
from ..nudges import nudges
from ..pages import Places, chip, crumbs, draft_for, fixes, fixes_words, plan_for
from ..renewal import confirmed_until
from ..state import returned, state_of
from ..tree import Editor, as_words, day, same_text

MODELS: dict[str, Any] = {
    "problem": (Problem, "plan"),
    "goal": (Goal, "problem__plan"),
    "objective": (Objective, "goal__problem__plan"),
    "intervention": (Intervention, "objective__goal__problem__plan"),
}


@require_safe
def draft(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Everything that can be edited, and what is missing. Queries do not grow with the tree."""
    user = asking_user(request)
    plan = plan_for(request, client_id, number, verb="draft.read")
    state = state_of(plan, plan.practice.today)
    document = draft_document(plan, author=user)
    may_write = plan.is_open and plan.client.is_written_by(user)
    signed = PlanDocument.stored(state.latest.document) if state.latest else None
    back = returned(state.latest) if state.latest else None
    comments = back.comments if back else {}
    numbers = _numbers(document)
    editor = Editor(plan, document, numbers, signed=signed, comments=comments, may_write=may_write)
    page = _around(plan, document) | chip(state, plan)
    if signed and not back and not page["fixes"] and _unchanged(plan, document, signed):
        page |= {"unchanged": True, "to_fix": f"Unchanged since {state.latest}"}
    page |= {"plan_state": state, "comments": comments, "nodes": editor.nodes()}
    page |= {"asks": asked_in(plan, user)}
    if signed and back:
        here = document.numbers()
        page["said_of_gone"] = [it for it in comments_by_name(back, signed) if it[0] not in here]
    return render(request, "plans/draft.html", page | {"may_write": may_write})


def _numbers(document: PlanDocument) -> Scored:
    """The goals' scores since each has meant what it means. Two queries."""
    goal_ids = [goal.id for goal in document.goals]
    return Scored(scores_of(goal_ids), breaks_of(goal_ids))


def _unchanged(plan: Plan, document: PlanDocument, signed: PlanDocument) -> bool:
    moved = document.plan.review_due_on != signed.plan.review_due_on
    return same_text(document, signed, confirmed_until(plan) if moved else None)


def _around(plan: Plan, document: PlanDocument) -> dict[str, object]:
    """What stands around the tree: title, the plan's own words, and what is to fix."""
    to_fix = fixes(plan, missing_before_signing(document, plan.practice.today))
    return {
        "plan": plan,
        "document": document,
        "title": f"Draft of plan {plan.number}",
        "subtitle": plan.client.legal_name,
        "crumbs": crumbs(plan),
        "words": [*as_words(document), ("Review due", day(plan.review_due_on))],
        "fixes": to_fix,
        "nudges": nudges(document) if plan.is_open else [],
        "to_fix": fixes_words(to_fix),
        "fixes_url": "#fixes" if to_fix else "",
    }


@require_POST
def move(request: HttpRequest, client_id: UUID, number: int, kind: str, pk: UUID) -> HttpResponse:
    """One place up or down among its siblings."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    node = node_of(plan, kind, pk, user)
    form = ActForm(request.POST)
    pressed(
        request,
        form,
        lambda: actions.move(
            node,
            form.cleaned_data["places"] or 0,
            expected=form.cleaned_data["row_version"],
            by=user,
        ),
    )
    return redirect(Places(plan).draft(kind, pk))


@require_POST
def put_back(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Undo a removal."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    removed = get_object_or_404(Removed.objects.visible_to(user), pk=pk, plan=plan)
    form = PlainForm(request.POST)
    if pressed(request, form, lambda: actions.put_back(removed, by=user)):
        messages.success(request, f"The {removed.kind} is back.")
    return redirect(Places(plan).draft(removed.kind, removed.rows[0]["pk"]))


def node_of(plan: Plan, kind: str, pk: UUID, user: Any) -> Any:
    """A node of this plan, whatever its kind."""
    if kind not in MODELS:
        raise Http404
    model, path = MODELS[kind]
    return get_object_or_404(model.objects.visible_to(user), pk=pk, **{path: plan})
