"""What a goal's page says besides its picture: every score, every count, every wording."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from notes.models import Score
from notes.progress import Progress, progress_of
from plans.document import Objective as Wording
from plans.pages import Places

from .charts import GoalChart, alt_text, table
from .counting import picture_of
from .flag_reading import chart_of, flags_read, standing_of
from .models import Extension, Goal, Objective
from .scored import Points
from .trends import Trend

NOT_SCORED = "–"
Row = tuple[str, ...]


def day(on: date | None) -> str:
    """5 January 2026."""
    return f"{on:%-d %B %Y}" if on else ""


def numbers(goal: Goal, scores: Iterable[Score], today: date) -> dict[str, Any]:
    """Every number of a goal's page, and what may be said of them on a day."""
    progress = progress_of(goal.home)
    found = standing_of(goal, progress, today)
    chart = chart_of(goal, progress, found, today)
    return {
        "scored": bool(chart.scored),
        "alt": alt_text(chart),
        "headers": score_headers(chart),
        "rows": score_rows(chart, scores),
        "judged": judgements(progress.trends(goal, today)),
        "objectives": counted(goal, progress),
        "extensions": extensions_of(goal),
        "flags": flags_read(goal, progress, found, today),
    }


def extensions_of(goal: Goal) -> list[Extension]:
    """Every target date of the goal and its objectives that moved later. One query."""
    of_goal = Q(goal=goal) | Q(objective__goal=goal)
    rows = Extension.objects.filter(of_goal, practice=goal.practice_id)
    return list(rows.select_related("objective", "extended_by"))


def score_headers(chart: GoalChart) -> Row:
    """A column for each rater who has scored."""
    return ("Day", *(series.rater.capitalize() for series in chart.scored), "Remark")


def score_rows(chart: GoalChart, scores: Iterable[Score]) -> list[Row]:
    """Every score and event in order of date: the table that says what the picture says."""
    said: dict[date, list[str]] = {}
    for score in scores:
        said.setdefault(score.on, []).extend(_remarks(score))
    rows: list[Row] = []
    for row in table(chart):
        given = [getattr(row, series.rater) for series in chart.scored]
        words = [row.remark, *said.pop(row.on, [])]
        cells = (NOT_SCORED if value is None else str(value) for value in given)
        rows.append((day(row.on), *cells, "; ".join(word for word in words if word)))
    return rows


def _remarks(score: Score) -> list[str]:
    corrected = (
        f"corrected in an addendum, was {score.supersedes.value}" if score.supersedes else ""
    )
    return [text for text in (score.remark, corrected) if text]


@dataclass(frozen=True)
class Counted:
    """An objective with its counts, and what their picture says."""

    objective: Objective
    words: str
    counts: Points
    latest: str
    alt: str
    chart_url: str


def counted(goal: Goal, progress: Progress) -> list[Counted]:
    """Each objective, what is counted, and every count in order of date. One query."""
    place = Places(goal.home)
    return [_counted(row, progress.counts.get(row.pk, ()), place) for row in goal.objectives.all()]


def _counted(row: Objective, points: Points, place: Places) -> Counted:
    return Counted(
        objective=row,
        words=measure_words(row),
        counts=points,
        latest=str(points[-1][1]) if points else "",
        alt=alt_text(picture_of(row, points)),
        chart_url=place("goals:count-chart", row.pk),
    )


def measure_words(row: Objective) -> str:
    """ "panic attacks: from 3 to 1 per week", as the signed plan says it."""
    said: Any = Wording.measure_words
    words: str = said.fget(row)
    return words


@dataclass(frozen=True)
class Judged:
    """One rater's judgement in sentences."""

    rater: str
    sentences: tuple[str, ...]


def judgements(trends: dict[str, Trend]) -> list[Judged]:
    """The sentences of each rater, the client first. Raters are never pooled."""
    order = sorted(trends, key=("client", "clinician").index)
    return [Judged(rater, trends[rater].sentences) for rater in order]
