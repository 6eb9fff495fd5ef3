"""A session that repeats: this one and those that follow, changed or cancelled together."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import editing
from accounts.models import User

from ..models import Attendance, Session
from ..times import Hours
from .sessions import change_session, set_attendance

ALIKE = ("place", "telehealth", "people_present", "cpt", "title")


@transaction.atomic
def change_following(session: Session, *, expected: int, by: User) -> list[Session]:
    """Change a session, and those that follow in its series alike: their hours, place and code.

    Moved by three days, all of them move by three days. What was held, missed or cancelled, and
    what has a note, stays as it is. Raises Stale and ValidationError.
    """
    stored = editing.lock(session, by=by)
    zone = session.practice.time_zone
    later = list(_still_planned(stored))
    before = Hours.of(stored.starts_at, stored.ends_at, zone)
    after = Hours.of(session.starts_at, session.ends_at, zone)
    shift = (after.day - before.day).days
    changed = [change_session(session, expected=expected, by=by)]
    for row in later:
        day = Hours.of(row.starts_at, row.ends_at, zone).day
        moved = Hours(day, after.start, after.stop)
        row.starts_at, row.ends_at = moved.moments(zone, shift)
        for name in ALIKE:
            setattr(row, name, getattr(session, name))
        changed.append(change_session(row, expected=row.row_version, by=by))
    return changed


def _still_planned(session: Session) -> QuerySet[Session]:
    """What follows in the series and is no more than planned, for every participant."""
    if session.series is None:
        return Session.objects.none()
    following = Session.objects.filter(
        practice=session.practice_id, series=session.series, starts_at__gt=session.starts_at
    )
    said = Attendance.objects.exclude(status=Attendance.Status.PLANNED)
    noted = Attendance.objects.filter(note__isnull=False)
    return (
        following.exclude(pk__in=said.values("session"))
        .exclude(pk__in=noted.values("session"))
        .select_related("practice")
    )


def following(attendance: Attendance) -> QuerySet[Attendance]:
    """The client's planned sessions that follow in the series; none where it does not repeat."""
    session = attendance.session
    if session.series is None:
        return Attendance.objects.none()
    return (
        Attendance.objects.planned()
        .filter(client=attendance.client_id, practice=attendance.practice_id)
        .filter(session__series=session.series, session__starts_at__gt=session.starts_at)
        .filter(note__isnull=True)
        .select_related("session", "client")
    )


@transaction.atomic
def cancel_following(
    attendance: Attendance,
    *,
    cancelled_by: str = "",
    cancelled_at: datetime | None = None,
    expected: int,
    by: User,
) -> int:
    """Cancel the client's part in this session and in those that follow. Says in how many."""
    later = list(following(attendance))
    for row in [attendance, *later]:
        set_attendance(
            row,
            Attendance.Status.CANCELLED,
            cancelled_by=cancelled_by,
            cancelled_at=cancelled_at,
            expected=expected if row is attendance else row.row_version,
            by=by,
        )
    return 1 + len(later)
