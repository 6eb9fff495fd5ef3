"""Every write to people and practices."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from config import clock
from config.tenancy import now_asking
from trail.proof import witness
from trail.recording import record

from . import certificates
from .mail import send_once_committed
from .models import Invitation, Membership, Practice, Role, SealCertificate, Supervision, User
from .models.invitation import VALID_FOR


def require_admin(user: User) -> None:
    """Only an admin of the practice may do this."""
    if not user.is_admin:
        raise PermissionDenied("Only an admin of the practice may do this.")


@transaction.atomic
def open_practice(practice: Practice, *, by: User) -> Practice:
    """A new practice with its first admin. The transaction is the new practice's from here on."""
    now_asking(practice=practice.pk)
    practice.full_clean()
    practice.save(force_insert=True)
    _join(practice, by, Role.ADMIN)
    by.working_in(practice, [Role.ADMIN])
    record("practice.opened", practice, by=by)
    make_seal(practice, by=by)
    return practice


def _join(practice: Practice, user: User, role: str) -> Membership:
    held = Membership.objects.standing().filter(practice=practice, user=user, role=role).first()
    return held or Membership.objects.create(practice=practice, user=user, role=role)


@transaction.atomic
def change_practice(practice: Practice, *, by: User) -> Practice:
    """Save the practice's own particulars."""
    require_admin(by)
    if practice.pk != by.practice_id:
        raise PermissionDenied("This is another practice.")
    practice.full_clean()
    practice.save()
    record("practice.changed", practice, by=by)
    return practice


@transaction.atomic
def make_seal(practice: Practice, *, by: User | None) -> SealCertificate:
    """A new seal that the practice makes itself; whoever prints first may be the one to ask.

    `by` is None where no person asked, as in a migration.
    """
    made = certificates.self_made(practice.name, clock.now())
    return _add_seal(practice, made, self_made=True, by=by)


@transaction.atomic
def renew_seal(*, by: User) -> SealCertificate:
    """An admin wants a new self-made seal, for example because the key does not open."""
    require_admin(by)
    assert by.practice is not None
    return make_seal(by.practice, by=by)


@transaction.atomic
def standing_seal(practice: Practice, *, by: User | None) -> SealCertificate:
    """The seal that stands now. Where there is none, or it has expired, one is made.

    A practice can always print: an expired certificate that was bought is followed by a self-made
    one until an admin brings the next.
    """
    held = SealCertificate.objects.filter(practice=practice).newest()
    if held is not None and clock.now() <= held.valid_until:
        return held
    return make_seal(practice, by=by)


@transaction.atomic
def replace_seal(pkcs12: bytes, password: str, *, by: User) -> SealCertificate:
    """Seal with a certificate of the practice's own from now on; the old ones are kept.

    Raises ValidationError when the file does not open, or does not seal today.
    """
    require_admin(by)
    assert by.practice is not None
    brought = certificates.from_file(pkcs12, password, clock.now())
    return _add_seal(by.practice, brought, self_made=False, by=by)


def _add_seal(
    practice: Practice, pair: certificates.Keypair, *, self_made: bool, by: User | None
) -> SealCertificate:
    seal = SealCertificate(
        practice=practice,
        certificate=pair.certificate,
        locked_key=certificates.locked(pair.key),
        fingerprint=certificates.fingerprint(pair.certificate),
        name=pair.name[:500],
        self_made=self_made,
        valid_from=pair.parsed.not_valid_before_utc,
        valid_until=pair.parsed.not_valid_after_utc,
        added_by=by,
    )
    seal.full_clean(exclude=["added_by"])
    seal.save(force_insert=True)
    changed = {"fingerprint": seal.fingerprint, "self_made": self_made} | witness(seal)
    record("seal.added", seal, by=by, changed=changed)
    return seal


@transaction.atomic
def add_member(user: User, role: str, *, by: User) -> Membership:
    """Give a user a role in the admin's practice. Having it already is fine."""
    require_admin(by)
    assert by.practice is not None
    membership = _join(by.practice, user, role)
    record("member.added", membership, by=by, changed={"role": role, "user": str(user.pk)})
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """Take a role away. The last admin stays: somebody must be able to let people in."""
    require_admin(by)
    membership = (
        Membership.objects.visible_to(by).standing().select_for_update().get(pk=membership.pk)
    )
    admins = Membership.objects.visible_to(by).standing().filter(role=Role.ADMIN)
    if membership.role == Role.ADMIN and admins.count() == 1:
        raise ValidationError(
            "This is the practice's last admin. Make somebody else an admin first."
        )
    if membership.role == Role.SUPERVISOR:
        _end_what_was_led(membership, by)
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record("member.ended", membership, by=by, changed={"role": membership.role})


def _end_what_was_led(membership: Membership, by: User) -> None:
    """Supervision ends with the role; but no trainee is left without a co-signer unsaid.

    Their plans would take effect with their own signature alone.
    """
    led = Supervision.objects.standing().filter(
        practice=membership.practice_id, supervisor=membership.user
    )
    for supervision in led.select_related("supervisee").order_by("started_at"):
        trainee = supervision.supervisee
        others = Supervision.objects.cosigning_for(trainee.working_in(membership.practice))
        if supervision.cosigns and not others.exclude(supervisor=membership.user).exists():
            raise ValidationError(
                f"{membership.user.name} co-signs for {trainee.name}. Say first who supervises"
                f" {trainee.name}, or end that supervision."
            )
        end_supervision(supervision, by=by)


@transaction.atomic
def start_supervision(
    supervisor: User, supervisee: User, *, cosigns: bool, by: User
) -> Supervision:
    """From now on the supervisor sees the supervisee's clients and, for a trainee, co-signs."""
    require_admin(by)
    supervision = Supervision(
        practice=by.practice, supervisor=supervisor, supervisee=supervisee, cosigns=cosigns
    )
    supervision.full_clean()
    supervision.save(force_insert=True)
    record("supervision.started", supervision, by=by)
    return supervision


@transaction.atomic
def end_supervision(supervision: Supervision, *, by: User) -> None:
    """The supervisor answers for the supervisee no longer."""
    require_admin(by)
    supervision = Supervision.objects.select_for_update().get(
        pk=supervision.pk, practice=by.practice
    )
    supervision.ended_at = clock.now()
    supervision.save(update_fields=["ended_at"])
    record("supervision.ended", supervision, by=by)


@transaction.atomic
def invite(*, email: str, name: str, role: str, by: User) -> Invitation:
    """Invite somebody to the staff; whoever has the link may accept once, within its time."""
    require_admin(by)
    email = email.lower()
    if Membership.objects.visible_to(by).standing().filter(user__email=email, role=role).exists():
        raise ValidationError({"email": f"{email} already works here as {role}."})
    Invitation.objects.visible_to(by).open().filter(email=email, role=role).update(
        withdrawn_at=clock.now()
    )
    invitation = Invitation(
        practice=by.practice,
        email=email,
        name=name,
        role=role,
        invited_by=by,
        expires_at=clock.now() + VALID_FOR,
    )
    invitation.full_clean()
    invitation.save(force_insert=True)
    record("staff.invited", invitation, by=by, changed={"role": role})
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """The link stops working."""
    require_admin(by)
    invitation = Invitation.objects.visible_to(by).select_for_update().get(pk=invitation.pk)
    invitation.withdrawn_at = invitation.withdrawn_at or clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", invitation, by=by)


def open_invitation(pk: UUID) -> Invitation | None:
    """The invitation of a link whose signature held, if it still works."""
    return Invitation.objects.open().select_related("practice").filter(pk=pk).first()


def user_invited(invitation: Invitation) -> User | None:
    """The invited person's sign-in, if they have one already."""
    return User.objects.filter(email=invitation.email).first()


def send_invitation(invitation: Invitation, link: str) -> None:
    """Mail the link once the invitation is committed; without a mail server nothing is sent."""
    said = f"{invitation.invited_by.name} invites you to work in {invitation.practice.name}"
    said += f" as {invitation.role}. The link works once, until"
    said += f" {invitation.expires_at:%d %B %Y}:\n\n{link}\n"
    subject = f"You are invited to {invitation.practice.name}"
    send_once_committed(subject, said, invitation.email)


@transaction.atomic
def accept_invitation(invitation_id: UUID, user: User, *, password: str | None) -> Membership:
    """The invited person joins. A new user is saved with the password; a known one just joins.

    Raises ValidationError when the link was used, withdrawn or has expired.
    """
    invitation = Invitation.objects.open().select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise ValidationError("This invitation has been used, withdrawn or has expired.")
    if user.email != invitation.email:
        raise PermissionDenied("The invitation is for another e-mail address.")
    if user._state.adding:
        user.set_password(password)
        user.full_clean()
        user.save(force_insert=True)
    membership = _join(invitation.practice, user, invitation.role)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    user.working_in(invitation.practice, [invitation.role])
    record("invitation.accepted", invitation, by=user, changed={"role": invitation.role})
    return membership


@transaction.atomic
def enter_practice(user: User, practice: Practice, roles: frozenset[str]) -> None:
    """The user changes over: from here on the transaction is the other practice's."""
    now_asking(practice=practice.pk)
    record("practice.entered", practice, by=user.working_in(practice, roles))


@transaction.atomic
def change_profile(user: User, *, by: User) -> User:
    """Users keep their own name, credentials and license true; what is signed keeps the old."""
    if user.pk != by.pk:
        raise PermissionDenied("Everybody changes their own particulars.")
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name", "credentials", "license_number", "license_state", "npi"])
    record("profile.changed", user, by=by)
    return user
