"""An admin lets a defect stand, with the reason, until a day or until the next version."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from trail.proof import witness
from trail.recording import record

from ..models import Finding, Waiver, WaiverEnded
from .asking import end_as_waived, require_admin
from .taking_turns import one_at_a_time


@transaction.atomic
def waive(
    finding: Finding, *, reason: str, until_on: date | None, version: int, by: User
) -> Waiver:
    """Let a finding stand until a day; without one, while `version` is in effect (0: none yet)."""
    require_admin(by)
    _check(reason, until_on, by)
    one_at_a_time(finding.practice_id)
    rule, node, node_id, field = finding.identity
    about = {"plan": finding.plan, "rule": rule, "node": node, "node_id": node_id, "field": field}
    held: Waiver | None = Waiver.objects.filter(
        **about, ended__isnull=True, reason=reason, by=by
    ).first()
    if held:
        return held
    waiver = Waiver(
        practice_id=finding.practice_id,
        **about,
        sentence=finding.sentence,
        reason=reason,
        until_on=until_on,
        until_version=None if until_on else version,
        by=by,
    )
    waiver.full_clean(exclude=["practice", "plan", "by", "until_on", "until_version"])
    waiver.save(force_insert=True)
    clients = [finding.plan.client_id]
    record("finding.waived", waiver, by=by, clients=clients, changed=witness(waiver))
    end_as_waived(Q(**about, ended__isnull=True), by=by)
    return waiver


@transaction.atomic
def end_waiver(waiver: Waiver, *, by: User) -> WaiverEnded:
    """The defect counts again. Ending twice is ending once."""
    require_admin(by)
    one_at_a_time(waiver.practice_id)
    if held := WaiverEnded.objects.filter(waiver=waiver).first():
        return held
    ended = WaiverEnded.objects.create(practice_id=waiver.practice_id, waiver=waiver, by=by)
    clients = [waiver.plan.client_id]
    record("waiver.ended", ended, by=by, clients=clients, changed=witness(ended))
    return ended


def _check(reason: str, until_on: date | None, by: User) -> None:
    assert by.practice is not None
    if not reason.strip():
        raise ValidationError({"reason": "Say why this may stand."})
    if until_on and until_on < by.practice.today:
        raise ValidationError({"until_on": "That day has passed. Choose today or later."})
