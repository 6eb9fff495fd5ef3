"""Sessions and who attended them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from clients.actions.permits import require_author
from clients.models import Client
from config import clock

from ..models import Attendance, Session


@transaction.atomic
def hold_session(session: Session, client: Client, status: str, *, by: User) -> Attendance:
    """Record a session with one client: attended, missed or cancelled. Posted twice, it is one."""
    require_author(client, by)
    _may_have_been(session)
    session.practice = by.practice  # type: ignore[assignment]
    session.clinician_id = session.clinician_id or by.pk
    if held := Attendance.objects.filter(
        practice=by.practice, session_id=session.pk, client=client
    ).first():
        return held
    if Session.objects.filter(practice=by.practice, pk=session.pk).exists():
        raise ValidationError("This form was used before. Open it again for another session.")
    editing.add(session, by=by, verb="session.recorded", clients=[client.pk])
    attendance = Attendance(session=session, client=client, status=status)
    return editing.add(attendance, by=by, verb=f"session.{status}", clients=[client.pk])


@transaction.atomic
def change_session(session: Session, *, expected: int, by: User) -> Session:
    """Correct a session whose notes are not signed yet."""
    clients = [row.client for row in session.attendances.select_related("client")]
    for client in clients:
        require_author(client, by)
    _may_have_been(session)
    _unsigned(session)
    return editing.change(
        session,
        expected=expected,
        by=by,
        verb="session.changed",
        clients=[client.pk for client in clients],
    )


@transaction.atomic
def set_attendance(attendance: Attendance, status: str, *, expected: int, by: User) -> Attendance:
    """Attended, missed or cancelled. A session with a note was attended."""
    require_author(attendance.client, by)
    _unsigned(attendance.session)
    stored = editing.lock(attendance, by=by)
    if status != Attendance.Status.ATTENDED and hasattr(stored, "note"):
        raise ValidationError("There is a note about this session: it was attended.")
    stored.status = status
    return editing.change(
        stored, expected=expected, by=by, verb=f"session.{status}", clients=[attendance.client_id]
    )


def _may_have_been(session: Session) -> None:
    if session.starts_at > clock.now():
        raise ValidationError({"starts_at": "The session starts in the future."})


def _unsigned(session: Session) -> None:
    if session.attendances.filter(note__signed_at__isnull=False).exists():
        raise ValidationError(
            "The note about this session is signed. What was wrong is said in an addendum."
        )
