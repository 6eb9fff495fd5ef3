"""The first page: what a therapist, supervisor or admin has to look at today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from audits.asks import Asked, asked_of
from clients.page_looks import PageLook, page_looks
from config.looking import MOST, Look, looks
from exchange.pages import Line, open_for
from notes.agenda import Backlog, Slot, backlog_of, days_of, first_timers
from notes.awaiting import notes_waiting_for
from notes.models import NoteText
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
class Held:
    """A chip beside a client: a state and its words."""

    state: str
    words: str


@dataclass(frozen=True)
class Today:
    """Everything that the first page shows. `on` is the day whose sessions are shown."""

    on: date
    slots: list[Slot] = field(default_factory=list)
    backlog: Backlog = field(default_factory=Backlog)
    looks: list[Look] = field(default_factory=list)
    due: list[PlanLine] = field(default_factory=list)
    drafts: list[PlanLine] = field(default_factory=list)
    to_cosign: list[Version] = field(default_factory=list)
    notes_to_cosign: list[NoteText] = field(default_factory=list)
    amendments: list[Thread] = field(default_factory=list)
    open_amendments: int = 0
    requests: list[Line] = field(default_factory=list)
    asks: list[Asked] = field(default_factory=list)
    page_looks: list[PageLook] = field(default_factory=list)

    @property
    def first_looks(self) -> list[Look]:
        """As many goals as are looked at in one morning."""
        return self.looks[:MOST]

    @property
    def more_looks(self) -> int:
        """How many goals are not shown."""
        return max(len(self.looks) - MOST, 0)

    @property
    def is_empty_of_work(self) -> bool:
        """Whether nothing but sessions is to be done."""
        return not (self.backlog.rows or self.due or self.drafts or self.to_cosign or self.looks)

    @property
    def clients(self) -> set[UUID]:
        """Every client shown, for the trail."""
        lines = [*self.due, *self.drafts]
        return (
            {part.client_id for slot in self.slots for part in slot.parts}
            | {row.attendance.client_id for row in self.backlog.rows}
            | {look.plan.client_id for look in self.first_looks}
            | {line.plan.client_id for line in lines}
            | {version.plan.client_id for version in self.to_cosign}
            | {text.note.attendance.client_id for text in self.notes_to_cosign}
            | {thread.request.client_id for thread in self.amendments}
            | {line.request.client_id for line in self.requests}
            | {one.ask.plan.client_id for one in self.asks}
            | {look.client.pk for look in self.page_looks}
        )


def today_of(user: User, on: date | None = None) -> Today:
    """What waits for this user, and the sessions of a day, in a fixed number of queries."""
    assert user.practice is not None
    on = on or user.practice.today
    asked = AmendmentRequest.objects.visible_to(user).unsettled().count() if user.is_admin else 0
    if not user.is_clinician:
        return Today(on, open_amendments=asked, requests=open_for(user))
    slots = days_of(user, on, 1)[0].slots
    shown = {part.client_id for slot in slots for part in slot.parts}
    lines = _open_plans(user, shown)
    mine = [line for line in lines if line.plan.lead_id == user.pk]
    _mark(slots, lines, first_timers(shown, user, on))
    return Today(
        on,
        slots=slots,
        backlog=backlog_of(user),
        looks=looks([line.plan for line in mine if line.state.current], user.practice.today),
        due=[line for line in mine if _is_due(line, user.practice.today)],
        drafts=[line for line in mine if line.state.word in ("draft", "returned")],
        amendments=pressing(user),
        open_amendments=asked,
        to_cosign=waiting_for(user) if user.is_supervisor or user.is_physician else [],
        notes_to_cosign=notes_waiting_for(user),
        requests=open_for(user),
        asks=asked_of(user),
        page_looks=page_looks(user),
    )


def _is_due(line: PlanLine, today: date) -> bool:
    return line.state.current is not None and is_due(line.plan.next_review_on, today)


def _open_plans(user: User, clients: set[UUID]) -> list[PlanLine]:
    """The plans that the user leads, and those of the day's clients."""
    assert user.practice is not None
    plans = Plan.objects.visible_to(user).open().filter(Q(lead=user) | Q(client__in=clients))
    plans = plans.with_versions().select_related("client", "lead", "practice")
    today = user.practice.today
    return [
        PlanLine(plan, state_of(plan, today), _due(plan, today))
        for plan in plans.order_by("next_review_on")
    ]


def _due(plan: Plan, today: date) -> str:
    return due_words(plan.next_review_on, today) if plan.next_review_on else ""


def _mark(slots: Iterable[Slot], lines: list[PlanLine], new: set[UUID]) -> None:
    """What to know of each client before the session, as chips beside the name."""
    by_client: dict[UUID, list[PlanLine]] = {}
    for line in lines:
        by_client.setdefault(line.plan.client_id, []).append(line)
    for slot in slots:
        for part in slot.parts:
            chips = _chips(by_client.get(part.client_id, []), slot.session.practice.today)
            first = [Held("active", "first session")] if part.client_id in new else []
            part.chips = [*first, *chips]  # type: ignore[attr-defined]


def _chips(lines: list[PlanLine], today: date) -> list[Held]:
    in_effect = [line for line in lines if line.state.current]
    if not in_effect:
        return [Held("draft", "no plan in effect")]
    overdue = [line for line in in_effect if line.state.is_overdue]
    due = [line for line in in_effect if _is_due(line, today)]
    if overdue:
        return [Held("overdue", overdue[0].due)]
    return [Held("due", due[0].due)] if due else []
