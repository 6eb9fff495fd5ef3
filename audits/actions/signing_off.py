"""An admin signs off a period: the rules, the counts and the waivers, as they were read."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from plans.actions.signing import seal_afterwards
from trail.proof import witness
from trail.recording import record

from ..models import SignOff
from ..period.document import digest
from ..period.gathering import document_of
from .asking import require_admin
from .keeping import bring_up_to_date
from .taking_turns import one_at_a_time

STATES = (
    "I have read this summary of the practice’s audit, with its open findings, what was not judged"
    " and its waivers, and it is what I saw."
)
CHANGED = "Something changed after you opened this page. Read it again, then sign."
NOT_JUDGED = "Plans are still being judged. Look again in a few minutes, then sign."


@transaction.atomic
def sign_off(first: date, last: date, *, seen: str, method: str, by: User) -> SignOff:
    """Sign the period as it stands. `seen` is the digest of what was read.

    Signing the same text twice is signing once.
    """
    require_admin(by)
    assert by.practice is not None
    check_period(first, last, by.practice.today)
    if bring_up_to_date(by.practice):
        raise ValidationError(NOT_JUDGED)
    one_at_a_time(by.practice_id)
    document = document_of(by, first, last)
    text = document.canonical()
    if digest(text) != seen:
        raise ValidationError(CHANGED)
    held: SignOff | None = SignOff.objects.filter(practice=by.practice, by=by, digest=seen).first()
    if held:
        return held
    signed = SignOff(
        practice=by.practice, from_on=first, until_on=last, as_of=document.as_of, document=text,
        digest=seen, statement=STATES, method=method, by=by, name=by.name,
        credentials=by.credentials,
    )  # fmt: skip
    signed.full_clean(exclude=["practice", "by"])
    signed.save(force_insert=True)
    record("sign_off.signed", signed, by=by, changed={"digest": seen} | witness(signed))
    seal_afterwards(by.practice.pk)
    return signed


def check_period(first: date, last: date, today: date) -> None:
    """A period that can be signed is over, or ends today."""
    if last < first:
        raise ValidationError({"until_on": "The period must end after it begins."})
    if last > today:
        raise ValidationError({"until_on": "That day is yet to come. End the period by today."})
