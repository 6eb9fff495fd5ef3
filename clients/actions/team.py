"""Who may open the record: the care team, and any clinician in an emergency."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import Membership, User
from accounts.models.user import CLINICAL
from config import clock
from trail.recording import record

from ..models import BreakGlass, CareTeam, Client
from .permits import locked, require_assigner, stamp_plans

# House rule: one shift's worth of acute care; whoever needs longer says so again.
EMERGENCY_LASTS = timedelta(hours=4)


@transaction.atomic
def join_team(client: Client, member: User, *, role: str = "therapist", by: User) -> CareTeam:
    """Put a clinician of the practice on the care team. Being on it already is fine."""
    client = locked(client.pk, by)
    require_assigner(client, by)
    works_here = Membership.objects.visible_to(by).standing().filter(user=member)
    if not works_here.filter(role__in=CLINICAL).exists():
        raise ValidationError({"member": f"{member.name} is not a clinician of this practice."})
    return put_on_team(client, member, role, by=by)


def put_on_team(client: Client, member: User, role: str, *, by: User) -> CareTeam:
    """Add the place, whoever asks: for actions that have checked that they may."""
    if held := client.care_team.standing().filter(member=member).first():
        return held
    place = CareTeam(practice=client.practice, client=client, member=member, role=role)
    place.full_clean()
    place.save(force_insert=True)
    stamp_plans(client)
    changed = {"member": str(member.pk), "role": role}
    record("team.joined", place, by=by, clients=[client.pk], changed=changed)
    return place


@transaction.atomic
def leave_team(place: CareTeam, *, by: User) -> None:
    """Take a clinician off the care team.

    Raises ValidationError for the last one of an active client: somebody must answer for them.
    """
    client = locked(place.client_id, by)
    require_assigner(client, by)
    team = client.care_team.standing()
    if not team.filter(pk=place.pk).exists():
        return
    if client.status == Client.Status.ACTIVE and team.count() == 1:
        raise ValidationError(
            "This is the last clinician of an active client."
            " Put somebody else on the care team first, or discharge the client."
        )
    place.left_at = clock.now()
    place.save(update_fields=["left_at"])
    stamp_plans(client)
    changed = {"member": str(place.member_id)}
    record("team.left", place, by=by, clients=[client.pk], changed=changed)


@transaction.atomic
def break_glass(client: Client, *, reason: str, by: User) -> BreakGlass:
    """Open a record in an emergency. Any clinician of the practice may; it ends by itself."""
    if not by.is_clinician or client.practice_id != by.practice_id:
        raise PermissionDenied("Clinicians of the practice open a record in an emergency.")
    if not reason.strip():
        raise ValidationError({"reason": "Write why you must open this record now."})
    client = locked(client.pk, by)
    now = clock.now()
    in_force = client.emergencies.filter(user=by, ends_at__gt=now).first()
    if in_force:
        return in_force
    opened = BreakGlass(
        practice=client.practice, client=client, user=by, reason=reason.strip(), opened_at=now
    )
    opened.ends_at = now + EMERGENCY_LASTS
    opened.full_clean()
    opened.save(force_insert=True)
    changed = {"reason": opened.reason[:200], "ends_at": opened.ends_at.isoformat()}
    record("client.opened_in_emergency", opened, by=by, clients=[client.pk], changed=changed)
    return opened
