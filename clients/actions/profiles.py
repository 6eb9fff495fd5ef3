"""A practice's own payer profiles: copied, edited rule by rule, retired. Every edit is a version.

Each act names the practice and no client, so that all its plans are judged again.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts import editing
from accounts.actions import change_practice, require_admin
from accounts.models import Practice, User
from config import clock
from trail.proof import witness
from trail.recording import record

from ..models import PracticeProfile, ProfileRule, ProfileVersion
from ..payers import Asks, AuditTool, Demand, PayerProfile, Read
from ..profiles import choices_of

OWN: Read = "house rule"


@transaction.atomic
def copy_profile(profile: PracticeProfile, source: PayerProfile, *, by: User) -> PracticeProfile:
    """Begin a profile of the practice's own with everything that another one says."""
    require_admin(by)
    profile.copied_from, profile.copied_name = source.id, source.name
    profile.state, profile.programme = source.state, source.programme
    profile.from_on, profile.until_on = source.from_on, source.until_on
    profile.signatures = [one.model_dump() for one in source.signatures]
    tool = source.audit_tool
    profile.audit_tool = tool.model_dump(mode="json") if tool else {}
    stored = editing.add(profile, by=by, verb="payer_profile.copied", clients=[])
    if not stored.versions.exists():
        for rule, asks in source.rules.items():
            ProfileRule.objects.create(
                practice=stored.practice, profile=stored, rule=rule, applies=asks.applies,
                severity=asks.severity or "", figures=asks.figures, note=asks.citation,
                read=asks.read, changed_by=by,
            )  # fmt: skip
        _keep_version(stored.pk, by)
    return stored


@transaction.atomic
def change_profile(profile: PracticeProfile, *, expected: int, by: User) -> PracticeProfile:
    """Save what the profile says of itself, and who must sign. Raises Stale."""
    require_admin(by)
    stored = editing.change(
        profile, expected=expected, by=by, verb="payer_profile.changed", clients=[]
    )
    _keep_version(stored.pk, by)
    return stored


@transaction.atomic
def say_of_rule(row: ProfileRule, *, expected: int, by: User) -> ProfileRule:
    """Save what the profile says of one rule, on the practice's own word. Raises Stale.

    `expected` is 0 where the profile said nothing of the rule when the form was opened.
    """
    require_admin(by)
    row.read = OWN
    if row._state.adding:
        row.row_version = 1
        if theirs := ProfileRule.objects.filter(profile=row.profile_id, rule=row.rule).first():
            raise editing.Stale(theirs)
        stored = editing.add(row, by=by, verb="payer_profile.changed", clients=[])
    else:
        stored = editing.change(
            row, expected=expected, by=by, verb="payer_profile.changed", clients=[]
        )
    _keep_version(stored.profile_id, by)
    return stored


@transaction.atomic
def forget_rule(row: ProfileRule, *, expected: int, by: User) -> None:
    """Say nothing of a rule any more: the audit's own weight and figures stand. Raises Stale."""
    require_admin(by)
    stored = editing.lock(row, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    record("payer_profile.changed", stored, by=by, changed={"rule": [stored.rule, ""]})
    stored.delete()
    _keep_version(stored.profile_id, by)


@transaction.atomic
def retire_profile(profile: PracticeProfile, *, expected: int, by: User) -> PracticeProfile:
    """Offer it no more. Coverage that names it is still judged by it. Raises Stale."""
    require_admin(by)
    stored = editing.lock(profile, by=by)
    assert by.practice is not None
    if by.practice.payer_profile == str(stored.pk):
        raise ValidationError("It is the practice’s default. Choose another default first.")
    stored.retired_on = by.practice.today
    return editing.change(
        stored, expected=expected, by=by, verb="payer_profile.retired", clients=[]
    )


@transaction.atomic
def choose_default(key: str, *, by: User) -> Practice:
    """By whose rules plans are judged where no coverage names a profile; "" for the general."""
    require_admin(by)
    assert by.practice is not None
    practice = Practice.objects.select_for_update().get(pk=by.practice.pk)
    if key and key not in dict(choices_of(practice.pk, held=practice.payer_profile)):
        raise ValidationError("Choose one of the list.")
    practice.payer_profile = key
    return change_practice(practice, by=by)


def _keep_version(pk: UUID, by: User) -> None:
    """Add the profile's next version, if it says anything else than the last one."""
    profile = PracticeProfile.objects.select_for_update().get(pk=pk)
    newest = profile.versions.first()
    said = composed(profile)
    if newest and PayerProfile.model_validate(newest.document) == said.model_copy(
        update={"version": newest.number}
    ):
        return
    last = profile.versions.aggregate(last=Max("number"))["last"] or 0
    said = said.model_copy(update={"version": last + 1})
    version = ProfileVersion.objects.create(
        practice=profile.practice, profile=profile, number=last + 1, digest=said.digest,
        document=said.model_dump(mode="json"), made_by=by, made_at=clock.now(),
    )  # fmt: skip
    record("payer_profile.kept", version, by=by, changed=witness(version))


def composed(profile: PracticeProfile) -> PayerProfile:
    """The profile as its rows say it."""
    rules = {
        row.rule: Asks.model_validate(
            {
                "applies": row.applies, "severity": row.severity or None, "figures": row.figures,
                "citation": row.note, "read": row.read,
            }
        )
        for row in profile.rules.all()
    }  # fmt: skip
    return PayerProfile(
        id=str(profile.pk),
        name=profile.name,
        authority=f"{profile.practice.name}, after {profile.copied_name}",
        citation=profile.note,
        url="",
        read=OWN,
        state=profile.state,
        programme=profile.programme,
        from_on=profile.from_on,
        until_on=profile.until_on,
        signatures=tuple(Demand.model_validate(one) for one in profile.signatures),
        rules=rules,
        audit_tool=AuditTool.model_validate(tool) if (tool := profile.audit_tool) else None,
    )
