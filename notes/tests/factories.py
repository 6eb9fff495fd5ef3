"""Sessions and notes for tests, made by the actions."""

from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import User
from clients.models import Client
from config import clock
from notes.actions import NumberGiven, hold_session, save_note, sign_note, start_note
from notes.models import Attendance, Note, Session


def held_session(
    therapist: User, client: Client, *, on: datetime | None = None, status: str = "attended"
) -> Attendance:
    """A session of 45 minutes, an hour ago if no time is given."""
    start = on or clock.now() - timedelta(hours=1)
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
