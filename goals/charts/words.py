"""What a chart says in words: beside the picture, aloud, and in its header."""

from dataclasses import replace
from datetime import date

from goals.charts.data import GoalChart, RaterSeries, Variant
from goals.charts.lettering import clean
from goals.charts.wording import Words

_TITLE_ALOUD = 120


def rater_name(rater: str, variant: Variant, words: Words) -> str:
    """What a rater is called beside this picture."""
    if variant != "client":
        return rater
    return words.client if rater == "client" else words.clinician


def as_seen(chart: GoalChart, variant: Variant) -> GoalChart:
    """The chart with only what this variant shows: a client sees no misses, marks or bands."""
    if variant != "client":
        return chart
    return replace(chart, missed=(), reviews=(), versions=(), bands=(), off_pace=False)


def alt_text(chart: GoalChart, *, variant: Variant = "wide") -> str:
    """One sentence that says title, first, last and target, for whoever cannot see the picture.

    "Worry: 8 on 6 Jan to 4 on 14 Apr; target 3, lower is better; 13 scores, 2 sessions missed."
    """
    chart = as_seen(chart, variant)
    parts = [_way(chart, variant), _aim(chart, variant), _counts(chart)]
    return f"{_name(chart)}: {'; '.join(part for part in parts if part)}."


def status(chart: GoalChart, *, short: bool = False) -> str:
    """The line under the title: "4, down 4 since start"; empty without a score."""
    told = []
    for series in chart.scored:
        who = f"{series.rater} " if len(chart.scored) > 1 else ""
        told.append(f"{who}{series.points[-1][1]}")
    if not told:
        return ""
    first, last = _first(chart, chart.scored[0])[1], chart.scored[0].points[-1][1]
    if last == first:
        way = "same" if short else "same as start"
    else:
        way = f"{'down' if last < first else 'up'} {abs(last - first)}"
        way += "" if short else " since start"
    return "; ".join([f"{told[0]}, {way}", *told[1:]])


def _name(chart: GoalChart) -> str:
    name = clean(chart.title) or chart.words.goal
    if len(name) > _TITLE_ALOUD:
        name = name[:_TITLE_ALOUD].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"
    return name.rstrip(":.")


def _first(chart: GoalChart, series: RaterSeries) -> tuple[date | None, int]:
    """Where a series starts: at the baseline, if that is not later than its first score."""
    first_on, first = series.points[0]
    if chart.baseline and (chart.baseline[1] is None or chart.baseline[1] <= first_on):
        return chart.baseline[1], chart.baseline[0]
    return first_on, first


def _way(chart: GoalChart, variant: Variant) -> str:
    words = chart.words
    if not chart.scored:
        if chart.baseline:
            return words.none_since % {"value": chart.baseline[0]}
        return words.none_yet[:1].lower() + words.none_yet[1:]
    if len(chart.scored) == 1:
        return _from_to(_first(chart, chart.scored[0]), chart.scored[0], words)
    told = [
        f"{rater_name(series.rater, variant, words)} {_from_to(series.points[0], series, words)}"
        for series in chart.scored
    ]
    start = [words.start % {"value": chart.baseline[0]}] if chart.baseline else []
    return "; ".join([*start, *told])


def _from_to(first: tuple[date | None, int], series: RaterSeries, words: Words) -> str:
    last_on, last = series.points[-1]
    first_on, start = first
    years = {day.year for day in (first_on, last_on) if day}
    with_year = len(years) > 1
    now = words.on_day % {"value": last, "day": _day(last_on, with_year, words)}
    if (first_on, start) == (last_on, last):
        return now
    then = str(start)
    if first_on:
        then = words.on_day % {"value": start, "day": _day(first_on, with_year, words)}
    return words.from_to % {"first": then, "last": now}


def _day(day: date, with_year: bool, words: Words) -> str:
    month = words.months[day.month - 1]
    said = words.day_of_year if with_year else words.day
    return said % {"day": day.day, "month": month, "year": day.year}


def _aim(chart: GoalChart, variant: Variant) -> str:
    if chart.bands:
        return chart.direction + _band(chart)
    if chart.target:
        return f"{chart.words.target % {'value': chart.target[0]}}, {chart.direction}"
    # A client is not told of a target that nobody set.
    return chart.direction if variant == "client" else f"{chart.words.no_target}, {chart.direction}"


def _band(chart: GoalChart) -> str:
    """The published band of the newest value: ", now moderate"."""
    latest = chart.scored[0].points[-1][1] if chart.scored else None
    names = [name for start, name, _ in chart.bands if latest is not None and start <= latest]
    return f", now {names[-1]}" if names else ""


def _counts(chart: GoalChart) -> str:
    scores = sum(len(series.points) for series in chart.scored)
    said = chart.words.one_score if scores == 1 else chart.words.scores
    told = [said % {"count": scores}] if scores else []
    if missed := len(chart.missed):
        told.append(f"{missed} session{'' if missed == 1 else 's'} missed")
    if chart.off_pace:
        told.append("off pace, review barriers")
    return ", ".join(told)
