"""What was said to a version, as plain data: paper is made in a process that knows no table."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class GoalAnswer:
    """Agreement with one goal, restated in the client's own words."""

    number: str
    statement: str
    agrees: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """What the client, or a guardian, said. `how` is the signature's method."""

    role: str
    name: str
    relation: str
    how: str
    statement: str
    said_at: datetime
    goals: tuple[GoalAnswer, ...]
    remark: str
    assent: str
    assent_words: str

    @property
    def agreed(self) -> int:
        """With how many goals."""
        return sum(goal.agrees for goal in self.goals)

    @property
    def summary(self) -> str:
        """ "Agrees with all 3 goals."; "Agrees with 2 of 3 goals."."""
        count = len(self.goals)
        goals = "goal" if count == 1 else "goals"
        if self.agreed == count:
            return f"Agrees with the {goals}." if count == 1 else f"Agrees with all {count} goals."
        return f"Agrees with {self.agreed} of {count} {goals}."


@dataclass(frozen=True)
class Absence:
    """Why a signature is absent."""

    role: str
    because: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Answers:
    """Everything that was said, and every reason why something was not, in order of time."""

    given: tuple[Answer, ...] = ()
    absent: tuple[Absence, ...] = ()

    @property
    def roles(self) -> set[str]:
        """Who answered: client, guardian."""
        return {answer.role for answer in self.given}
