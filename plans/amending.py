"""Requests for amendment: the clock, where each stands, and what hangs on a version.

The figures are those of 45 CFR 164.526; how far they were checked stands with them in
fixtures/law/records.yaml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from clients.law import clock_of

from .models import AmendmentEntry, AmendmentRequest, Version
from .state import effective_at

# The days to act in, and how far they may be extended, once.
CLOCK = clock_of("amendment")
# House rule: two weeks are enough to act.
WARN_WITHIN = 14

# What a denial tells the client, in writing and in plain words (45 CFR 164.526(d)(1)).
DENIAL_TELLS = (
    "why the request is denied",
    "that the client may write down that they disagree, and how to hand that in",
    "that, without such a statement, the client may ask that the request and the denial go along"
    " with the record when it is disclosed",
    "how to complain to the practice, with the name or title and telephone number of the person"
    " to turn to, or to the Secretary of Health and Human Services",
)

Kind = AmendmentEntry.Kind


@dataclass(frozen=True)
class Thread:
    """A request and every answer to it. Fetch requests by `with_thread()`: no query here."""

    request: AmendmentRequest
    entries: tuple[AmendmentEntry, ...]
    today: date

    @classmethod
    def of(cls, request: AmendmentRequest, today: date) -> "Thread":
        """The thread of a request whose entries are at hand."""
        return cls(request, tuple(request.entries.all()), today)

    def entry(self, *kinds: str) -> AmendmentEntry | None:
        """The last entry of one of these kinds."""
        found = [entry for entry in self.entries if entry.kind in kinds]
        return found[-1] if found else None

    @property
    def due_on(self) -> date:
        """The day by which the practice acts: 60 days after receipt, or as extended."""
        extended = self.entry(Kind.EXTENDED)
        return extended.until if extended and extended.until else first_due(self.request)

    @property
    def decision(self) -> AmendmentEntry | None:
        """How it was decided, if it was."""
        return self.entry(*AmendmentEntry.DECISIONS)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act: to decide, or to carry out what was accepted."""
        return self.entry(Kind.DENIED) is None and self.carried is None

    @property
    def carried(self) -> AmendmentEntry | None:
        """What carries out the amendment: an addendum, or a version once it took effect.

        One that waits, or was returned, carries nothing.
        """
        for entry in self.entries:
            if entry.kind == Kind.CARRIED and (not entry.version or effective_at(entry.version)):
                return entry
        return None

    @property
    def days_left(self) -> int:
        """Days until it is due; below zero when it is late."""
        return (self.due_on - self.today).days

    @property
    def is_pressing(self) -> bool:
        """Whether it is due soon, or late."""
        return self.is_open and self.days_left <= WARN_WITHIN

    @property
    def words(self) -> str:
        """Where it stands: "waits for an answer; 12 days left"."""
        return f"{self.standing}; {self.time_words}" if self.is_open else self.standing

    @property
    def standing(self) -> str:
        """The same without the days that are left: "waits for an answer"."""
        decided, carried = self.decision, self.carried
        if carried:
            return f"{_label(decided)}, carried out by {carried_by(carried)}"
        if decided and decided.kind == Kind.DENIED:
            more = "; the client disagrees" if self.entry(Kind.DISAGREEMENT) else ""
            return f"denied{more}"
        if decided:
            return f"{_label(decided)}, not carried out yet"
        return "waits for an answer"

    @property
    def time_words(self) -> str:
        """ "12 days left", "due today", "3 days late"."""
        left = self.days_left
        if left == 0:
            return "due today"
        days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
        return f"{days} left" if left > 0 else f"{days} late"

    @property
    def goes_along(self) -> bool:
        """Whether who is sent the text is sent this too (45 CFR 164.526(c)(1), (d)(5)).

        What was accepted goes along until it is carried out. A denial does once the client
        disagreed in writing, or asked for it.
        """
        decided = self.decision
        accepted = decided is not None and decided.kind != Kind.DENIED
        waits = accepted and self.carried is None
        return waits or self.entry(Kind.DISAGREEMENT, Kind.ALONG) is not None

    @property
    def url(self) -> str:
        """The thread's page."""
        return reverse("plans:amendment", args=[self.request.client_id, self.request.pk])

    @property
    def steps(self) -> list[str]:
        """The kinds of entry that may be added now."""
        return [kind for kind in STEPS if may_add(self, kind)]


STEPS = (
    Kind.ACCEPTED,
    Kind.PARTLY,
    Kind.DENIED,
    Kind.EXTENDED,
    Kind.CARRIED,
    Kind.ALONG,
    Kind.DISAGREEMENT,
    Kind.REBUTTAL,
    Kind.TOLD,
)


def may_add(thread: Thread, kind: str) -> bool:
    """Whether this step comes next, by what has been recorded."""
    decided = thread.decision
    if kind in AmendmentEntry.DECISIONS:
        return decided is None
    if kind == Kind.EXTENDED:
        in_time = thread.today <= first_due(thread.request)
        return decided is None and thread.entry(kind) is None and in_time
    accepted = decided is not None and decided.kind != Kind.DENIED
    denied = decided is not None and decided.kind != Kind.ACCEPTED
    if kind == Kind.CARRIED:
        return accepted and thread.carried is None
    if kind == Kind.TOLD:
        return accepted
    if kind in (Kind.ALONG, Kind.DISAGREEMENT):
        return denied and thread.entry(kind) is None
    return thread.entry(Kind.DISAGREEMENT) is not None and thread.entry(kind) is None


def first_due(request: AmendmentRequest) -> date:
    """Sixty days after it was received."""
    return request.received_on + timedelta(days=CLOCK.days)


def last_due(request: AmendmentRequest) -> date:
    """The latest day to which it may be extended."""
    return first_due(request) + timedelta(days=CLOCK.extension_days)


def carried_by(entry: AmendmentEntry) -> str:
    """What carries the amendment: a version, or what was written about it."""
    if entry.version:
        return f"version {entry.version.number}"
    return "an addendum"


def _label(decided: AmendmentEntry | None) -> str:
    return decided.get_kind_display().lower() if decided else "accepted"


def threads(requests: Iterable[AmendmentRequest], today: date) -> list[Thread]:
    """The threads, those that are due first coming first; settled ones last."""
    found = [Thread.of(request, today) for request in requests]
    return sorted(found, key=lambda it: (not it.is_open, it.due_on, it.request.recorded_at))


def amendments_of(version: Version) -> list[Thread]:
    """Every request about this version, or about an earlier one of the plan. Two queries.

    They stay with what they are about, on pages and in the chart (45 CFR 164.526(c)(1), (d)(4));
    which of them go to others with the text, `Thread.goes_along` says.
    """
    rows = AmendmentRequest.objects.with_thread().filter(
        version__plan=version.plan_id, version__number__lte=version.number
    )
    return threads(rows, version.practice.today)


def amendments_of_note(note: UUID, today: date) -> list[Thread]:
    """Every request about a note."""
    return threads(AmendmentRequest.objects.with_thread().filter(note=note), today)


def open_threads(user: User) -> list[Thread]:
    """Every request that this user may see and on which somebody still has to act."""
    assert user.practice is not None
    rows = AmendmentRequest.objects.visible_to(user).unsettled().with_thread()
    return threads(rows, user.practice.today)


def pressing(user: User) -> list[Thread]:
    """Of the clients whose plan this user leads: what is due within two weeks, or late."""
    assert user.practice is not None
    rows = AmendmentRequest.objects.visible_to(user).unsettled().with_thread()
    rows = rows.filter(client__plans__lead=user, client__plans__closed_on__isnull=True).distinct()
    return [it for it in threads(rows, user.practice.today) if it.is_pressing]
