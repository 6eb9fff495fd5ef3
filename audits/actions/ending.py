"""An ask is over when what it asked for is done."""

from collections.abc import Iterable

from trail.proof import witness
from trail.recording import record

from ..kept import Computed
from ..models import Ask, AskEnded


def end_what_is_mended(found: Iterable[Computed]) -> None:
    """End the asks whose defect is gone, and those for a signature that was given."""
    by_plan = {one.plan.pk: one for one in found}
    asks = Ask.objects.filter(plan__in=by_plan, ended__isnull=True).select_related("plan")
    ended = [
        AskEnded(practice_id=ask.practice_id, ask=ask, why=AskEnded.Why.GONE)
        for ask in asks
        if _is_done(ask, by_plan[ask.plan_id])
    ]
    AskEnded.objects.bulk_create(ended)
    for row in ended:
        record("ask.ended", row, by=None, clients=[row.ask.plan.client_id], changed=witness(row))


def _is_done(ask: Ask, one: Computed) -> bool:
    if ask.rule:
        return ask.identity not in one.findings and ask.rule not in one.failed
    return any(sign.signer == ask.to_id and sign.at >= ask.at for sign in one.signed)
