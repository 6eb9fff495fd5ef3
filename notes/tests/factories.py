"""Sessions and notes for tests, made by the actions."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from clients.models import Client
from config import clock
from notes.actions import (
    NumberGiven,
    add_authorization,
    hold_session,
    save_note,
    save_private_note,
    sign_note,
    start_note,
)
from notes.models import (
    Attendance,
    Note,
    PrivateNote,
    PrivateNoteAuthorization,
    Session,
)


def held_session(
    therapist: User, client: Client, *, on: datetime | None = None, status: str = "attended"
) -> Attendance:
    """A session of 45 minutes, an hour ago or at midnight if no time is given: today, always."""
    zone = ZoneInfo(client.practice.time_zone)
    midnight = datetime.combine(client.practice.today, time.min, zone)
    start = on or max(clock.now() - timedelta(hours=1), midnight)
    session = Session(starts_at=start, ends_at=start + timedelta(minutes=45), cpt="90834")
    return hold_session(session, client, status, by=therapist)


def written_note(
    therapist: User,
    client: Client,
    *,
    on: datetime | None = None,
    scores: dict[UUID, int] | None = None,
    counts: dict[UUID, int] | None = None,
    signed: bool = True,
) -> Note:
    """A DAP note on a session of its own, with the client's scores, signed unless told not to."""
    note = start_note(held_session(therapist, client, on=on), "dap", by=therapist)
    note.sections = {"data": "Client reported a calmer week.", "assessment": "", "plan": ""}
    note = save_note(
        note,
        goals=list(scores or {}),
        scores=[NumberGiven(goal, value, "client") for goal, value in (scores or {}).items()],
        counts=[NumberGiven(objective, value) for objective, value in (counts or {}).items()],
        expected=note.row_version,
        by=therapist,
    )
    return sign_note(note, expected=note.row_version, by=therapist) if signed else note


def private_note_of(therapist: User, attendance: Attendance, text: str) -> PrivateNote:
    """What the therapist keeps to themselves about a session."""
    note = PrivateNote(attendance=attendance, author=therapist, text=text)
    return save_private_note(note, expected=0, by=therapist)


def authorization_of(therapist: User, client: Client, **fields: object) -> PrivateNoteAuthorization:
    """The client's signed authorization for the therapist's private notes, standing today."""
    today = client.practice.today
    paper = {
        "what": "Notes of the sessions about the court date",
        "recipient": "Dr. Osei",
        "purpose": "a second opinion",
        "signed_by": "Marisol Vega",
        "signed_on": today,
        "expires_on": today + timedelta(days=30),
    }
    row = PrivateNoteAuthorization(client=client, **{**paper, **fields})
    return add_authorization(row, by=therapist)
