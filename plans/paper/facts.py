"""What stands on paper beside the signed document: signatures, numbers and when they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..answered import Answers

Points = tuple[tuple[date, int], ...]

# A field that is printed to the letter, and never made breakable: see cleaning.for_paper.
EXACT = {"exact": True}
ANSWERS = ("accepted", "partly", "denied", "carried", "along", "disagreement", "rebuttal")


@dataclass(frozen=True)
class PrintedSignature:
    """One signature, as it is printed. `role` is a word of Signature.Role."""

    role: str
    name: str
    method: str
    statement: str
    signed_at: datetime


@dataclass(frozen=True)
class GoalProgress:
    """One goal's numbers: points by rater ("client", "clinician"), picture and judgement.

    `chart` is an SVG document (the "print" variant), `alt` the same in a sentence; `sentences`
    hold the judgement first.
    """

    chart: str = field(metadata=EXACT)
    alt: str
    scores: Mapping[str, Points] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalReviewed:
    """What a review said of one goal."""

    goal_id: UUID
    progress: str
    decision: str


@dataclass(frozen=True)
class ReviewConfirmed:
    """The signature of a review that changed nothing: `version` stays in effect."""

    version: int
    name: str
    method: str
    statement: str
    signed_at: datetime


@dataclass(frozen=True)
class ReviewHeld:
    """One review of the plan. `confirmed` is None where a new version came of it."""

    held_on: date
    held_by: str
    summary: str
    next_due_on: date
    goals: tuple[GoalReviewed, ...] = ()
    participants: str = ""
    confirmed: ReviewConfirmed | None = None


@dataclass(frozen=True)
class AmendmentStep:
    """One answer to a request for amendment. `kind` is a word of AmendmentEntry.Kind."""

    kind: str
    label: str
    on: date
    by: str
    text: str
    reason: str = ""
    until: date | None = None
    persons: str = ""
    carried_by: str = ""


@dataclass(frozen=True)
class AmendmentAsked:
    """A request for amendment and its thread. `state` is where it stands, in words.

    `in_text`: it goes along with this version, in which what it is about stands as it stood then.
    """

    about: str
    what: str
    why: str
    asked_by: str
    way: str
    received_on: date
    recorded_by: str
    state: str
    due_on: date | None
    in_text: bool
    steps: tuple[AmendmentStep, ...] = ()

    @property
    def answers(self) -> tuple[AmendmentStep, ...]:
        """What goes along with the text: the decision, what came of it, both sides' words."""
        return tuple(step for step in self.steps if step.kind in ANSWERS)


@dataclass(frozen=True)
class VersionKept:
    """One version of the plan, and what became of it, in a sentence ("in effect from …")."""

    number: int
    reason: str
    frozen_on: str
    state: str
    digest: str = field(metadata=EXACT)


@dataclass(frozen=True)
class ReturnMade:
    """A version that was sent back: by whom, and each comment with what it is about."""

    version: int
    returned_by: str
    returned_at: datetime
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoteListed:
    """A signed progress note, as the chart's list of notes names it; not its text."""

    held_on: date
    kind: str
    signed_by: str
    signed_at: datetime
    addenda: int


@dataclass(frozen=True)
class MeasureListed:
    """One finished result of a standard measure, and what became of it, in words."""

    on: date
    name: str
    result: str
    how: str
    by: str
    corrected: str = ""


@dataclass(frozen=True)
class ChartRecord:
    """What stands around the version in the client's chart, oldest first.

    It has no room for private notes: nothing here is ever read from them (45 CFR 164.501).
    """

    versions: tuple[VersionKept, ...] = ()
    returns: tuple[ReturnMade, ...] = ()
    notes: tuple[NoteListed, ...] = ()
    measures: tuple[MeasureListed, ...] = ()


@dataclass(frozen=True)
class PaperFacts:
    """Everything on a payer's paper that the signed document does not hold.

    Moments are timezone-aware; `superseded_at` is None while the version is in effect. `as_of` is
    the newest fact on the paper. `seal` names the newest link of the trail's chain, or is empty.
    `code` is the paper's own, and `verify_at` the address of the page that asks for it.
    `notice` goes with a record of a 42 CFR Part 2 programme (clients.part2.notice_for).
    `goals` and `counts` are keyed by the goal's and the objective's id. `record` is what only the
    chart's paper holds. `answers` is what the client said to this version. `amendments` are the
    requests about this version or an earlier one, the oldest first.
    """

    version: int
    reason: str
    digest: str = field(metadata=EXACT)
    frozen_at: datetime
    effective_at: datetime
    superseded_at: datetime | None
    signatures: tuple[PrintedSignature, ...]
    as_of: datetime
    for_whom: str
    purpose: str
    seal: str = field(default="", metadata=EXACT)
    goals: Mapping[UUID, GoalProgress] = field(default_factory=dict)
    counts: Mapping[UUID, Points] = field(default_factory=dict)
    missed: tuple[date, ...] = ()
    reviews: tuple[ReviewHeld, ...] = ()
    code: str = field(default="", metadata=EXACT)
    verify_at: str = field(default="", metadata=EXACT)
    record: ChartRecord = ChartRecord()
    notice: str = ""
    answers: Answers = Answers()
    amendments: tuple[AmendmentAsked, ...] = ()
