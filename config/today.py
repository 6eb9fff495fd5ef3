"""The first page: what a therapist, supervisor or admin has to look at today."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from exchange.pages import Line, open_for
from notes.awaiting import notes_waiting_for
from notes.models import Attendance, Note, NoteText
from plans.amending import Thread, pressing
from plans.awaiting import waiting_for
from plans.models import AmendmentRequest, Plan, Version
from plans.renewal import is_due
from plans.review_words import due_words
from plans.state import State, state_of


@dataclass(frozen=True)
class PlanLine:
    """A plan that wants something."""

    plan: Plan
    state: State
    due: str = ""


@dataclass(frozen=True)
class Today:
    """Everything that the first page shows."""

    sessions: list[Attendance] = field(default_factory=list)
    unsigned: list[Note] = field(default_factory=list)
    due: list[PlanLine] = field(default_factory=list)
    drafts: list[PlanLine] = field(default_factory=list)
    to_cosign: list[Version] = field(default_factory=list)
    notes_to_cosign: list[NoteText] = field(default_factory=list)
    amendments: list[Thread] = field(default_factory=list)
    open_amendments: int = 0
    requests: list[Line] = field(default_factory=list)

    @property
    def clients(self) -> set[UUID]:
        """Every client shown, for the trail."""
        lines = [*self.due, *self.drafts]
        return (
            {row.client_id for row in self.sessions}
            | {note.attendance.client_id for note in self.unsigned}
            | {line.plan.client_id for line in lines}
            | {version.plan.client_id for version in self.to_cosign}
            | {text.note.attendance.client_id for text in self.notes_to_cosign}
            | {thread.request.client_id for thread in self.amendments}
            | {line.request.client_id for line in self.requests}
        )


def today_of(user: User) -> Today:
    """What waits for this user, in a fixed number of queries."""
    asked = AmendmentRequest.objects.visible_to(user).unsettled().count() if user.is_admin else 0
    if not user.is_clinician:
        return Today(open_amendments=asked, requests=open_for(user))
    lines = _open_plans(user)
    assert user.practice is not None
    mine = [line for line in lines if line.plan.lead_id == user.pk]
    return Today(
        sessions=_sessions(user),
        unsigned=_unsigned(user),
        due=[
            line
            for line in mine
            if line.state.current and is_due(line.plan.next_review_on, user.practice.today)
        ],
        drafts=[line for line in mine if line.state.word in ("draft", "returned")],
        amendments=pressing(user),
        open_amendments=asked,
        to_cosign=waiting_for(user) if user.is_supervisor or user.is_physician else [],
        notes_to_cosign=notes_waiting_for(user),
        requests=open_for(user),
    )


def _open_plans(user: User) -> list[PlanLine]:
    assert user.practice is not None
    plans = Plan.objects.visible_to(user).open().with_versions().select_related("client", "lead")
    today = user.practice.today
    return [
        PlanLine(plan, state_of(plan, today), _due(plan, today))
        for plan in plans.order_by("next_review_on")
    ]


def _due(plan: Plan, today: date) -> str:
    return due_words(plan.next_review_on, today) if plan.next_review_on else ""


def _sessions(user: User) -> list[Attendance]:
    assert user.practice is not None
    zone = ZoneInfo(user.practice.time_zone)
    morning = datetime.combine(user.practice.today, time.min, zone)
    rows = Attendance.objects.visible_to(user).filter(
        session__clinician=user,
        session__starts_at__gte=morning,
        session__starts_at__lt=morning + timedelta(days=1),
    )
    return list(rows.select_related("session", "client", "note").order_by("session__starts_at"))


def _unsigned(user: User) -> list[Note]:
    waits = NoteText.objects.not_returned().values("note")
    notes = Note.objects.visible_to(user).unsigned().filter(author=user).exclude(pk__in=waits)
    notes = notes.select_related("attendance__client", "attendance__session")
    return list(notes.order_by("attendance__session__starts_at"))
