"""The numbers on paper: what each goal stands at, and every score and count by its date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from plans.document import Goal, Objective, Problem

from .facts import GoalProgress, PaperFacts, Points

NONE_YET = "no scores yet"
NOTHING = "–"
MOST_COLUMNS = 8
# The recency grid of a payer's form: now, past 7 and 90 days, start (audit-rules.md, section 5).
RECENT_DAYS = (90, 7)


@dataclass(frozen=True)
class Standing:
    """One line of "goals at a glance": where a goal started, has been and stands."""

    goal: Goal
    start: str
    recent: tuple[str, ...]
    now: str
    target: str


def standing(goal: Goal, progress: GoalProgress | None, today: date) -> Standing:
    """The goal's line. Where the client gave no score, the clinician's are told, and said so."""
    rater, points = _told(progress)
    by = "" if rater in ("", "client") else f" ({rater})"
    latest = points[-1] if points else None
    return Standing(
        goal=goal,
        start=NOTHING if goal.baseline is None else str(goal.baseline),
        recent=tuple(_range(points, today - timedelta(days), today) for days in RECENT_DAYS),
        now=f"{latest[1]}{by} on {day(latest[0])}" if latest else NONE_YET,
        target=NOTHING if goal.target is None else str(goal.target),
    )


def _told(progress: GoalProgress | None) -> tuple[str, Points]:
    given = progress.scores if progress else {}
    found = [(rater, given[rater]) for rater in ("client", "clinician") if given.get(rater)]
    return found[0] if found else ("", ())


def _range(points: Points, since: date, until: date) -> str:
    values = [value for on, value in points if since < on <= until]
    if not values:
        return NOTHING
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low} to {high}"


def day(on: date) -> str:
    """As dates stand on every page: "5 January 2026"."""
    return f"{on.day} {on:%B %Y}"


@dataclass(frozen=True)
class Column:
    """One series of numbers: a goal's scores by one rater, or an objective's counts."""

    number: str
    kind: str
    points: Points


@dataclass(frozen=True)
class Row:
    """One day: a cell for each column ("–": not scored), and what else happened.

    `cells` is empty on a day without a number.
    """

    on: date
    cells: tuple[str, ...]
    event: str


@dataclass(frozen=True)
class Table:
    """Columns side by side, and a row for each day on which one of them has a number."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def tables(problem: Problem, facts: PaperFacts) -> list[Table]:
    """Every score and count under the problem; none when nothing was scored or counted."""
    columns = list(_columns(problem, facts))
    parts = -(-len(columns) // MOST_COLUMNS)
    each = -(-len(columns) // parts) if parts else 1
    events = _events(facts)
    return [
        Table(tuple(part), tuple(_rows(part, events)))
        for part in (columns[i : i + each] for i in range(0, len(columns), each))
    ]


def _columns(problem: Problem, facts: PaperFacts) -> Iterator[Column]:
    for goal in problem.goals:
        progress = facts.goals.get(goal.id)
        for rater, points in sorted(progress.scores.items()) if progress else ():
            if points:
                yield Column(goal.number, f"score by {rater}", points)
        for objective in goal.objectives:
            if points := facts.counts.get(objective.id, ()):
                yield Column(objective.number, "count", points)


def _events(facts: PaperFacts) -> dict[date, list[str]]:
    events: dict[date, list[str]] = {}
    for on in facts.missed:
        events.setdefault(on, []).append("session missed")
    for review in facts.reviews:
        events.setdefault(review.held_on, []).append("review")
    return events


def _rows(columns: list[Column], events: Mapping[date, list[str]]) -> Iterator[Row]:
    given: list[dict[date, list[int]]] = []
    for column in columns:
        by_day: dict[date, list[int]] = {}
        for on, value in column.points:
            by_day.setdefault(on, []).append(value)
        given.append(by_day)
    days = {on for by_day in given for on in by_day} | set(events)
    for on in sorted(days):
        values = [by_day.get(on, []) for by_day in given]
        cells = (", ".join(map(str, told)) or NOTHING for told in values)
        yield Row(on, tuple(cells) if any(values) else (), ", ".join(events.get(on, [])))


def latest_count(objective: Objective, counts: Mapping[UUID, Points]) -> str:
    """ "1 on 14 April 2026", or that nothing was counted."""
    points = counts.get(objective.id, ())
    return f"{points[-1][1]} on {day(points[-1][0])}" if points else "not counted yet"
