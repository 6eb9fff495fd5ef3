"""The facts of a record, as the audit reads them: plain values, days in the practice's zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signed:
    """An authenticated signature under a version, a note or a review."""

    role: str
    signer: UUID
    name: str
    credentials: str
    method: str
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Clinician:
    """Who held a session or wrote a note, with what makes them one."""

    id: UUID
    name: str
    credentials: str
    license_number: str
    license_state: str
    npi: str
    is_trainee: bool


@dataclass(frozen=True, slots=True)
class VersionFact:
    """A version: when it was frozen, who signed, and from when to when it was in effect.

    `goals` and `objectives` are those that its document holds as active. `returned` versions and
    those that still wait were never in effect (`from_on` None). `requires` are the roles that it
    waits for; `unsigned_because` says by role why a signature is absent, `verbal` that it was
    given by word of mouth. `restated` are the roles that said every goal again in their own words;
    `assent` is what a guardian's answer says of the minor's. `trainee`: the author's work was
    co-signed by a supervisor on the day of signing.
    """

    id: UUID
    number: int
    frozen_on: date
    requires: tuple[str, ...]
    signatures: tuple[Signed, ...]
    from_on: date | None
    until_on: date | None
    returned: bool
    goals: frozenset[UUID]
    objectives: frozenset[UUID]
    unsigned_because: Mapping[str, str] = field(default_factory=dict)
    verbal: bool = False
    restated: frozenset[str] = frozenset()
    assent: str = ""
    trainee: bool = False

    @property
    def nodes(self) -> frozenset[UUID]:
        """What a note may name under it: its active goals and objectives."""
        return self.goals | self.objectives


@dataclass(frozen=True, slots=True)
class Delivered:
    """An intervention that a note says was delivered."""

    intervention: UUID
    objective: UUID
    modality: str
    statement: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note: its field on the note's form, its heading, what was said; "" if nothing.

    `typed`: written in words of one's own, not picked from a list.
    """

    field: str
    label: str
    words: str
    typed: bool = True


@dataclass(frozen=True, slots=True)
class NoteFact:
    """A progress note, signed or not. `text` holds all that was asked and written, in order.

    `risk_asked`: its boxes or a question of its template were answered, if with "none". `copied`
    are the fields still word for word as they were loaded from an earlier note; `named` those in
    which somebody else who was there is named. `scores` are (goal, rater, value) and `counted`
    objectives: the numbers that stand. `requires` are the roles that the signed text needs.
    """

    id: UUID
    author: Clinician
    template: str
    kind: str
    text: tuple[Part, ...]
    response: str
    risks: tuple[str, ...]
    risk_asked: bool
    risk_text: str
    safety_plan: str
    next_time: str
    variance: str
    version: int | None
    goals: frozenset[UUID]
    objectives: frozenset[UUID]
    delivered: tuple[Delivered, ...]
    scores: tuple[tuple[UUID, str, int], ...]
    signed_on: date | None
    signatures: tuple[Signed, ...]
    requires: tuple[str, ...]
    late_after_hours: int | None
    addenda_on: tuple[date, ...]
    copied: frozenset[str]
    named: frozenset[str] = frozenset()
    counted: frozenset[UUID] = frozenset()

    @property
    def words(self) -> str:
        """Everything that was written, as one text."""
        return "\n".join(part.words for part in self.text if part.words)

    @property
    def named_nodes(self) -> frozenset[UUID]:
        """The goals and objectives that it worked on, scored, counted or delivered something to."""
        scored = {goal for goal, _, _ in self.scores}
        return self.goals | self.objectives | self.counted | self.served | scored

    @property
    def served(self) -> frozenset[UUID]:
        """The objectives to which an intervention was delivered."""
        return frozenset(one.objective for one in self.delivered)


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A client's part in a session. Times are local and aware; `attendance` is its row.

    `attendees` are the clients who came; on the plan of the `identified` one the session stands,
    and `has_identified` tells that somebody is. `named` are fields that name somebody who was
    there.
    """

    id: UUID
    attendance: UUID
    on: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    status: str
    kind: str
    place: str
    telehealth: str
    people_present: str
    cpt: str
    clinician: Clinician
    attendees: int
    identified: bool
    has_identified: bool
    note: NoteFact | None
    named: frozenset[str] = frozenset()

    @property
    def was_held(self) -> bool:
        """The client was there."""
        return self.status == "attended"

    @property
    def is_of_another(self) -> bool:
        """It stands on another client's plan, to whose session this one came along."""
        return self.has_identified and not self.identified


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A review that was held. `goals`: (goal, what was decided, what was said of its progress)."""

    id: UUID
    held_on: date
    next_due_on: date
    outcome: str
    participants: str
    summary: str
    goals: tuple[tuple[UUID, str, str], ...]
    signed: Signed | None


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """An instrument given: which, when, the total if it was scored, and whether it raised risk."""

    id: UUID
    instrument: str
    on: date
    total: int | None
    raised_risk: bool


@dataclass(frozen=True, slots=True)
class CoverageFact:
    """Who pays, with the authorization."""

    id: UUID
    payer: str
    member_id: str
    rank: int
    authorization_number: str
    authorized_visits: int | None
    authorized_from: date | None
    authorized_to: date | None

    @property
    def is_authorized(self) -> bool:
        """Whether anything of an authorization is written down."""
        dates = (self.authorized_from, self.authorized_to)
        return bool(self.authorization_number) or any(
            one is not None for one in (self.authorized_visits, *dates)
        )


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """Something that was signed for, as it stands today."""

    id: UUID
    kind: str
    signed_by: str
    scope: str
    from_on: date
    to_on: date | None
    revoked_on: date | None

    def covers(self, day: date) -> bool:
        """Whether it held on a day."""
        ends = [end for end in (self.to_on, self.revoked_on) if end]
        return self.from_on <= day and all(day <= end for end in ends)


@dataclass(frozen=True, slots=True)
class ContributorFact:
    """Another professional or family member, with the release or its refusal."""

    id: UUID
    name: str
    role: str
    release: str
    signed_on: date | None
    expires_on: date | None
    declined_because: str
    contributed: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A paper of a version that was given: to whom, which preset, when."""

    version: int
    preset: str
    recipient: str
    on: date
    to_client: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """A text of this plan or of its notes that stands elsewhere nearly word for word.

    `likeness` is 0-100; `source` is "another client's plan", "the library" or "an earlier note";
    `place` says where, without another client's name.
    """

    node: str
    id: UUID
    field: str
    likeness: int
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Attested:
    """A named person's answer to what no program can judge."""

    rule: str
    holds: bool
    words: str
    by: str
    on: date
    version: int | None
