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


class Extended(Frozen):
    """A target date that was moved later: from, to, why, and on which day. Since schema 2."""

    from_on: date
    to_on: date
    because: str
    on: date


def extended_words(extensions: tuple[Extended, ...]) -> str:
    """ "extended 2 times, from 1 May 2026 to 1 July 2026"; empty when it never was."""
    if not extensions:
        return ""
    times = "once" if len(extensions) == 1 else f"{len(extensions)} times"
    first, last = extensions[0].from_on, extensions[-1].to_on
    return f"extended {times}, from {first:%-d %B %Y} to {last:%-d %B %Y}"


class Objective(Node):
    """A measurable step, with what is counted."""

    measure: str
    measure_from: int | None
    measure_to: int | None
    measure_per: str
    target_on: date | None
    times_extended: int
    extensions: tuple[Extended, ...] = ()
    interventions: tuple[Intervention, ...]

    @property
    def is_active(self) -> bool:
        """Worked on now."""
        return self.status == "active"

    @property
    def extended_words(self) -> str:
        """How often the target date moved, from when to when. Before schema 2 only how often."""
        if self.times_extended and not self.extensions:
            return (
                "extended once"
                if self.times_extended == 1
                else (f"extended {self.times_extended} times")
            )
        return extended_words(self.extensions)

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
    extensions: tuple[Extended, ...] = ()
    objectives: tuple[Objective, ...]

    @property
    def is_active(self) -> bool:
        """Worked on and scored now."""
        return self.status == "active"

    @property
    def extended_words(self) -> str:
        """How often the target date moved, and from when to when."""
        return extended_words(self.extensions)

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
