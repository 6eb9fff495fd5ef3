"""The client's part: agreement per goal in their own words, or the reason why it is absent."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from clients.actions.permits import require_author
from clients.models import ClientAccess
from trail.proof import witness
from trail.recording import record

from ..models import ClientAnswer, Plan, UnsignedReason, Version
from ..state import returned
from .signing import let_review_date_stand, put_signature

# What the page shows, and no more: whoever signs signs what they read (templates/plans/answer_*),
# in the language in which they read it.
CLIENT_STATES = gettext_noop(
    "I have read of this plan, or it was read to me, what it is about, its problems, the goals with"
    " their steps, the sessions, and when the work is done. I know that the whole plan, which also"
    " gives the diagnosis and the reasons written for a payer, can be asked for. These are my"
    " answers."
)
GUARDIAN_STATES = gettext_noop(
    "I have read of this plan, as the client's guardian, what it is about, its problems, the goals"
    " with their steps, the sessions, and when the work is done. I know that the whole plan, which"
    " also gives the diagnosis and the reasons written for a payer, can be asked for. These are my"
    " answers."
)
ANSWERED = gettext_noop("This version was answered already. The answer stays as it is.")
OVERTAKEN = gettext_noop("A newer version was signed since. Only the newest can be answered.")
RETURNED = gettext_noop("This version was returned: it cannot take effect any more.")
CLOSED = gettext_noop("This plan is closed: nothing in it takes effect any more.")


def statement_for(role: str) -> str:
    """What the client or guardian signs."""
    return _(GUARDIAN_STATES if role == ClientAnswer.Role.GUARDIAN else CLIENT_STATES)


@dataclass(frozen=True)
class Said:
    """What was said. `goals`: {"goal": id, "agrees": bool, "words": text} each, in order."""

    role: str
    name: str
    goals: tuple[dict[str, Any], ...]
    relation: str = ""
    remark: str = ""
    assent: str = ""
    assent_words: str = ""


@transaction.atomic
def answer(
    version: Version, said: Said, *, by: User, way: str, proved_by: str = "password"
) -> ClientAnswer:
    """Keep what the client or guardian said, with their signature. Said twice, it is kept once.

    `proved_by`: how the reader showed again who they are; it stands with the signature.
    By their own sign-in `by` is the reader; where the device was handed over, the clinician who
    did so. Raises ValidationError when this version is not answered, or was by somebody else.
    """
    held = version.answers.filter(role=said.role).first()
    if held and held.recorded_by_id == by.pk and _same(held, said):
        return held
    if held:
        raise ValidationError(_(ANSWERED))
    if way == ClientAnswer.Way.OWN:
        _require_reader(version, said.role, by)
    else:
        _lock(version, by)
    refuse_unanswerable(version)
    try:
        with transaction.atomic():
            return _kept(version, said, by, way, proved_by)
    except IntegrityError:
        # Somebody signed a newer version, or answered, between the look and the writing.
        raise ValidationError(_(OVERTAKEN)) from None


def _same(held: ClientAnswer, said: Said) -> bool:
    given = vars(said) | {"goals": list(said.goals)}
    return all(getattr(held, name) == value for name, value in given.items())


@transaction.atomic
def hand_over(version: Version, role: str, *, by: User) -> None:
    """The device goes into the hands of the client or guardian, for this version's answer."""
    plan = _lock(version, by)
    refuse_unanswerable(version)
    if version.answers.filter(role=role).exists():
        raise ValidationError(_(ANSWERED))
    told = {"role": role}
    record("handover.began", version, by=by, clients=[plan.client_id], changed=told)


@transaction.atomic
def take_back(version: Version, *, role: str, answered: bool, by: User) -> None:
    """The clinician has the device again."""
    told = {"role": role, "answered": answered}
    record("handover.ended", version, by=by, clients=[version.plan.client_id], changed=told)


def refuse_unanswerable(version: Version) -> None:
    """Only the newest version of an open plan, and none that was returned, is answered."""
    if version.plan.closed_on is not None:
        raise ValidationError(_(CLOSED))
    if returned(version):
        raise ValidationError(_(RETURNED))
    if Version.objects.filter(plan=version.plan_id, number__gt=version.number).exists():
        raise ValidationError(_(OVERTAKEN))


def _require_reader(version: Version, role: str, by: User) -> None:
    """Who reads the client's page as the client, or as a guardian, answers as that."""
    access = ClientAccess.objects.standing().held_by(by)
    access = access.exclude(covers=ClientAccess.Covers.PROGRESS)
    if not access.filter(client=version.plan.client_id, kind=role).exists():
        raise PermissionDenied("Only the client, or a guardian with access, answers here.")


def _lock(version: Version, by: User) -> Plan:
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("client")
        .get(pk=version.plan_id, practice=by.practice)
    )
    require_author(plan.client, by)
    return plan


def _kept(version: Version, said: Said, by: User, way: str, proved_by: str) -> ClientAnswer:
    own = way == ClientAnswer.Way.OWN
    method = (
        f"own sign-in, {proved_by}" if own else f"handed over on the device of {by.printed_name}"
    )
    states = statement_for(said.role)
    signature = put_signature(
        version, said.role, by=by, method=method, statement=states, name=said.name
    )
    fields = vars(said) | {"goals": list(said.goals), "way": way, "recorded_by": by}
    kept = ClientAnswer(
        practice_id=version.practice_id, version=version, signature=signature, **fields
    )
    kept.clean_fields(exclude=["recorded_by", "version", "practice", "signature"])
    kept.validate_constraints(exclude=["version"])
    kept.save(force_insert=True)
    # Only now: it counts for the version if it agrees.
    let_review_date_stand(version)
    agreed = sum(item["agrees"] for item in said.goals)
    told = {"role": said.role, "way": way, "agreed": agreed, "of": len(said.goals)}
    told |= witness(kept)
    record("plan.answered", version, by=by, clients=[version.plan.client_id], changed=told)
    return kept


@transaction.atomic
def record_absence(reason: UnsignedReason, *, by: User) -> UnsignedReason:
    """Write down why a signature that is asked for could not be had."""
    plan = _lock(reason.version, by)
    if held := UnsignedReason.objects.filter(practice=by.practice, pk=reason.pk).first():
        return held
    refuse_unanswerable(reason.version)
    reason.practice_id, reason.recorded_by = plan.practice_id, by
    reason.full_clean(exclude=["practice"])
    reason.save(force_insert=True)
    told = {"role": reason.role, "because": reason.because} | witness(reason)
    record("signature.absent", reason.version, by=by, clients=[plan.client_id], changed=told)
    return reason
