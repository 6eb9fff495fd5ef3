"""Giving a client, guardian or proxy their own sign-in, and taking it back."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import Membership, User
from config import clock
from trail.recording import record

from ..models import Client, ClientAccess
from .permits import locked, locked_to_write, require_assigner

USED = "This link has been used, withdrawn or has expired. Ask your therapist for a new one."


@transaction.atomic
def give_access(
    client: Client,
    *,
    email: str,
    name: str,
    kind: str = ClientAccess.Kind.CLIENT,
    scope: str = "",
    expires_on: date | None = None,
    by: User,
) -> ClientAccess:
    """Somebody may read the client's page, until the end of `expires_on`. Twice is once.

    A new user has no password until they follow the link (`clients.links.token_of`). An address
    that signs in at another practice is refused: whoever holds it never proved here who they are.
    """
    client = locked_to_write(client.pk, by)
    if expires_on and expires_on < client.practice.today:
        raise ValidationError({"expires_on": "The last day is in the past."})
    user = _reader(client, email.strip().lower(), name)
    if held := client.access.standing().held_by(user).first():
        return held
    _close_what_ran_out(client, user)
    access = ClientAccess(
        practice=client.practice, client=client, user=user, kind=kind, scope=scope, given_by=by
    )
    access.expires_at = _end_of(expires_on, client) if expires_on else None
    access.full_clean()
    access.save(force_insert=True)
    record("access.given", access, by=by, clients=[client.pk], changed={"kind": str(kind)})
    return access


def _close_what_ran_out(client: Client, user: User) -> None:
    """So that it can be given anew."""
    client.access.held_by(user).filter(ended_at__isnull=True).update(ended_at=clock.now())


def _end_of(day: date, client: Client) -> datetime:
    """The midnight after the day, where the practice is."""
    zone = ZoneInfo(client.practice.time_zone)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _reader(client: Client, email: str, name: str) -> User:
    if user := User.objects.filter(email__iexact=email).first():
        here = ClientAccess.objects.filter(practice=client.practice).held_by(user)
        works_here = Membership.objects.filter(practice=client.practice, user=user)
        if not (here.exists() or works_here.exists()):
            raise ValidationError(
                {"email": "This address cannot be used here. Ask for another one of theirs."}
            )
        return user
    user = User(email=email, name=name)
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    return user


@transaction.atomic
def accept_access(access: ClientAccess, *, password: str) -> User:
    """The reader chooses a password, once. Raises ValidationError when the link is no longer good.

    A link never sets the password of somebody who has one, or who works in a practice.
    """
    held = ClientAccess.objects.standing().select_for_update(of=("self",)).filter(pk=access.pk)
    access = held.select_related("user").first()  # type: ignore[assignment]
    if access is None or access.user.has_usable_password():
        raise ValidationError(USED)
    user = access.user
    if Membership.objects.filter(user=user).exists():
        raise PermissionDenied("Staff choose their password by their own invitation.")
    user.set_password(password)
    user.save(update_fields=["password"])
    record("access.accepted", access, by=user, clients=[access.client_id])
    return user


@transaction.atomic
def end_access(access: ClientAccess, *, by: User) -> None:
    """The reader may read no longer, and a link that was not used stops working."""
    client = locked(access.client_id, by)
    require_assigner(client, by)
    ended = client.access.filter(pk=access.pk, ended_at__isnull=True).update(ended_at=clock.now())
    if ended:
        record("access.ended", access, by=by, clients=[client.pk], changed={"kind": access.kind})
