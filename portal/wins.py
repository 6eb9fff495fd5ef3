"""Small wins: what a client's page may say of a goal's numbers. Plain functions of numbers.

Nothing here judges. What went the other way is not hidden either: the sentence above gives the
numbers, and `comfort` offers to talk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from goals.trend_rules import RULES
from plans.document import Goal

Points = tuple[tuple[date, int], ...]

# House rules: nothing published was found for what a client's page should say of single scores.
MOST_WINS = 2
STEADY_FOR = timedelta(weeks=3)
# The same 3 points that staff see as a reliable change (NHS rule, goals.trend_rules).
CLEARLY_BETTER = RULES["reliable-improvement"].threshold


@dataclass(frozen=True)
class Numbers:
    """One rater's scores that mean the same as the start, in order, and what they aim for."""

    start: int | None
    target: int | None
    lower_is_better: bool
    points: Points

    @property
    def latest(self) -> int | None:
        """The newest score."""
        return self.points[-1][1] if self.points else None

    def better(self, value: int, than: int) -> int:
        """Points by which a value is better than another; negative when it is worse."""
        return than - value if self.lower_is_better else value - than

    @property
    def gained(self) -> int | None:
        """Points better than the start; None without a start or a score."""
        if self.latest is None or self.start is None:
            return None
        return self.better(self.latest, self.start)

    @property
    def arrived(self) -> bool:
        """Whether the newest score is at the target or beyond."""
        if self.latest is None or self.target is None:
            return False
        return self.better(self.latest, self.target) >= 0


def small_wins(
    numbers: Numbers, goal: Goal, counts: Mapping[UUID, Points], *, today: date
) -> list[str]:
    """At most two sentences, the best news first; `counts` by objective, in order of date."""
    return [
        *_best_yet(numbers),
        *_clearly_better(numbers),
        *_steps_reached(goal, counts),
        *_steady(numbers, today),
    ][:MOST_WINS]


def comfort(numbers: Numbers, therapist: str) -> str:
    """What stands under a score that is worse than the start and not where it should be."""
    if numbers.gained is None or numbers.gained >= 0 or numbers.arrived:
        return ""
    told = _("Scores go up and down. You can talk about this with %(therapist)s next time.")
    return told % {"therapist": therapist}


def _best_yet(numbers: Numbers) -> Iterator[str]:
    if numbers.latest is None or len(numbers.points) < 2:
        return
    earlier = [value for _, value in numbers.points[:-1]]
    earlier += [] if numbers.start is None else [numbers.start]
    if all(numbers.better(numbers.latest, value) > 0 for value in earlier):
        yield _("This is the best score yet.")


def _clearly_better(numbers: Numbers) -> Iterator[str]:
    if numbers.gained is not None and numbers.gained >= CLEARLY_BETTER:
        yield _("That is %(points)s points better than at the start.") % {"points": numbers.gained}


def _steps_reached(goal: Goal, counts: Mapping[UUID, Points]) -> Iterator[str]:
    for objective in goal.objectives:
        points = counts.get(objective.id, ())
        start, end = objective.measure_from, objective.measure_to
        if not objective.is_active or not points or start is None or end is None:
            continue
        latest = points[-1][1]
        if latest <= end if end < start else latest >= end:
            told = {"measure": objective.measure, "count": latest}
            yield _("A step reached: %(measure)s, now %(count)s.") % told


def _steady(numbers: Numbers, today: date) -> Iterator[str]:
    """The same score for three weeks up to the newest one, where there is something to hold."""
    if numbers.latest is None or not (numbers.arrived or (numbers.gained or 0) > 0):
        return
    since = numbers.points[-1][0]
    for day, value in reversed(numbers.points):
        if value != numbers.latest:
            break
        since = day
    held = numbers.points[-1][0] - since
    if held >= STEADY_FOR and today - numbers.points[-1][0] < STEADY_FOR:
        told = {"score": numbers.latest, "weeks": held.days // 7}
        yield _("Held steady at %(score)s for %(weeks)s weeks.") % told
