"""What the demo is made of (fixtures/demo), read strictly; `Life` is what a `Case` leaves open."""

from datetime import date
from functools import cache
from typing import Any, Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
SAMPLES = ("panic", "depression", "recovery", "anger")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday"]


class Strict(BaseModel):
    """An unknown word in a file is a mistake."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Guardian(Strict):
    """Who answers for a minor."""

    name: str
    relation: str


class Person(Strict):
    """The client."""

    given: str
    family: str
    preferred: str = ""
    born: date
    pronouns: str
    language: str
    minor: bool = False
    guardian: Guardian | None = None


class Told(Strict):
    """The intake, in the client's words."""

    why_now: str
    own_words: str
    magic_wand: str
    strengths: list[str] = []
    supports: list[str] = []


class Contributor(Strict):
    """Another professional or a family member."""

    name: str
    role: str
    release_signed: bool
    signed_by: str = ""
    declined: str = ""
    contributed: str = ""


class Cover(Strict):
    """Who pays. No authorization and no visits mean that none is needed."""

    payer: str
    member_id: str
    authorization: str
    visits: int
    profile: str = "general"


class Diagnosed(Strict):
    """A code and its rank."""

    code: str
    rank: int


class Services(Strict):
    """What is ordered."""

    type: str
    minutes: int
    cpt: str
    frequency: str
    duration_weeks: int
    level_of_care: str


class Clinician(Strict):
    """Who treats."""

    name: str
    credentials: str
    supervised_by: str = ""


class Scale(Strict):
    """What 0 and 10 mean; `weeks` after the opening the target is due."""

    zero: str
    ten: str
    lower_is_better: bool
    baseline: int
    target: int
    weeks: int


class Measure(Strict):
    """What is counted."""

    what: str
    start: int = Field(alias="from")
    to: int
    per: str


class Step(Strict):
    """An intervention."""

    statement: str
    approach: str
    frequency: str
    homework: str = ""


class Objective(Strict):
    """A measurable step, with the counts of the weeks in which it was counted."""

    statement: str
    measure: Measure
    weeks: int
    counts: dict[int, int] = {}
    interventions: list[Step]


class Goal(Strict):
    """A goal; one in reserve is parked as soon as it is written."""

    own_words: str
    statement: str
    focus: str
    reserve: bool = False
    scale: Scale
    objectives: list[Objective]


class Problem(Strict):
    """A problem and how it shows."""

    statement: str
    behaviors: list[str]
    goals: list[Goal]


class Case(Strict):
    """One client. `sessions` gives per week the client's score of each goal that is not parked:

    "-" is not scored, "x" a missed session. `measures` wait for a room of their own.
    """

    client: Person
    part2: bool = False
    intake: Told
    contributors: list[Contributor] = []
    coverage: Cover
    diagnoses: list[Diagnosed]
    services: Services | None = None
    clinician: Clinician
    participation: str = ""
    necessity: str = ""
    discharge_criteria: str = ""
    problems: list[Problem] = []
    measures: dict[str, dict[int, int]] = {}
    sessions: dict[int, list[int | Literal["-"]] | Literal["x"]]
    note: str = ""

    @property
    def name(self) -> str:
        """The client's legal name."""
        return f"{self.client.given} {self.client.family}"


class Meeting(Strict):
    """A review, or the end, in a week of the plan."""

    week: int
    reason: str


class Access(Strict):
    """A sign-in of the client's own, or a guardian's; `see` says what to look at."""

    email: str
    kind: str = "client"
    scope: str = ""
    see: str


class Correction(Strict):
    """An addendum that supersedes a wrong score. `goal` is its number in the plan ("1.2")."""

    week: int
    after_days: int
    goal: str
    score: int
    text: str


class Asked(Strict):
    """What the client asked to have amended, in which week."""

    week: int
    what: str
    why: str


class Safety(Strict):
    """A session in which risk was voiced: what, the plan made in it, and the therapist's line."""

    week: int
    risk: list[str]
    words: str
    agreed_with: str
    plan: dict[str, str]
    private: str


class JournalLine(Strict):
    """What the client brought from between the sessions: in which week, and how many days later."""

    week: int
    later: int = 0
    text: str = ""
    scale: str = "Mood"
    value: int | None = None


class Background(Strict):
    """What the first hour also brought; `evidence` by the diagnosis's code."""

    needs: list[str] = []
    preferences: str = ""
    culture: str = ""
    evidence: dict[str, str] = {}


class Life(Strict):
    """How a case went on (see lives.yaml)."""

    weekday: Weekday
    time: str
    end: Literal["no plan", "draft", "waiting", "returned", "in effect", "closed"]
    weeks: int = 0
    severity: str = ""
    background: Background = Background()
    reserve_because: str = ""
    cosigned_after_days: int = 0
    part2_consent: bool = False
    gave_away: bool = False
    reviews: list[Meeting] = []
    access: Access | None = None
    answer: str = ""
    present: dict[int, str] = {}
    clinician_scores: dict[int, list[int]] = {}
    addendum: Correction | None = None
    aftercare: str = ""
    discharge: Meeting | None = None
    asked: Asked | None = None
    seen_to: dict[int, Meeting] = {}
    readmitted_because: str = ""
    comments: dict[str, str] = {}
    measures: dict[str, dict[int, list[int]]] = {}
    journal: list[JournalLine] = []
    unsigned: bool = False
    unwritten: bool = False
    safety: Safety | None = None
    shared: dict[Literal["words", "kept"], dict[int, str]] = {}
    told: dict[int, str]
    homework: dict[int, str] = {}


def read(name: str) -> Any:
    """A file of fixtures/demo, as it stands."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


@cache
def cases() -> dict[str, Case]:
    """Every case by its key: the samples, each a file, and the others."""
    found = {name: Case.model_validate(read(name)) for name in SAMPLES}
    return found | {key: Case.model_validate(item) for key, item in read("others").items()}


@cache
def lives() -> dict[str, Life]:
    """How each case went on."""
    return {key: Life.model_validate(item) for key, item in read("lives").items()}
