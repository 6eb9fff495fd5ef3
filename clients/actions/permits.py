"""Who may write in a client's record."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from config import clock

from ..models import Client


def require_author(client: Client, by: User) -> None:
    """Only a clinician on the care team writes in a record."""
    if client.practice_id != by.practice_id or not client.is_written_by(by):
        raise PermissionDenied("Only a clinician on the care team writes in this record.")


def require_assigner(client: Client, by: User) -> None:
    """An admin, or a clinician on the care team, says who is on it and who may read."""
    if not (by.is_admin and client.practice_id == by.practice_id):
        require_author(client, by)


def locked(client_id: UUID, by: User) -> Client:
    """The client as stored, locked: what is written in one record is written one after another."""
    return Client.objects.select_for_update(of=("self",)).get(pk=client_id, practice=by.practice)


def locked_to_write(client_id: UUID, by: User) -> Client:
    """The same, for somebody who may write in the record."""
    client = locked(client_id, by)
    require_author(client, by)
    return client


def locked_to_change(client_id: UUID, by: User) -> Client:
    """The same, for what stands in the client's plans too: the draft may differ from now on."""
    client = locked_to_write(client_id, by)
    stamp_plans(client)
    return client


def stamp_plans(client: Client) -> None:
    """Something of the record changed: what judges the client's open plans looks at this moment."""
    client.plans.filter(closed_on__isnull=True).update(changed_at=clock.now())


def refuse_later(day: date | None, field: str, what: str, by: User) -> None:
    """Refuse a day after today, as it is at the practice. `what` begins the sentence."""
    assert by.practice is not None
    if day and day > by.practice.today:
        raise ValidationError({field: f"{what} is in the future."})
