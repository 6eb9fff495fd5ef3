"""The tree of a plan, as it is frozen. Numbers read "1", "1.2", "1.2B", "1.2B.3"."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Nothing here changes after it was made, and nothing unknown gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Node(Frozen):
    """What every node has. `id` is the row's: a goal keeps its identity through all versions."""

    id: UUID
    number: str
    statement: str
    status: str
    status_reason: str


class Intervention(Node):
    """What the clinician does."""

    modality: str
    amount: str
    frequency: str
    duration: str
    responsible: str
    homework: str

    @property
    def is_active(self) -> bool:
        """Delivered now."""
        return self.status == "active"


class Objective(Node):
    """A measurable step, with what is counted."""

    measure: str
    measure_from: int | None
    measure_to: int | None
    measure_per: str
    target_on: date | None
    times_extended: int
    interventions: tuple[Intervention, ...]

    @property
    def is_active(self) -> bool:
        """Worked on now."""
        return self.status == "active"

    @property
    def measure_words(self) -> str:
        """ "panic attacks: from 3 to 1 per week"; empty when nothing is counted."""
        if not self.measure or self.measure_from is None or self.measure_to is None:
            return self.measure
        per = f" per {self.measure_per}" if self.measure_per else ""
        if self.measure_per.startswith(("in ", "per ")):
            per = f" {self.measure_per}"
        return f"{self.measure}: from {self.measure_from} to {self.measure_to}{per}"


class Goal(Node):
    """What the client wants, on a 0–10 scale."""

    own_words: str
    kind: str
    focus: str
    aim: str
    why_it_matters: str
    zero_means: str
    ten_means: str
    lower_is_better: bool
    baseline: int | None
    baseline_on: date | None
    baseline_rater: str
    target: int | None
    target_on: date | None
    parked_from: date | None
    parked_until: date | None
    objectives: tuple[Objective, ...]

    @property
    def is_active(self) -> bool:
        """Worked on and scored now."""
        return self.status == "active"

    @property
    def direction_words(self) -> str:
        """Which way is better."""
        return "lower is better" if self.lower_is_better else "higher is better"


class Problem(Node):
    """What is worked on, and the diagnosis that it names."""

    own_words: str
    definitions: tuple[str, ...]
    diagnosis_id: UUID | None
    diagnosis: str
    goals: tuple[Goal, ...]

    @property
    def is_active(self) -> bool:
        """Worked on now."""
        return self.status == "active"


def goals_of(problems: tuple[Problem, ...]) -> Iterator[Goal]:
    """Every goal, in the plan's order."""
    for problem in problems:
        yield from problem.goals
