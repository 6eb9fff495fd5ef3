"""What the pages of goals share: finding a node, and answering with a picture."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from accounts.pages import asking_user
from plans.models import Plan
from plans.pages import opened

from .models import Goal, Intervention, Objective

KINDS: dict[str, Any] = {
    "goal": (Goal, "problem__plan"),
    "objective": (Objective, "goal__problem__plan"),
    "intervention": (Intervention, "objective__goal__problem__plan"),
}


def goal_for(request: HttpRequest, client_id: UUID, number: int, pk: UUID, *, verb: str) -> Goal:
    """A goal of this client's plan, if the user may see it. Reading it is an act."""
    goals = Goal.objects.visible_to(asking_user(request)).select_related(
        "problem__plan__client", "problem__plan__practice"
    )
    goal = get_object_or_404(
        goals, pk=pk, problem__plan__client=client_id, problem__plan__number=number
    )
    opened(request, verb, goal, client_id)
    return goal


def objective_for(
    request: HttpRequest, client_id: UUID, number: int, pk: UUID, *, verb: str
) -> Objective:
    """An objective of this client's plan, with its goal. Reading it is an act."""
    objectives = Objective.objects.visible_to(asking_user(request)).select_related("goal")
    own = {"goal__problem__plan__client": client_id, "goal__problem__plan__number": number}
    objective = get_object_or_404(objectives, pk=pk, **own)
    opened(request, verb, objective, client_id)
    return objective


def node_of(request: HttpRequest, plan: Plan, kind: str, pk: UUID) -> Any:
    """A goal, objective or intervention of this plan."""
    if kind not in KINDS:
        raise Http404
    model, path = KINDS[kind]
    nodes = model.objects.visible_to(asking_user(request)).select_related(f"{path}__practice")
    return get_object_or_404(nodes, pk=pk, **{path: plan})


def picture(request: HttpRequest, named: str, draw: Callable[[], str]) -> HttpResponse:
    """An SVG for `<img>`, or 304 when the browser has the picture of this name (a digest).

    It stays in the user's own browser only, asks each time whether it still holds, and may load
    nothing.
    """
    answer = HttpResponse(content_type="image/svg+xml")
    answer.headers["ETag"] = quote_etag(named)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    held = get_conditional_response(request, etag=quote_etag(named), response=answer)
    if held is not answer and held is not None:
        return held
    answer.content = draw().encode()
    return answer
