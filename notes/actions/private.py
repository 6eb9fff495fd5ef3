"""Private notes (45 CFR 164.501): written by their author, and given out only on authorization.

The trail holds who wrote or opened one and when, because access to a record is always logged
(45 CFR 164.312(b)), and never a word of it (docs/adr/0018).
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from clients.actions.permits import locked, refuse_later, require_author
from config import clock
from plans.actions.disclosing import disclose
from plans.models import Disclosure
from trail.recording import record

from ..models import PrivateNote, PrivateNoteAuthorization

# What the log of disclosures says: that it happened, and not what.
GIVEN = "Psychotherapy notes (45 CFR 164.501), under an authorization of their own"


@transaction.atomic
def save_private_note(note: PrivateNote, *, expected: int, by: User) -> PrivateNote:
    """Save the author's own notes about a session. `expected` is 0 where there were none."""
    require_author(note.attendance.client, by)
    if note.author_id != by.pk:
        raise PermissionDenied("Private notes are their author's alone.")
    of_client = [note.attendance.client_id]
    locked(note.attendance.client_id, by)
    held = PrivateNote.objects.visible_to(by).filter(attendance=note.attendance_id).first()
    if held is None:
        return editing.add(note, by=by, verb="private_note.started", clients=of_client)
    note.pk, note.practice_id = held.pk, held.practice_id
    note._state.adding = False
    return editing.change(
        note, expected=expected, by=by, verb="private_note.changed", clients=of_client
    )


@transaction.atomic
def add_authorization(
    authorization: PrivateNoteAuthorization, *, by: User
) -> PrivateNoteAuthorization:
    """Write down what the client signed (45 CFR 164.508(c)). Posted twice, it is one."""
    require_author(authorization.client, by)
    refuse_later(authorization.signed_on, "signed_on", "The day of the signature", by)
    authorization.author = by
    return editing.add(
        authorization,
        by=by,
        verb="private_notes.authorized",
        clients=[authorization.client_id],
    )


@transaction.atomic
def revoke_authorization(
    authorization: PrivateNoteAuthorization, on: date, *, by: User
) -> PrivateNoteAuthorization:
    """The client takes it back (45 CFR 164.508(b)(5)). Once revoked, it stays so."""
    stored = editing.lock(authorization, by=by)
    if stored.author_id != by.pk:
        raise PermissionDenied("Private notes are their author's alone.")
    if stored.revoked_on:
        return stored
    refuse_later(on, "revoked_on", "The day of the revocation", by)
    if on < stored.signed_on:
        said = "An authorization cannot be revoked before it is signed."
        raise ValidationError({"revoked_on": said})
    stored.revoked_on, stored.row_version = on, stored.row_version + 1
    stored.changed_by, stored.changed_at = by, clock.now()
    stored.save(update_fields=["revoked_on", "row_version", "changed_by", "changed_at"])
    record("private_notes.authorization_revoked", stored, by=by, clients=[stored.client_id])
    return stored


@transaction.atomic
def release_private_notes(
    authorization: PrivateNoteAuthorization, *, disclosure: Disclosure, by: User
) -> list[PrivateNote]:
    """The notes that a standing authorization covers, for their author to hand over.

    The log of disclosures is told that it happened, to whom and why. Raises ValidationError when
    the authorization does not hold today, or covers nothing.
    """
    stored = editing.lock(authorization, by=by)
    if stored.author_id != by.pk:
        raise PermissionDenied("Private notes are their author's alone.")
    assert by.practice is not None
    today = by.practice.today
    if not stored.holds_on(today):
        raise ValidationError(
            "This authorization does not hold today: it expired, was revoked, or is not signed yet."
        )
    notes = _covered_by(stored, by)
    if not notes:
        raise ValidationError("You wrote no private notes about the sessions that it covers.")
    disclosure.client, disclosure.what = stored.client, GIVEN
    disclosure.recipient, disclosure.purpose = stored.recipient, stored.purpose
    disclosure.ground, disclosure.disclosed_on = Disclosure.Ground.AUTHORIZATION, today
    disclose(disclosure, by=by)
    record("private_notes.released", stored, by=by, clients=[stored.client_id])
    return notes


def _covered_by(authorization: PrivateNoteAuthorization, by: User) -> list[PrivateNote]:
    """The author's notes about the sessions of those days that say anything, the oldest first."""
    notes = (
        PrivateNote.objects.visible_to(by)
        .filter(attendance__client=authorization.client_id)
        .select_related("attendance__session__practice")
        .order_by("attendance__session__starts_at")
    )
    first, last = authorization.from_on or date.min, authorization.to_on or date.max
    return [
        note for note in notes if note.text.strip() and first <= note.attendance.session.on <= last
    ]
