"""Writing the draft: the plan itself, its problems and the services ordered."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts import editing
from accounts.models import User
from clients.actions.permits import require_author
from clients.models import Client
from library.actions import keep
from library.wording import Kind
from trail.recording import record

from ..models import Plan, Problem, Removed, ServiceOrder
from .permits import require_open_draft, stamp
from .undoing import remember


@transaction.atomic
def open_plan(plan: Plan, *, by: User) -> Plan:
    """Begin an episode of care: number, lead and review date are given if they are absent."""
    client = Client.objects.select_for_update().get(pk=plan.client_id, practice=by.practice)
    require_author(client, by)
    plan.practice, plan.client = by.practice, client  # type: ignore[assignment]
    if held := Plan.objects.filter(practice=by.practice, pk=plan.pk).first():
        return held
    last = client.plans.aggregate(last=Max("number"))["last"]
    plan.number = (last or 0) + 1
    plan.lead_id = plan.lead_id or by.pk
    plan.opened_on = plan.opened_on or plan.practice.today
    if not plan.review_due_on:
        plan.review_due_on = plan.opened_on + timedelta(days=plan.practice.review_interval_days)
    return editing.add(plan, by=by, verb="plan.opened", clients=[client.pk])


@transaction.atomic
def change_plan(plan: Plan, *, expected: int, by: User) -> Plan:
    """Save the plan's own words. A review date that has passed is refused."""
    stored = require_open_draft(plan, by)
    moved = plan.review_due_on != stored.review_due_on
    if moved and plan.review_due_on and plan.review_due_on < stored.practice.today:
        raise ValidationError({"review_due_on": "The review date is in the past."})
    return editing.change(
        plan, expected=expected, by=by, verb="plan.changed", clients=[stored.client_id]
    )


@transaction.atomic
def close_plan(plan: Plan, *, because: str, expected: int, by: User) -> Plan:
    """End the episode."""
    stored = require_open_draft(plan, by)
    if not because.strip():
        raise ValidationError({"because": "Say why the plan is closed."})
    stored.closed_on, stored.closed_because = stored.practice.today, because
    return editing.change(
        stored, expected=expected, by=by, verb="plan.closed", clients=[stored.client_id]
    )


@transaction.atomic
def add_service(service: ServiceOrder, *, by: User) -> ServiceOrder:
    """Order a service."""
    plan = require_open_draft(service.plan, by)
    stamp(plan)
    return editing.add(service, by=by, verb="service.ordered", clients=[plan.client_id])


@transaction.atomic
def change_service(service: ServiceOrder, *, expected: int, by: User) -> ServiceOrder:
    """Change what is ordered."""
    plan = require_open_draft(service.plan, by)
    stamp(plan)
    return editing.change(
        service, expected=expected, by=by, verb="service.changed", clients=[plan.client_id]
    )


@transaction.atomic
def remove_service(service: ServiceOrder, *, expected: int, by: User) -> Removed:
    """Take an order out of the draft; versions keep what they ordered. It can be put back."""
    plan = require_open_draft(service.plan, by)
    stored = editing.lock(service, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    stamp(plan)
    record("service.removed", stored, by=by, clients=[plan.client_id])
    removed = remember(plan, [stored], by=by)
    stored.delete()
    return removed


@transaction.atomic
def add_problem(problem: Problem, *, by: User, final: bool = True) -> Problem:
    """Add a problem at the end of the plan.

    Its definitions go into the author's bank, unless they are still being typed (not `final`).
    """
    plan = require_open_draft(problem.plan, by)
    _same_client(problem, plan)
    last = plan.problems.aggregate(last=Max("position"))["last"]
    problem.position = (last or 0) + 1
    stamp(plan)
    added = editing.add(problem, by=by, verb="problem.added", clients=[plan.client_id])
    if final:
        _bank(added, plan, by)
    return added


@transaction.atomic
def change_problem(problem: Problem, *, expected: int, by: User, final: bool = True) -> Problem:
    """Reword a problem; `final` as in `add_problem`."""
    plan = require_open_draft(problem.plan, by)
    _same_client(problem, plan)
    stamp(plan)
    changed = editing.change(
        problem, expected=expected, by=by, verb="problem.changed", clients=[plan.client_id]
    )
    if final:
        _bank(changed, plan, by, again=False)
    return changed


def _bank(problem: Problem, plan: Plan, by: User, *, again: bool = True) -> None:
    for line in problem.definitions.splitlines():
        keep(line, Kind.DEFINITION, client=plan.client, by=by, again=again)


def _same_client(problem: Problem, plan: Plan) -> None:
    if problem.diagnosis and problem.diagnosis.client_id != plan.client_id:
        raise ValidationError({"diagnosis": "This is another client's diagnosis."})


@transaction.atomic
def set_problem_status(
    problem: Problem, status: str, *, because: str, expected: int, by: User
) -> Problem:
    """Defer a problem with a reason, resolve it, or take it up again."""
    plan = require_open_draft(problem.plan, by)
    if status == Problem.Status.DEFERRED and not because.strip():
        raise ValidationError({"because": "Say why the problem is deferred."})
    stored = editing.lock(problem, by=by)
    stored.status, stored.status_reason = status, because
    stamp(plan)
    return editing.change(
        stored, expected=expected, by=by, verb=f"problem.{status}", clients=[plan.client_id]
    )


@transaction.atomic
def remove_problem(problem: Problem, *, expected: int, by: User) -> Removed:
    """Take a problem that has no goals out of the draft. It can be put back."""
    plan = require_open_draft(problem.plan, by)
    stored = editing.lock(problem, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    if stored.goals.exists():
        raise ValidationError("Remove or discontinue the goals first, or defer the problem.")
    stamp(plan)
    record(
        "problem.removed",
        stored,
        by=by,
        clients=[plan.client_id],
        changed={"was": stored.statement[:200]},
    )
    removed = remember(plan, [stored], by=by)
    stored.delete()
    return removed
