"""Objective counts as a picture: from, to, and what was counted, on a scale of its own."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Protocol

from .charts import GoalChart, RaterSeries
from .charts.wording import ENGLISH
from .models import Objective
from .scored import Points

COUNTED = replace(
    ENGLISH,
    none_yet="No counts yet",
    none_since="no counts yet, start %(value)s",
    goal="Objective",
    one_score="%(count)s count",
    scores="%(count)s counts",
)


class Countable(Protocol):
    """An objective, as a row or as a version holds it."""

    statement: str
    measure: str
    measure_from: int | None
    measure_to: int | None
    measure_per: str
    target_on: date | None


def count_chart(of: Countable, points: Points, *, lower_is_better: bool) -> GoalChart:
    """The picture of one objective's counts. No value here is a judgement: none was published.

    `points` are (day, count), each count over the objective's period. `lower_is_better` is the
    goal's direction, for an objective that does not say from where to where.
    """
    marks = [value for value in (of.measure_from, of.measure_to) if value is not None]
    down = lower_is_better
    if of.measure_from is not None and of.measure_to is not None:
        down = of.measure_to < of.measure_from if of.measure_to != of.measure_from else down
    return GoalChart(
        title=count_title(of),
        zero_means="",
        ten_means="",
        lower_is_better=down,
        baseline=None if of.measure_from is None else (of.measure_from, None),
        target=None if of.measure_to is None else (of.measure_to, of.target_on),
        series=(RaterSeries("client", points),),
        clear_change=None,
        high=top_of([*marks, *(value for _, value in points)]),
        words=COUNTED,
    )


def picture_of(row: Objective, points: Points) -> GoalChart:
    """The picture of an objective of the draft."""
    return count_chart(row, points, lower_is_better=row.goal.lower_is_better)


def count_title(of: Countable) -> str:
    """ "panic attacks per week", or the objective itself where nothing is named."""
    if not of.measure:
        return of.statement
    return f"{of.measure} per {of.measure_per}" if of.measure_per else of.measure


def top_of(values: list[int]) -> int:
    """The upper end of the scale: of steps of 1, 2 or 5 times a power of ten at most five."""
    largest = max([*values, 1])
    steps = (digit * int(10**power) for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if largest <= 5 * step)
    return -(-largest // step) * step
