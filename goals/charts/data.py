"""What a chart is drawn from, of a goal or of a measure: plain values, checked once."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from goals.charts.wording import ENGLISH, Words
from goals.trend_rules import RULES

Variant = Literal["wide", "phone", "print", "client"]
Point = tuple[date, int]

RATERS = ("client", "clinician")


@dataclass(frozen=True)
class RaterSeries:
    """One rater's standing scores, (day, 0-10), in any order; never pooled with another's."""

    rater: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class GoalChart:
    """Everything that one picture says: a goal's, or a measure's on a scale of its own.

    `baseline` is (value, day or None) and `target` (value, day or None), or None. `missed` are
    the days of missed sessions, `reviews` of reviews held, `versions` (day in effect, number),
    `breaks` the days from which the goal meant something else: no line is drawn across them.
    `clear_change` is the distance of the "clear change" line from the baseline, in points; None
    draws no such line, because no value for it was published. `low` and `high` are the ends of the
    scale, `bands` the values at which a published band begins, (value, its name, a short name).
    `words` are the picture's own, where they are not English.
    Raises ValueError for a value that is not a whole number on the scale and for an unknown rater.
    """

    title: str
    zero_means: str
    ten_means: str
    lower_is_better: bool
    baseline: tuple[int, date | None] | None = None
    target: tuple[int, date | None] | None = None
    series: tuple[RaterSeries, ...] = ()
    missed: tuple[date, ...] = ()
    reviews: tuple[date, ...] = ()
    versions: tuple[tuple[date, int], ...] = ()
    breaks: tuple[date, ...] = ()
    off_pace: bool = False
    clear_change: int | None = RULES["reliable-improvement"].threshold
    low: int = 0
    high: int = 10
    bands: tuple[tuple[int, str, str], ...] = ()
    words: Words = ENGLISH

    def __post_init__(self) -> None:
        raters = [series.rater for series in self.series]
        if not set(raters) <= set(RATERS) or len(set(raters)) != len(raters):
            raise ValueError(f"A chart has one series for each of {RATERS}, not {raters}.")
        values = [value for series in self.series for _, value in series.points]
        values += [marked[0] for marked in (self.baseline, self.target) if marked]
        if self.high <= self.low:
            raise ValueError(f"A scale from {self.low} to {self.high} has no room.")
        for value in (*values, *(band[0] for band in self.bands)):
            if type(value) is not int or not self.low <= value <= self.high:
                raise ValueError(
                    f"A score is a whole number from {self.low} to {self.high}, not {value!r}."
                )

    @property
    def scored(self) -> tuple[RaterSeries, ...]:
        """The series that hold scores, each in order of date, the client's first.

        Of several scores on one day the least favourable comes last, as in judging change.
        """
        good = -1 if self.lower_is_better else 1
        ordered = (
            RaterSeries(
                series.rater,
                tuple(sorted(series.points, key=lambda point: (point[0], -point[1] * good))),
            )
            for series in self.series
            if series.points
        )
        return tuple(sorted(ordered, key=lambda series: RATERS.index(series.rater)))

    @property
    def direction(self) -> str:
        """Which way is better, in words."""
        return self.words.lower if self.lower_is_better else self.words.higher


@dataclass(frozen=True)
class TableRow:
    """One line of the table under a chart; None is "not scored", never zero."""

    on: date
    client: int | None
    clinician: int | None
    remark: str


def table(chart: GoalChart) -> tuple[TableRow, ...]:
    """Every score and event of the chart in order of date, for the table under it.

    A day's scores by the two raters share a row; a second score of a rater on a day has its own.
    """
    remarks: dict[date, list[str]] = {}
    for day, remark in _events(chart):
        remarks.setdefault(day, []).append(remark)
    given = {series.rater: series.points for series in chart.scored}
    days: dict[date, dict[str, list[int]]] = {day: {} for day in remarks}
    for rater, points in given.items():
        for day, value in points:
            days.setdefault(day, {}).setdefault(rater, []).append(value)
    return tuple(row for day in sorted(days) for row in _rows(day, days[day], remarks.get(day, [])))


def _rows(day: date, scores: dict[str, list[int]], remarks: list[str]) -> list[TableRow]:
    by_client, by_clinician = scores.get("client", []), scores.get("clinician", [])
    return [
        TableRow(
            on=day,
            client=by_client[row] if row < len(by_client) else None,
            clinician=by_clinician[row] if row < len(by_clinician) else None,
            remark=", ".join(remarks) if row == 0 else "",
        )
        for row in range(max(len(by_client), len(by_clinician), 1))
    ]


def _events(chart: GoalChart) -> list[tuple[date, str]]:
    events: list[tuple[date, str]] = []
    if chart.baseline and chart.baseline[1]:
        said = chart.words.start % {"value": chart.baseline[0]}
        events.append((chart.baseline[1], said))
    events += [(day, "session missed") for day in chart.missed]
    events += [(day, "review") for day in chart.reviews]
    events += [(day, f"version {number} in effect") for day, number in chart.versions]
    events += [(day, chart.words.changed) for day in chart.breaks]
    return events
