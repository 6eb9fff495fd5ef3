"""Giving a client, guardian or proxy their own sign-in, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Membership, User
from config import clock
from trail.recording import record

from ..minors import age_of_consent, majority_of, may_consent_alone, wants_reason
from ..models import Client, ClientAccess
from ..page_law import guardian_ground, page_law
from .permits import locked, locked_to_write, require_assigner

Kind = ClientAccess.Kind


@dataclass(frozen=True)
class Reason:
    """Why a guardian reads although the minor may consent alone: a ground, and words."""

    ground: str = ""
    words: str = ""


@transaction.atomic
def give_access(
    client: Client,
    *,
    email: str,
    name: str,
    kind: str = Kind.CLIENT,
    covers: str = ClientAccess.Covers.EVERYTHING,
    scope: str = "",
    expires_on: date | None = None,
    reason: Reason = Reason(),
    by: User,
) -> ClientAccess:
    """Somebody may read the client's page, until the end of `expires_on`. Twice is once.

    A new user comes in by a link (clients.links). A guardian reads until the client is of age; of
    a minor who may consent alone, only with a `reason`. Nobody becomes a proxy by themselves.
    """
    client = locked_to_write(client.pk, by)
    if expires_on and expires_on < client.practice.today:
        raise ValidationError({"expires_on": "The last day is in the past."})
    _refuse_guardian(client, kind, reason)
    user = _reader(client, email.strip().lower(), name)
    access = ClientAccess(client=client, user=user, kind=kind, covers=covers, scope=scope)
    access.expires_at = _end_of(expires_on, client) if expires_on else None
    if held := client.access.standing().held_by(user).first():
        return _the_same(held, access)
    return _give(access, client, reason, by)


def _give(access: ClientAccess, client: Client, reason: Reason, by: User) -> ClientAccess:
    access.practice, access.given_by = client.practice, by
    _close_what_ran_out(client, access.user)
    if access.kind == Kind.GUARDIAN:
        access.majority_at = majority_of(client)
        _say_why(access, reason, by)
    _begin(access)
    access.full_clean()
    access.save(force_insert=True)
    told = {"kind": str(access.kind), "covers": str(access.covers), "reason": access.consent_ground}
    record("access.given", access, by=by, clients=[client.pk], changed=told)
    return access


def _refuse_guardian(client: Client, kind: str, reason: Reason) -> None:
    if kind != Kind.GUARDIAN:
        return
    today = client.practice.today
    if client.age_on(today) >= page_law().majority.age:
        said = f"{client.called} is of age: nobody reads as a guardian. Give it to a proxy instead."
        raise ValidationError({"kind": said})
    if may_consent_alone(client, today):
        _refuse_reason(client, reason)


def _refuse_reason(client: Client, reason: Reason) -> None:
    ground = guardian_ground(reason.ground)
    if ground is None:
        age = age_of_consent(client.practice.state).age
        said = f"From {age} on minors may consent alone. Say why the guardian reads."
        raise ValidationError({"consent_ground": said})
    if ground.why and not reason.words.strip():
        raise ValidationError({"consent_words": "Say in words which law, order or judgment."})


def _say_why(access: ClientAccess, reason: Reason, by: User) -> None:
    if reason.ground:
        access.consent_ground, access.consent_words = reason.ground, reason.words.strip()
        access.consent_by, access.consent_at = by, clock.now()


@transaction.atomic
def say_guardian_reason(access: ClientAccess, reason: Reason, *, by: User) -> None:
    """The minor has come to an age at which they may consent alone: why the guardian reads on."""
    client = locked_to_write(access.client_id, by)
    access = client.access.standing().get(pk=access.pk)
    if not wants_reason(access, client.practice.today):
        return
    _refuse_reason(client, reason)
    _say_why(access, reason, by)
    access.save(update_fields=["consent_ground", "consent_words", "consent_by", "consent_at"])
    told = {"reason": access.consent_ground}
    record("access.reasoned", access, by=by, clients=[client.pk], changed=told)


def _the_same(held: ClientAccess, wanted: ClientAccess) -> ClientAccess:
    """Twice is once; something else is asked for openly, so that nothing is widened unseen."""
    names = ("kind", "covers", "expires_at")
    if any(getattr(held, name) != getattr(wanted, name) for name in names):
        raise ValidationError("This person reads already. End that sign-in, then give the new one.")
    return held


def _begin(access: ClientAccess) -> None:
    """Somebody who signs in here already needs no link."""
    before = ClientAccess.objects.filter(practice=access.practice).held_by(access.user)
    known = before.filter(accepted_at__isnull=False).order_by("-accepted_at").first()
    if known or access.user.has_usable_password():
        access.accepted_at = clock.now()
        access.way = known.way if known else ClientAccess.Way.PASSWORD


def _close_what_ran_out(client: Client, user: User) -> None:
    """So that it can be given anew."""
    client.access.held_by(user).filter(ended_at__isnull=True).update(ended_at=clock.now())


def _end_of(day: date, client: Client) -> datetime:
    """The midnight after the day, where the practice is."""
    zone = ZoneInfo(client.practice.time_zone)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _reader(client: Client, email: str, name: str) -> User:
    """The user of this address, or a new one. One that signs in at another practice is refused:

    whoever holds it never proved here who they are.
    """
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


def move_majority(client: Client) -> None:
    """The date of birth changed: guardians read until the client is of age by the new one."""
    client.access.filter(kind=Kind.GUARDIAN).update(majority_at=majority_of(client))


@transaction.atomic
def end_access(access: ClientAccess, *, by: User) -> None:
    """The reader may read no longer, and a link that was not used stops working."""
    client = locked(access.client_id, by)
    require_assigner(client, by)
    ended = client.access.filter(pk=access.pk, ended_at__isnull=True).update(ended_at=clock.now())
    if ended:
        record("access.ended", access, by=by, clients=[client.pk], changed={"kind": access.kind})
