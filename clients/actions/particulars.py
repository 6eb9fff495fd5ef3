"""Writing the client's particulars and the intake."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User

from ..models import Client, Intake
from .access import move_majority
from .permits import locked_to_change
from .team import put_on_team

# House rule, against slips of the keyboard: the longest documented life lasted 122 years
# (Jeanne Calment; Gerontology Research Group).
OLDEST = 125
FIRST_NUMBER = 10_001


@transaction.atomic
def add_client(client: Client, *, by: User) -> Client:
    """A new client, with the clinician who adds them on the care team.

    Without a record number the client gets the practice's next one.
    """
    if not by.is_clinician:
        raise PermissionDenied("Clinicians add clients.")
    if held := Client.objects.filter(practice=by.practice, pk=client.pk).first():
        return held
    _check_birth(client, by)
    client.record_number = client.record_number.strip() or _next_number(by)
    added = editing.add(client, by=by, verb="client.added", clients=[client.pk])
    put_on_team(added, by, "lead clinician", by=by)
    return added


def _next_number(by: User) -> str:
    """One more than the highest number that is all digits. The practice's row is the queue."""
    assert by.practice is not None
    type(by.practice).objects.select_for_update().get(pk=by.practice.pk)
    numbers = Client.objects.filter(practice=by.practice, record_number__regex=r"^\d{1,9}$")
    highest = max(map(int, numbers.values_list("record_number", flat=True)), default=0)
    return str(max(highest + 1, FIRST_NUMBER))


def _check_birth(client: Client, by: User) -> None:
    assert by.practice is not None
    today = by.practice.today
    if client.born_on > today:
        raise ValidationError({"born_on": "The date of birth is in the future."})
    if client.age_on(today) > OLDEST:
        raise ValidationError({"born_on": f"Check the year: that is more than {OLDEST} years ago."})


@transaction.atomic
def change_client(client: Client, *, expected: int, by: User) -> Client:
    """Save the client's particulars."""
    before = locked_to_change(client.pk, by)
    _check_birth(client, by)
    changed = editing.change(
        client, expected=expected, by=by, verb="client.changed", clients=[client.pk]
    )
    if changed.born_on != before.born_on:
        move_majority(changed)
    return changed


@transaction.atomic
def save_intake(intake: Intake, *, expected: int, by: User) -> Intake:
    """Save what the client said at the start. `expected` is 0 where nothing had been written."""
    client = locked_to_change(intake.client_id, by)
    held = Intake.objects.filter(practice=by.practice, client=client).first()
    if held is None:
        return editing.add(intake, by=by, verb="intake.written", clients=[client.pk])
    intake.pk, intake.practice_id = held.pk, held.practice_id
    intake._state.adding = False
    return editing.change(
        intake, expected=expected, by=by, verb="intake.changed", clients=[client.pk]
    )
