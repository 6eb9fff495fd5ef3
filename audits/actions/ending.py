"""An ask is over when what it asked for is done."""

from collections.abc import Iterable

from plans.models import Signature
from trail.proof import witness
from trail.recording import record

from ..kept import Computed
from ..models import Ask, AskEnded
from .taking_turns import one_at_a_time

# States in which a plan still waits for somebody's hand.
UNSIGNED = ("draft", "returned", "waiting")
APPROVING = (Signature.Role.COSIGNER, Signature.Role.PHYSICIAN)


def end_what_is_mended(found: Iterable[Computed]) -> None:
    """End the asks whose defect is gone, and those for a signature that was given."""
    by_plan = {one.plan.pk: one for one in found}
    done = [ask.pk for ask in _standing(plan__in=by_plan) if _is_done(ask, by_plan[ask.plan_id])]
    if not done:
        return
    one_at_a_time(next(iter(by_plan.values())).plan.practice_id)
    # Somebody may have taken one back while we waited.
    ended = [
        AskEnded(practice_id=ask.practice_id, ask=ask, why=AskEnded.Why.GONE)
        for ask in _standing(pk__in=done)
    ]
    AskEnded.objects.bulk_create(ended)
    for row in ended:
        record("ask.ended", row, by=None, clients=[row.ask.plan.client_id], changed=witness(row))


def _standing(**which: object) -> Iterable[Ask]:
    asks: Iterable[Ask] = Ask.objects.filter(ended__isnull=True, **which).select_related("plan")
    return asks


def _is_done(ask: Ask, one: Computed) -> bool:
    if ask.rule:
        return ask.identity not in one.findings and ask.rule not in one.failed
    since = [sign for sign in one.signed if sign.at >= ask.at]
    if any(sign.signer == ask.to_id for sign in since):
        return True
    # Another supervisor, or another author, may have signed in their place.
    roles = (Signature.Role.AUTHOR,) if ask.to_id == ask.plan.lead_id else APPROVING
    return one.columns["state"] not in UNSIGNED and any(sign.role in roles for sign in since)
