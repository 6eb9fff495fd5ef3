"""Sessions and who attended them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from clients.actions.permits import require_author
from clients.models import Client
from config import clock

from ..models import Attendance, Session
from ..times import FARTHEST, MOST_WEEKS, has_begun, weekly
from .emptying import set_aside

Status = Attendance.Status
TOOK_PLACE = (Status.ATTENDED, Status.MISSED)
SIGNED = "The note about this session is signed. What was wrong is said in an addendum."


@transaction.atomic
def hold_session(session: Session, client: Client, status: str, *, by: User) -> Attendance:
    """Record a session with one client: planned, attended, missed or cancelled.

    Posted twice, it is one.
    """
    schedule_session(session, [client], status=status, by=by)
    return Attendance.objects.get(session_id=session.pk, client=client)


@transaction.atomic
def schedule_session(
    session: Session,
    clients: Iterable[Client],
    *,
    status: str = Status.PLANNED,
    weeks: int = 1,
    by: User,
) -> list[Session]:
    """Put a session into the calendar, with the first of the clients as the identified one.

    With `weeks` it repeats at the same hour on the practice's wall; only the first one may have
    another status than planned. Posted twice, it is one. Raises ValidationError.
    """
    clients = list(clients)
    _require_fitting(session, clients, weeks, by)
    assert by.practice is not None
    session.practice = by.practice
    session.clinician_id = session.clinician_id or by.pk
    if held := list(Session.objects.filter(practice=by.practice, pk=session.pk)):
        return _sent_again(held, clients)
    require_time(session, [status])
    times = list(weekly(session.starts_at, session.ends_at, by.practice.time_zone, weeks))
    made = [session]
    if weeks > 1:
        session.series = uuid4()
        made += [_repeated(session, start, stop) for start, stop in times[1:]]
        require_time(made[-1], [Status.PLANNED])
    for row in made:
        _add(row, clients, status if row is session else Status.PLANNED, by)
    return made


def _require_fitting(session: Session, clients: list[Client], weeks: int, by: User) -> None:
    for client in clients:
        require_author(client, by)
    if not clients or (len(clients) > 1 and session.kind == Session.Kind.INDIVIDUAL):
        raise ValidationError("An individual session is with one client.")
    if not 1 <= weeks <= MOST_WEEKS:
        raise ValidationError({"weeks": f"A session repeats for at most {MOST_WEEKS} weeks."})


def _sent_again(held: list[Session], clients: list[Client]) -> list[Session]:
    """The same form a second time. With other clients it is another session."""
    there = set(held[0].attendances.values_list("client_id", flat=True))
    if {client.pk for client in clients} != there:
        raise ValidationError("This form was used before. Open it again for another session.")
    return held


def _repeated(first: Session, starts_at: datetime, ends_at: datetime) -> Session:
    copied = ("practice_id", "clinician_id", "place", "telehealth", "people_present", "cpt")
    named = {name: getattr(first, name) for name in (*copied, "kind", "title", "series")}
    return Session(starts_at=starts_at, ends_at=ends_at, **named)


def _add(session: Session, clients: list[Client], status: str, by: User) -> None:
    known = [client.pk for client in clients]
    editing.add(session, by=by, verb="session.recorded", clients=known)
    shared = session.kind in (Session.Kind.COUPLE, Session.Kind.FAMILY)
    for place, client in enumerate(clients):
        attendance = Attendance(
            session=session, client=client, status=status, identified=shared and place == 0
        )
        editing.add(attendance, by=by, verb=f"session.{status}", clients=[client.pk])


@transaction.atomic
def change_session(session: Session, *, expected: int, by: User) -> Session:
    """Correct a session whose notes are not signed yet."""
    held = list(session.attendances.select_related("client", "note"))
    for row in held:
        require_author(row.client, by)
    require_time(session, [row.status for row in held])
    if session.kind == Session.Kind.INDIVIDUAL and len(held) > 1:
        raise ValidationError({"kind": "An individual session is with one client."})
    for row in held:
        require_unsigned(row)
    known = [row.client_id for row in held]
    return editing.change(session, expected=expected, by=by, verb="session.changed", clients=known)


@transaction.atomic
def set_attendance(
    attendance: Attendance,
    status: str,
    *,
    cancelled_by: str = "",
    cancelled_at: datetime | None = None,
    expected: int,
    by: User,
) -> Attendance:
    """Planned, attended, missed or cancelled; a cancellation says by whom, and when it was told.

    A session whose note says something was attended; an empty draft is taken away.
    """
    require_author(attendance.client, by)
    stored = editing.lock(attendance, by=by)
    require_unsigned(stored)
    require_time(stored.session, [status], "status")
    stored.status = status
    cancelled = status == Status.CANCELLED
    stored.cancelled_by = cancelled_by if cancelled else ""
    stored.cancelled_at = (cancelled_at or clock.now()) if cancelled else None
    if stored.cancelled_at and stored.cancelled_at > clock.now():
        raise ValidationError({"cancelled_at": "This moment is in the future."})
    changed = editing.change(
        stored, expected=expected, by=by, verb=f"session.{status}", clients=[attendance.client_id]
    )
    if status in Attendance.NOT_HELD:
        set_aside(changed, by=by)
    return changed


def attend(attendance: Attendance, *, by: User) -> None:
    """The note of a planned session that has begun says that the client was there."""
    stored = editing.lock(attendance, by=by)
    if stored.status == Status.PLANNED and has_begun(stored.session.starts_at):
        set_attendance(stored, Status.ATTENDED, expected=stored.row_version, by=by)
        attendance.refresh_from_db(fields=["status", "row_version"])


def require_time(session: Session, statuses: Iterable[str], field: str = "starts_at") -> None:
    """Refuse that a session to come was attended or missed, and one that lies absurdly far off."""
    if not has_begun(session.starts_at) and any(status in TOOK_PLACE for status in statuses):
        raise ValidationError({field: "The session starts in the future."})
    if session.starts_at > clock.now() + FARTHEST:
        raise ValidationError({field: "Check the year: that is more than two years ahead."})


def require_unsigned(attendance: Attendance) -> None:
    """Refuse to change what a signed note is about."""
    note = getattr(attendance, "note", None)
    if note and (note.is_signed or note.texts.filter(returns=None).exists()):
        raise ValidationError(SIGNED)


def require_day(attendance: Attendance) -> None:
    """Refuse a note about a session that did not take place, and before the session's own day."""
    if attendance.status in Attendance.NOT_HELD:
        raise ValidationError("The client did not attend this session: there is nothing to note.")
    session = attendance.session
    if session.on > session.practice.today:
        raise ValidationError("The note can be begun on the day of the session.")


def require_held(attendance: Attendance, *, by: User) -> None:
    """Refuse to sign before the session has begun, and what nobody attended."""
    attend(attendance, by=by)
    if not has_begun(attendance.session.starts_at):
        raise ValidationError("The session has not begun yet. Sign the note afterwards.")
    if attendance.status != Status.ATTENDED:
        raise ValidationError("Say first that the client attended this session.")
