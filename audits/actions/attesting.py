"""What no program can judge, a named person says."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from plans.models import Plan
from trail.proof import witness
from trail.recording import record

from ..models import Attestation
from ..rules import RULES
from .taking_turns import one_at_a_time


def may_attest(plan: Plan, by: User) -> bool:
    """A clinician of the client, or an admin: both answer for the record."""
    return by.is_admin or plan.client.is_written_by(by)


def require_attester(plan: Plan, by: User) -> None:
    """Refuse a word that would not be taken."""
    if not may_attest(plan, by):
        raise PermissionDenied("Only a clinician on the care team, or an admin, attests.")


@transaction.atomic
def attest(
    plan: Plan, rule: str, *, holds: bool, words: str, version: int | None, by: User
) -> Attestation:
    """Say whether a rule is met, under one's own name. The last word stands; all are kept.

    `version` is the one in effect that was looked at, 0 before there is one, None where the word
    is not about a version. Said twice it is said once.
    """
    require_attester(plan, by)
    if rule not in RULES or not RULES[rule].asks_a_person:
        raise ValidationError("This rule is judged by the program: nobody attests it.")
    if not words.strip():
        raise ValidationError({"words": "Say what you looked at, in a sentence."})
    one_at_a_time(plan.practice_id)
    before = Attestation.objects.filter(plan=plan, rule=rule).order_by("at", "pk")
    last: Attestation | None = before.last()
    if last and (last.holds, last.words, last.version, last.by_id) == (
        holds, words, version, by.pk,
    ):  # fmt: skip
        return last
    said = Attestation(
        practice_id=plan.practice_id, plan=plan, rule=rule, version=version, holds=holds,
        words=words, by=by, name=by.name, credentials=by.credentials,
    )  # fmt: skip
    said.full_clean(exclude=["practice", "plan", "by", "version"])
    said.save(force_insert=True)
    record("rule.attested", said, by=by, clients=[plan.client_id], changed=witness(said))
    return said
