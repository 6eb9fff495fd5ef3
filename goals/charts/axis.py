"""The axes: which span of days a chart shows, where its months begin, and which scores are named.

The span grows in steps, so that a new score on a known goal falls into a frame already drawn.
"""

from dataclasses import dataclass
from datetime import date

from goals.charts.data import GoalChart
from goals.charts.looks import Look
from goals.charts.wording import MONTHS

_LEAST_SPAN = 84
_STEPS = ((366, 28), (5 * 366, 91))
_LONGEST_STEP = 365
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200, 2400, 6000, 24000)
_MARGIN = 0.02
_LEVEL_STEPS = tuple(digit * 10**power for power in range(10) for digit in (1, 2, 5))
_MOST_LEVELS = 6


@dataclass(frozen=True)
class Span:
    """From one day to another, as ordinals; `dated` is false when nothing has a date."""

    first: int
    last: int
    dated: bool = True

    def __contains__(self, day: int) -> bool:
        return self.dated and self.first <= day <= self.last


@dataclass(frozen=True)
class Tick:
    """A labelled first of a month; `year` is empty where the year is already told."""

    day: int
    month: str
    year: str


def span_of(chart: GoalChart, look: Look) -> Span:
    """The days to show: all scores, misses, start and target date, and room for the last value."""
    scored = [day for series in chart.scored for day, _ in series.points]
    marked = [one[1] for one in (chart.baseline, chart.target) if one and one[1]]
    days = [day.toordinal() for day in (*scored, *marked, *chart.missed)]
    days = days or [day.toordinal() for day in (*chart.reviews, *(on for on, _ in chart.versions))]
    if not days:
        return Span(1, 1 + _LEAST_SPAN, dated=False)
    earliest, latest = min(days), max(days)
    length = (latest - earliest) / (1 - 2 * _MARGIN)
    if scored:
        to_last_score = max(scored).toordinal() - earliest
        length = max(length, to_last_score / (1 - _MARGIN - look.room_for_last))
    length = _in_steps(length)
    first = max(earliest - max(round(length * _MARGIN), 1), 1)
    return Span(first, first + length)


def _in_steps(length: float) -> int:
    step = next((step for limit, step in _STEPS if length <= limit), _LONGEST_STEP)
    return max(_LEAST_SPAN, -int(-length // step) * step)


def ticks(span: Span, most: int, months: tuple[str, ...] = MONTHS) -> list[Tick]:
    """At most `most` firsts of months, evenly apart; every year is named once."""
    if not span.dated:
        return []
    begin, end = _month_from(span.first), _month_until(span.last)
    fitting = (step for step in _MONTH_STEPS if end // step + -begin // step + 1 <= most)
    step = next(fitting, _MONTH_STEPS[-1])
    shown = range(-(-begin // step) * step, end + 1, step)
    firsts = [date(month // 12, month % 12 + 1, 1) for month in shown]
    if step >= 12:
        return [Tick(day.toordinal(), str(day.year), "") for day in firsts]
    told: set[int] = set()
    found = []
    for day in firsts:
        year = "" if day.year in told else str(day.year)
        told.add(day.year)
        found.append(Tick(day.toordinal(), months[day.month - 1], year))
    return found


def _month_from(day: int) -> int:
    """The first month that begins on or after the day, in months since year 0."""
    begins = date.fromordinal(day)
    return begins.year * 12 + begins.month - 1 + (begins.day > 1)


def _month_until(day: int) -> int:
    """The last month that begins on or before the day; the calendar ends with the year 9999."""
    ends = date.fromordinal(min(day, date.max.toordinal()))
    return ends.year * 12 + ends.month - 1


def levels(low: int, high: int) -> range:
    """The scores that the axis names: every two points of a goal, and as many of any scale."""
    step = next((step for step in _LEVEL_STEPS if (high - low) / step <= _MOST_LEVELS), high - low)
    return range(low, high + 1, step)
