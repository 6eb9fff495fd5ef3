"""Every write to the tree: goals, objectives and interventions."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from accounts import editing
from accounts.models import User
from plans.actions.permits import require_open_draft, stamp
from trail.recording import record

from .models import Goal, Intervention, Objective
from .models.goal import Status

Node = TypeVar("Node", Goal, Objective, Intervention)

CHILDREN: dict[type[models.Model], str] = {Goal: "objectives", Objective: "interventions"}
CITED_BY: dict[type[models.Model], tuple[str, ...]] = {
    Goal: ("scores", "worked_on", "reviews", "continued_by", "revisions", "short_term_goals"),
    Objective: ("counts",),
    Intervention: ("delivered",),
}
PARENT = {Goal: "problem", Objective: "goal", Intervention: "objective"}


@transaction.atomic
def add(node: Node, *, by: User) -> Node:
    """Add a goal, objective or intervention at the end of its siblings."""
    plan = require_open_draft(node.home, by)
    siblings = type(node)._base_manager.filter(
        **{PARENT[type(node)]: getattr(node, PARENT[type(node)])}
    )
    node.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    stamp(plan)
    return editing.add(node, by=by, verb=f"{_name(node)}.added", clients=[plan.client_id])


@transaction.atomic
def change(node: Node, *, expected: int, by: User) -> Node:
    """Save a reworded node. An objective whose date moves later was extended, and counts it."""
    plan = require_open_draft(node.home, by)
    if isinstance(node, Objective):
        _count_extension(node, editing.lock(node, by=by))
    stamp(plan)
    return editing.change(
        node, expected=expected, by=by, verb=f"{_name(node)}.changed", clients=[plan.client_id]
    )


def _count_extension(node: Objective, stored: Objective) -> None:
    node.times_extended = stored.times_extended
    if node.target_on and stored.target_on and node.target_on > stored.target_on:
        node.times_extended += 1


@transaction.atomic
def park(
    goal_or_objective: Node, *, because: str, until: date | None = None, expected: int, by: User
) -> Node:
    """Put a goal or objective in reserve: not scored, clocks pause, history kept."""
    if not because.strip():
        raise ValidationError({"because": "Say why it is parked."})
    return _set_status(goal_or_objective, Status.RESERVE, because, expected, by, until=until)


@transaction.atomic
def take_up(node: Node, *, expected: int, by: User) -> Node:
    """Bring a parked, met or discontinued node back, with its history."""
    return _set_status(node, Status.ACTIVE, "", expected, by)


@transaction.atomic
def mark_met(node: Node, *, because: str = "", expected: int, by: User) -> Node:
    """The goal or objective is reached."""
    return _set_status(node, Status.MET, because, expected, by)


@transaction.atomic
def discontinue(node: Node, *, because: str, expected: int, by: User) -> Node:
    """Stop working on a node. It stays in the record."""
    if not because.strip():
        raise ValidationError({"because": "Say why it is discontinued."})
    return _set_status(node, Status.DISCONTINUED, because, expected, by)


def _set_status(
    node: Node, status: Status, because: str, expected: int, by: User, *, until: date | None = None
) -> Node:
    plan = require_open_draft(node.home, by)
    stored = editing.lock(node, by=by)
    stored.status, stored.status_reason = status, because
    if isinstance(stored, Goal):
        _turn_clocks(stored, plan.practice.today, until)
    stamp(plan)
    verb = f"{_name(node)}.{status.label.replace(' ', '_')}"
    return editing.change(stored, expected=expected, by=by, verb=verb, clients=[plan.client_id])


def _turn_clocks(goal: Goal, today: date, until: date | None) -> None:
    """A parked goal's clocks stand still; the pause is kept when it is over."""
    if goal.parked_from and goal.status != Status.RESERVE:
        goal.pauses = [*goal.pauses, [goal.parked_from.isoformat(), today.isoformat()]]
    if goal.status != Status.RESERVE:
        goal.parked_from = goal.parked_until = None
    else:
        goal.parked_from, goal.parked_until = goal.parked_from or today, until


@transaction.atomic
def remove(node: Node, *, expected: int, by: User) -> None:
    """Take a node out of the draft, with what hangs on it, if none of it was scored or signed.

    Raises ValidationError otherwise: then it is discontinued instead.
    """
    plan = require_open_draft(node.home, by)
    stored = editing.lock(node, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    if is_on_record(stored):
        raise ValidationError("This has been scored or signed: discontinue it instead.")
    stamp(plan)
    said = {"was": stored.statement[:200]}
    record(f"{_name(node)}.removed", stored, by=by, clients=[plan.client_id], changed=said)
    _delete(stored)


def is_on_record(node: Goal | Objective | Intervention) -> bool:
    """Whether the node stands in a signed version, or a note speaks of it."""
    signed = node.home.versions.filter(document__contains=str(node.pk))
    return signed.exists() or _is_cited(node)


def _is_cited(node: models.Model) -> bool:
    """Whether a score, count, note or review hangs on the node or on something below it."""
    kind = type(node)
    if any(getattr(node, name).exists() for name in CITED_BY[kind]):
        return True
    return any(_is_cited(child) for child in _children(node))


def _children(node: models.Model) -> list[models.Model]:
    below = CHILDREN.get(type(node))
    return list(getattr(node, below).all()) if below else []


def _delete(node: models.Model) -> None:
    for child in _children(node):
        _delete(child)
    node.delete()


def _name(node: models.Model) -> str:
    return str(node._meta.model_name)
