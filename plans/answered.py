"""What was said to a version, as plain data: paper is made in a process that knows no table."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# How a signature came about, as it is kept (plans.actions.answering).
ON_DEVICE = "handed over on the device of "


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
        told = {"agreed": self.agreed, "count": count}
        if self.agreed == count:
            words = ngettext("Agrees with the goal.", "Agrees with all %(count)s goals.", count)
        else:
            words = ngettext(
                "Agrees with %(agreed)s of %(count)s goal.",
                "Agrees with %(agreed)s of %(count)s goals.",
                count,
            )
        return words % told

    @property
    def how_said(self) -> str:
        """The signature's method in the reader's language."""
        if self.how.startswith(ON_DEVICE):
            return _("handed over on the device of %(name)s") % {
                "name": self.how.removeprefix(ON_DEVICE)
            }
        return _(self.how)


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
