"""All goals of a plan side by side: small multiples in two groups, same axes, in plan order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from notes.progress import Progress

from .charts import GoalChart, table
from .charts.small import Small, common_days, small
from .flag_reading import Line, line_of_flag
from .flagged import Flagged
from .models import Goal
from .scored import Scored
from .sparkline import Sparkline, sparkline

DOWN, UP = "Bring down", "Build up"


@dataclass(frozen=True)
class Multiple:
    """One goal of the overview: its picture, the same in words, its open flags, its numbers."""

    goal: Goal
    picture: Small
    line: Sparkline
    flags: list[Line] = field(default_factory=list)
    rows: Sequence[tuple[date, str]] = ()


@dataclass(frozen=True)
class Group:
    """The goals whose scores are to fall, or those whose scores are to rise."""

    name: str
    goals: list[Multiple]


def groups_of(
    goals: Iterable[Goal],
    progress: Progress,
    today: date,
    flags: Mapping[UUID, Flagged] | None = None,
) -> list[Group]:
    """The goals, in the order given, on one span of days; groups without a goal are left out."""
    charts = {goal.pk: (goal, progress.chart(goal, today)) for goal in goals}
    days = common_days([chart for _, chart in charts.values()], today)
    found = [
        _multiple(goal, chart, progress, days, (flags or {}).get(goal.pk, Flagged()))
        for goal, chart in charts.values()
    ]
    groups = [
        Group(DOWN, [one for one in found if one.goal.lower_is_better]),
        Group(UP, [one for one in found if not one.goal.lower_is_better]),
    ]
    return [group for group in groups if group.goals]


def _multiple(
    goal: Goal, chart: GoalChart, progress: Progress, days: tuple[date, date], flags: Flagged
) -> Multiple:
    raters = len(chart.scored)
    return Multiple(
        goal=goal,
        picture=small(chart, days),
        line=line_since(goal, progress),
        flags=[line_of_flag(one, raters) for one in flags.open],
        rows=[
            (row.on, _values(row.client, row.clinician))
            for row in table(chart)
            if (row.client, row.clinician) != (None, None)
        ],
    )


def _values(client: int | None, clinician: int | None) -> str:
    """ "4", or "4 (clinician 6)": the client's score leads."""
    if clinician is None:
        return str(client)
    by_clinician = f"clinician {clinician}"
    return by_clinician if client is None else f"{client} ({by_clinician})"


def line_since(goal: Goal, progress: Scored) -> Sparkline:
    """The client's scores (the clinician's, if the client gave none) since the last new meaning."""
    since = max(progress.breaks.get(goal.pk, ()), default=date.min)
    by_client = "client" in progress.scores.get(goal.pk, {})
    rater = "client" if by_client else "clinician"
    return sparkline(
        [point for point in progress.points(goal) if point[0] >= since],
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        baseline=goal.baseline if goal.baseline_rater == rater else None,
    )
