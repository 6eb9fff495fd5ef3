"""Which flags a goal raises, and which of them somebody has seen to: plain values, no query.

A flag that was handled is quiet until something new happened (flag_rules.py). What counts as
handling: an answer that was written down, a review of the plan, a signed rewording of the goal,
and taking it up again after it was parked. While a goal is parked it raises nothing. The rows are
read in flagged.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .flag_rules import RULES
from .trends import Judgement, Trend

__all__ = [
    "RULES",
    "Flag",
    "Handling",
    "Raised",
    "Step",
    "handled",
    "open_flags",
    "quiet_before",
    "raised",
]

NO_RATER = ""


class Flag(StrEnum):
    """What calls for a look, the most urgent first."""

    DETERIORATION = "reliable deterioration"
    OFF_PACE = "off pace"
    STALLED = "stalled"
    NO_SCORES = "no scores"


class Step(StrEnum):
    """How a flag was handled: two ways are written down, the others the record itself tells."""

    BARRIERS = "reviewed barriers"
    CONSULT = "consulted"
    REVIEWED = "reviewed the plan"
    REVISED = "revised the goal"
    PARKED = "parked it and took it up again"


@dataclass(frozen=True)
class Raised:
    """A flag that the numbers raise. `rater` is whose scores say so ("" for "no scores").

    `sessions` counts that rater's scored sessions, `worse` the points by which the newest score is
    worse than the start (negative when it is better).
    """

    flag: Flag
    rater: str
    words: str
    sessions: int = 0
    worse: int = 0


@dataclass(frozen=True)
class Handling:
    """Somebody saw to one rater's flag (every flag, if `flag` is None) when it stood as told."""

    step: Step
    on: date
    rater: str
    flag: Flag | None = None
    sessions: int = 0
    worse: int = 0

    @property
    def quiet_before(self) -> date:
        """The day from which the flag shows again if no new score is given until then."""
        return self.on + timedelta(days=RULES["returns-after-days"].threshold)

    def answers(self, one: Raised) -> bool:
        """Whether nothing has happened since that makes the flag a new one; days aside."""
        if self.rater != one.rater or self.flag not in (None, one.flag):
            return False
        if one.sessions - self.sessions >= RULES["returns-after-sessions"].threshold:
            return False
        grown = one.worse - self.worse >= RULES["returns-when-worse"].threshold
        return not (one.flag is Flag.DETERIORATION and grown)


def raised(trends: Mapping[str, Trend], *, unscored: int | None = None) -> tuple[Raised, ...]:
    """The flags of one active goal, the most urgent first: of each rater's scores, never pooled.

    `unscored` counts the days without a score, if they are too many (notes.rules, "no-scores").
    """
    found = [_of(flag, rater, one) for rater, one in trends.items() for flag in _flags(one)]
    if unscored is not None:
        found.append(Raised(Flag.NO_SCORES, NO_RATER, f"no score in {unscored} days"))
    order = list(Flag)
    return tuple(sorted(found, key=lambda one: (order.index(one.flag), one.rater)))


def _flags(one: Trend) -> list[Flag]:
    fell = one.judgement is Judgement.RELIABLE_DETERIORATION
    told = {Flag.DETERIORATION: fell, Flag.OFF_PACE: one.off_pace, Flag.STALLED: one.stalled}
    return [flag for flag, is_raised in told.items() if is_raised]


def _of(flag: Flag, rater: str, one: Trend) -> Raised:
    house = f"{flag} (house rule)"
    fell = f"{flag}: {one.first} to {one.latest}"
    words = fell if flag is Flag.DETERIORATION else house
    return Raised(flag, rater, words, one.scored_sessions, -(one.change_in_good_direction or 0))


def handled(one: Raised, handlings: Iterable[Handling], today: date) -> Handling | None:
    """The newest handling by which the flag is quiet on this day, if there is one."""
    holding = [by for by in handlings if by.on <= today < by.quiet_before and by.answers(one)]
    return max(holding, key=lambda by: by.on, default=None)


def open_flags(
    flags: Iterable[Raised], handlings: Iterable[Handling], today: date
) -> tuple[Raised, ...]:
    """Those that nobody has seen to, in the order given."""
    known = tuple(handlings)
    return tuple(one for one in flags if handled(one, known, today) is None)


def quiet_before(one: Raised, handlings: Iterable[Handling]) -> date | None:
    """The day from which the flag shows if no score is given until then; None: at once.

    For what keeps summaries: it changes only with the numbers and the handlings, never with time.
    """
    return max((by.quiet_before for by in handlings if by.answers(one)), default=None)
