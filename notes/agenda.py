"""A clinician's day and week: sessions and who takes part, in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from config import clock

from .models import Attendance, NoteText, Session
from .times import day_of, has_begun

# House rule: what one looks through at once; the rest is counted.
MOST_UNFINISHED = 50


@dataclass(frozen=True)
class Slot:
    """A session and what each participant did; only those whom the user may see."""

    session: Session
    parts: list[Attendance]

    @property
    def has_begun(self) -> bool:
        """Whether its start is past."""
        return has_begun(self.session.starts_at)

    @property
    def may_note(self) -> bool:
        """Whether a note can be begun: on the session's own day, or later."""
        return self.session.on <= self.session.practice.today

    @property
    def is_shared(self) -> bool:
        """A couple's, a family's or a group's session: it has a page of its own."""
        return self.session.kind != Session.Kind.INDIVIDUAL

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody comes."""
        return all(part.status == Attendance.Status.CANCELLED for part in self.parts)


@dataclass(frozen=True)
class Day:
    """One day's sessions in order of time."""

    on: date
    slots: list[Slot]


@dataclass(frozen=True)
class Unfinished:
    """An earlier session that has no signed note: how old it is, and whether that is late."""

    attendance: Attendance
    days: int
    is_late: bool

    @property
    def words(self) -> str:
        """ "5 days old, late"."""
        said = "1 day old" if self.days == 1 else f"{self.days} days old"
        return f"{said}, late" if self.is_late else said


@dataclass(frozen=True)
class Backlog:
    """What is to be written, the oldest first; `more` counts what is not shown."""

    rows: list[Unfinished] = field(default_factory=list)
    more: int = 0


def parts_for(user: User) -> "Prefetch[str]":
    """The participants whom the user may see, by name, as `seen`."""
    rows = Attendance.objects.visible_to(user).select_related("client", "note")
    rows = rows.order_by("-identified", "client__family_name", "client__given_name", "pk")
    return Prefetch("attendances", rows.defer("note__sections"), to_attr="seen")


def days_of(user: User, first: date, days: int) -> list[Day]:
    """The user's own sessions on so many days of the practice; two queries."""
    assert user.practice is not None
    zone = user.practice.time_zone
    start, stop = day_of(first, zone)[0], day_of(first + timedelta(days=days - 1), zone)[1]
    rows = (
        Session.objects.visible_to(user)
        .filter(clinician=user, starts_at__gte=start, starts_at__lt=stop)
        .select_related("practice")
        .prefetch_related(parts_for(user))
        .order_by("starts_at", "pk")
    )
    slots = [Slot(row, row.seen) for row in rows]  # type: ignore[attr-defined]
    found = {on: list(held) for on, held in groupby(slots, lambda slot: slot.session.on)}
    all_days = (first + timedelta(days=place) for place in range(days))
    return [Day(on, found.get(on, [])) for on in all_days]


def unfinished(user: User) -> QuerySet[Attendance]:
    """Sessions before today without a signed note: the user's to write, unless missed."""
    assert user.practice is not None
    morning = day_of(user.practice.today, user.practice.time_zone)[0]
    waiting = NoteText.objects.filter(returns=None).values("note")
    return (
        Attendance.objects.visible_to(user)
        .filter(Q(note__author=user) | Q(note=None, session__clinician=user))
        .filter(Q(note=None) | Q(note__signed_at=None), session__starts_at__lt=morning)
        .exclude(status__in=Attendance.NOT_HELD)
        .exclude(note__in=waiting)
    )


def backlog_of(user: User) -> Backlog:
    """The same, with their age; two queries."""
    assert user.practice is not None
    rows = unfinished(user).select_related("session", "client", "note").defer("note__sections")
    shown = rows.order_by("session__starts_at", "pk")[: MOST_UNFINISHED + 1]
    kept = [_aged(row, user) for row in shown]
    if len(kept) <= MOST_UNFINISHED:
        return Backlog(kept)
    return Backlog(kept[:MOST_UNFINISHED], unfinished(user).count() - MOST_UNFINISHED)


def _aged(row: Attendance, user: User) -> Unfinished:
    practice = user.practice
    assert practice is not None
    held_on = row.session.starts_at.astimezone(ZoneInfo(practice.time_zone)).date()
    limit = timedelta(hours=practice.note_late_after_hours)
    late = clock.now() > row.session.ends_at + limit
    return Unfinished(row, (practice.today - held_on).days, late)


def first_timers(client_ids: set[UUID], user: User, before: date) -> set[UUID]:
    """Of these clients, those who attended no session before a day; one query."""
    assert user.practice is not None
    morning = day_of(before, user.practice.time_zone)[0]
    came = Attendance.objects.visible_to(user).attended()
    came = came.filter(client__in=client_ids, session__starts_at__lt=morning)
    return client_ids - set(came.values_list("client_id", flat=True))


def overlapping(sessions: list[Session]) -> list[Session]:
    """Other sessions of the same clinician at the same time that somebody is to come to.

    The warning names no client: whose session it is, the clinician sees in the week.
    """
    first, last = sessions[0], sessions[-1]
    others = (
        Session.objects.filter(practice=first.practice_id, clinician=first.clinician_id)
        .filter(starts_at__lt=last.ends_at, ends_at__gt=first.starts_at)
        .filter(attendances__status__in=["planned", "attended"])
        .exclude(pk__in=[row.pk for row in sessions])
        .select_related("practice")
        .distinct()
        .order_by("starts_at")
    )
    return [
        other
        for other in others
        if any(
            other.starts_at < mine.ends_at and other.ends_at > mine.starts_at for mine in sessions
        )
    ]
