"""An admin asks clinicians to mend what was found, or to sign. Clinical text stays theirs."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import Supervision, User
from plans.models import Plan
from trail.proof import witness
from trail.recording import record

from ..models import Ask, AskEnded, Finding
from ..models.asking import WORDS
from .taking_turns import one_at_a_time

SIGN = "Sign the plan."
# House rule: more asks than this in one press is a mistake, or a letter nobody reads.
MOST = 2_000


def require_admin(by: User) -> None:
    """The audit is the practice admin's."""
    if not by.is_admin:
        raise PermissionDenied("Only an admin of the practice asks and waives.")


@transaction.atomic
def ask_to_mend(
    findings: Iterable[Finding], *, batch: UUID, due_on: date | None, words: str, by: User
) -> int:
    """Ask each plan's lead clinician to mend these; the number of new asks.

    What is asked already, mended in the draft, or waived is left out. The batch names the act:
    sent twice it asks once.
    """
    require_admin(by)
    _check(due_on, words, by)
    rows = [
        _ask(found.plan, found.identity, found.sentence, found.plan.lead, batch, due_on, words, by)
        for found in findings
        if not found.is_waived
    ]
    return _made(rows, batch, by)


@transaction.atomic
def ask_to_sign(
    plans: Iterable[Plan], *, batch: UUID, due_on: date | None, words: str, by: User
) -> int:
    """Ask whoever must sign next: who supervises the lead where a co-signature is waited for.

    `plans` carry their state's word (audits.states). The number of new asks.
    """
    require_admin(by)
    _check(due_on, words, by)
    waiting = list(plans)
    signers = _cosigners(waiting)
    rows = [
        _ask(
            plan,
            ("", "plan", plan.pk, "signature"),
            SIGN,
            signers.get(plan.lead_id, plan.lead) if _waits(plan) else plan.lead,
            batch,
            due_on,
            words,
            by,
        )
        for plan in waiting
    ]
    return _made(rows, batch, by)


def _waits(plan: Plan) -> bool:
    return bool(plan.word == "waiting")  # type: ignore[attr-defined]


def _cosigners(plans: Iterable[Plan]) -> dict[UUID, User]:
    """Who co-signs for each lead clinician, the longest supervisor first. One query."""
    leads = {plan.lead_id for plan in plans}
    rows = Supervision.objects.standing().filter(supervisee__in=leads, cosigns=True)
    rows = rows.select_related("supervisor").order_by("-started_at")
    return {row.supervisee_id: row.supervisor for row in rows}


def _ask(
    plan: Plan, identity: tuple[str, str, UUID, str], sentence: str, to: User, batch: UUID,
    due_on: date | None, words: str, by: User,
) -> Ask:  # fmt: skip
    rule, node, node_id, field = identity
    return Ask(
        practice_id=plan.practice_id, plan=plan, rule=rule, node=node, node_id=node_id,
        field=field, sentence=sentence, batch=batch, to=to, due_on=due_on, words=words, by=by,
    )  # fmt: skip


def _made(rows: list[Ask], batch: UUID, by: User) -> int:
    """Keep the asks that are new, and tell the trail of them in one event."""
    if len(rows) > MOST:
        raise ValidationError(f"That is {len(rows)} at once. Choose fewer plans, or one rule.")
    if any(row.plan.practice_id != by.practice_id for row in rows):
        raise PermissionDenied("Those plans are another practice's.")
    one_at_a_time(by.practice_id)
    if Ask.objects.filter(batch=batch).exists():
        return 0
    standing = Ask.objects.filter(plan__in={row.plan_id for row in rows}, ended__isnull=True)
    asked = {(one.plan_id, *one.identity) for one in standing}
    new = [row for row in rows if (row.plan_id, *row.identity) not in asked]
    Ask.objects.bulk_create(new)
    if new:
        clients = {row.plan.client_id for row in new}
        record("ask.made", by.practice, by=by, clients=clients, changed=witness(*new))
    return len(new)


@transaction.atomic
def withdraw(asks: Collection[Ask], *, by: User) -> int:
    """Take asks back; those that are over already stay as they are."""
    require_admin(by)
    one_at_a_time(by.practice_id)
    ended = _ended(asks, AskEnded.Why.WITHDRAWN, by)
    return len(ended)


def end_as_waived(waived: Q, *, by: User) -> None:
    """What may stand is not asked for any more."""
    _ended(list(Ask.objects.filter(waived).select_related("plan")), AskEnded.Why.WAIVED, by)


def _ended(asks: Iterable[Ask], why: AskEnded.Why, by: User) -> list[AskEnded]:
    over = set(AskEnded.objects.filter(ask__in=asks).values_list("ask", flat=True))
    rows = [
        AskEnded(practice_id=ask.practice_id, ask=ask, why=why, by=by)
        for ask in asks
        if ask.pk not in over
    ]
    AskEnded.objects.bulk_create(rows)
    if rows:
        clients = {row.ask.plan.client_id for row in rows}
        record("ask.withdrawn", by.practice, by=by, clients=clients, changed=witness(*rows))
    return rows


def _check(due_on: date | None, words: str, by: User) -> None:
    assert by.practice is not None
    if due_on and due_on < by.practice.today:
        raise ValidationError({"due_on": "That day has passed. Choose today or later."})
    if len(words) > WORDS:
        raise ValidationError({"words": f"Write at most {WORDS:,} characters."})
