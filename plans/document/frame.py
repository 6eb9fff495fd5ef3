"""What stands around the tree: practice, client, cover, people and the plan's own words."""

from datetime import date
from uuid import UUID

from .nodes import Frozen


class Practice(Frozen):
    """The practice as it is printed."""

    name: str
    address: str
    phone: str
    npi: str
    time_zone: str


class Client(Frozen):
    """The client as a payer knows them, and as they are called."""

    id: UUID
    record_number: str
    legal_name: str
    called: str
    pronouns: str
    gender: str
    born_on: date
    language: str
    guardian: str
    is_minor: bool
    part2: bool


class Coverage(Frozen):
    """Who pays."""

    payer: str
    member_id: str
    authorization_number: str
    authorized_visits: int | None
    authorized_from: date | None
    authorized_to: date | None


class Diagnosis(Frozen):
    """A diagnosis, as it read when it was made."""

    id: UUID
    code: str
    title: str
    release: str
    rank: int
    onset_on: date | None
    diagnosed_on: date
    diagnosed_by: str
    evidence: str


class Member(Frozen):
    """Somebody on the care team."""

    name: str
    role: str


class Contributor(Frozen):
    """Another professional or a family member."""

    name: str
    role: str
    release: str
    contributed: str


class Consent(Frozen):
    """What was signed."""

    kind: str
    scope: str
    signed_by: str
    from_on: date
    to_on: date | None
    revoked_on: date | None


class Intake(Frozen):
    """What the client said at the start."""

    why_now: str = ""
    own_words: str = ""
    magic_wand: str = ""
    strengths: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    preferences: str = ""
    culture: str = ""
    supports: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()


class Service(Frozen):
    """A service ordered."""

    id: UUID
    type: str
    minutes: int
    frequency: str
    duration_weeks: int
    cpt: str


class Clinician(Frozen):
    """A clinician as printed under a signature."""

    id: UUID
    name: str
    credentials: str
    license: str
    npi: str

    @property
    def printed_name(self) -> str:
        """Name and credentials."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Episode(Frozen):
    """The plan's own words."""

    id: UUID
    number: int
    programme: str
    opened_on: date
    level_of_care: str
    why_now: str
    severity: str
    impairment: str
    discharge_criteria: str
    discharge_expected_on: date | None
    aftercare: str
    participation: str
    client_unsigned_because: str
    review_due_on: date | None


class Answer(Frozen):
    """A question of the practice's own, and its answer in words; empty when not answered."""

    key: str
    heading: str
    question: str
    text: str
    required: bool


class Section(Frozen):
    """What a `plan` template of the practice asks: its key and number, and what was answered."""

    key: str
    number: int
    title: str
    answers: tuple[Answer, ...]

    @property
    def is_answered(self) -> bool:
        """Whether anything was said."""
        return any(answer.text for answer in self.answers)
