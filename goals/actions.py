"""Every write to the tree: goals, objectives and interventions."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from accounts import editing
from accounts.models import User
from library.actions import keep
from library.wording import Kind
from plans.actions.permits import require_open_draft, stamp
from plans.actions.undoing import remember
from plans.models import Plan, Removed
from trail.proof import witness
from trail.recording import record

from .models import Extension, Goal, GoalRevision, Intervention, Objective, Worksheet
from .models.goal import Status
from .summaries import refresh

Node = TypeVar("Node", bound=Goal | Objective | Intervention)

CHILDREN: dict[type[models.Model], str] = {Goal: "objectives", Objective: "interventions"}
CITED_BY: dict[type[models.Model], tuple[str, ...]] = {
    Goal: (
        "scores",
        "worked_on",
        "reviews",
        "continued_by",
        "revisions",
        "short_term_goals",
        "extensions",
        "flag_answers",
    ),
    Objective: ("counts", "worked_on", "extensions"),
    Intervention: ("delivered", "homework_reported"),
}
PARENT = {Goal: "problem", Objective: "goal", Intervention: "objective"}


@transaction.atomic
def add(node: Node, *, by: User, final: bool = True) -> Node:
    """Add a goal, objective or intervention at the end of its siblings.

    Its wording goes into the author's bank, unless it is still being typed (not `final`).
    """
    plan = require_open_draft(node.home, by)
    siblings = type(node)._base_manager.filter(
        **{PARENT[type(node)]: getattr(node, PARENT[type(node)])}
    )
    node.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    stamp(plan)
    added = editing.add(node, by=by, verb=f"{_name(node)}.added", clients=[plan.client_id])
    if final:
        _bank(added, plan, by)
    return added


@transaction.atomic
def change(node: Node, *, expected: int, by: User, because: str = "", final: bool = True) -> Node:
    """Save a reworded node. A signed target date that moves later leaves a trace, with `because`.

    Its wording goes into the author's bank, unless it is still being typed (not `final`).
    Raises ValidationError when such a date moves without a reason.
    """
    plan = require_open_draft(node.home, by)
    if not isinstance(node, Intervention):
        _trace_extension(node, editing.lock(node, by=by), because.strip(), by)
    stamp(plan)
    changed = editing.change(
        node, expected=expected, by=by, verb=f"{_name(node)}.changed", clients=[plan.client_id]
    )
    if final:
        _bank(changed, plan, by, again=False)
    if isinstance(changed, Goal):
        refresh([changed.pk], only_kept=True)
    return changed


def pin(goal: Goal, *, by: User) -> GoalRevision:
    """The wording on which the goal is scored now. The trail learns of a new one."""
    revision = GoalRevision.objects.pin(goal)
    if revision.is_new:
        told, clients = witness(revision), [goal.home.client_id]
        record("goal.wording_counts", revision, by=by, clients=clients, changed=told)
        refresh([goal.pk], only_kept=True)
    return revision


def _bank(node: Node, plan: Plan, by: User, *, again: bool = True) -> None:
    """What the clinician worded, for other clients; never what is in this client's own words."""
    approach = node.modality if isinstance(node, Intervention) else ""
    for text, kind in _wordings(node):
        said = approach if kind == Kind.INTERVENTION else ""
        keep(text, kind, client=plan.client, by=by, approach=said, again=again)


def _wordings(node: Node) -> list[tuple[str, Kind]]:
    found = [(node.statement, Kind(_name(node)))]
    if isinstance(node, Intervention):
        found += [(line, Kind.HOMEWORK) for line in node.homework.splitlines()]
    return found


def _trace_extension(
    node: Goal | Objective, stored: Goal | Objective, because: str, by: User
) -> None:
    """While a draft was never signed, its dates are nobody's yet: moving one is writing."""
    was, to = stored.target_on, node.target_on
    if not was or not to or to <= was or not _is_signed(stored):
        return
    if not because:
        raise ValidationError({"why_later": "Say why the target date moves later."})
    extension = Extension.objects.create(
        practice=stored.practice,
        goal=stored if isinstance(stored, Goal) else None,
        objective=stored if isinstance(stored, Objective) else None,
        from_on=was,
        to_on=to,
        because=because,
        extended_by=by,
    )
    told, clients = witness(extension), [stored.home.client_id]
    record("target.extended", extension, by=by, clients=clients, changed=told)
    if isinstance(node, Objective):
        node.times_extended = stored.extensions.count()


@transaction.atomic
def extend(
    node: Goal | Objective, to: date, *, because: str, expected: int, by: User
) -> Goal | Objective:
    """Move a goal's or an objective's target date later, with the reason.

    Raises ValidationError for a day that is not later, and for one that has passed.
    """
    stored = editing.lock(node, by=by)
    if not stored.target_on:
        raise ValidationError({"to": "There is no target date yet: write one in the draft."})
    if to <= stored.target_on:
        raise ValidationError({"to": "The new date must come after the old one."})
    if to < stored.practice.today:
        raise ValidationError({"to": "The target date is in the past."})
    stored.target_on = to
    return change(stored, expected=expected, by=by, because=because)


@transaction.atomic
def add_worksheet(sheet: Worksheet, *, by: User) -> Worksheet:
    """Begin a goal's worksheet."""
    plan = require_open_draft(sheet.home, by)
    return editing.add(sheet, by=by, verb="worksheet.added", clients=[plan.client_id])


@transaction.atomic
def change_worksheet(sheet: Worksheet, *, expected: int, by: User) -> Worksheet:
    """Go on with it."""
    clients = [require_open_draft(sheet.home, by).client_id]
    return editing.change(
        sheet, expected=expected, by=by, verb="worksheet.changed", clients=clients
    )


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
    changed = editing.change(stored, expected=expected, by=by, verb=verb, clients=[plan.client_id])
    if isinstance(changed, Goal):
        refresh([changed.pk])
    return changed


def _turn_clocks(goal: Goal, today: date, until: date | None) -> None:
    """A parked goal's clocks stand still; the pause is kept when it is over."""
    if goal.parked_from and goal.status != Status.RESERVE:
        goal.pauses = [*goal.pauses, [goal.parked_from.isoformat(), today.isoformat()]]
    if goal.status != Status.RESERVE:
        goal.parked_from = goal.parked_until = None
    else:
        goal.parked_from, goal.parked_until = goal.parked_from or today, until


@transaction.atomic
def remove(node: Node, *, expected: int, by: User) -> Removed:
    """Take a node out of the draft, with what hangs on it, if none of it was scored or signed.

    It can be put back for a day (plans.actions.put_back). Raises ValidationError for what was
    scored or signed: then it is discontinued instead.
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
    rows = _whole(stored)
    removed = remember(plan, rows, by=by)
    for row in reversed(rows):
        row.delete()
    return removed


def is_on_record(node: Goal | Objective | Intervention) -> bool:
    """Whether the node stands in a signed version, or a note speaks of it."""
    return _is_signed(node) or _is_cited(node)


def _is_signed(node: Goal | Objective | Intervention) -> bool:
    """Whether the node stands in a version that was signed."""
    return node.home.versions.filter(document__contains=str(node.pk)).exists()


def _is_cited(node: models.Model) -> bool:
    """Whether a score, count, note or review hangs on the node or on something below it."""
    kind = type(node)
    if any(getattr(node, name).exists() for name in CITED_BY[kind]):
        return True
    return any(_is_cited(child) for child in _children(node))


def _children(node: models.Model) -> list[models.Model]:
    below = CHILDREN.get(type(node))
    return list(getattr(node, below).all()) if below else []


def _whole(node: models.Model) -> list[models.Model]:
    """The node and all that goes with it, parents first: a goal's worksheet too."""
    sheets = Worksheet.objects.filter(goal=node) if isinstance(node, Goal) else ()
    return [node, *sheets, *(row for child in _children(node) for row in _whole(child))]


def _name(node: models.Model) -> str:
    return str(node._meta.model_name)
