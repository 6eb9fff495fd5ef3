"""A note as it is read: each number with what corrected it; the queries do not grow with it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from builder.saying import told
from goals.models import Goal, Objective
from goals.models.goal import Rater

from .models import Note


@dataclass(frozen=True)
class Scored:
    """One goal's scores in words, by rater, and the remarks on them."""

    goal: Goal
    client: str = ""
    clinician: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """One objective's count in words."""

    objective: Objective
    count: str
    per: str
    aim: str


@dataclass(frozen=True)
class Standing:
    """The numbers that hold: scores by rater and goal, counts by objective."""

    scores: Mapping[tuple[str, UUID], int] = field(default_factory=dict)
    counts: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one note, in the plan's order of goals."""

    scored: tuple[Scored, ...]
    counted: tuple[Counted, ...]
    standing: Standing


def sections_of(note: Note) -> list[tuple[str, str]]:
    """(question, answer in words) of what the template asks, in its order. No query."""
    return [row for group in told(note.template.asks, note.sections) for row in group.rows]


def afterwards_of(note: Note) -> list[tuple[str, str]]:
    """(heading, text) of what every note asks. No query.

    Homework in one answer, and variance, stand only where somebody said something: notes from
    before homework was asked one by one keep their answer.
    """
    rows = [
        ("Homework done", note.get_homework_display() if note.homework else ""),
        ("Why it differed from the plan", note.variance),
    ]
    return [row for row in rows if row[1]] + [
        ("Client’s response", note.response),
        *risk_rows(note),
        ("Plan for next time", note.next_time),
    ]


def whole(note: Note) -> dict[str, Any]:
    """Everything that a note says, for a page or for paper: seven queries."""
    delivered = note.interventions_delivered.select_related("intervention")
    homework = note.homework_done.select_related("intervention")
    return {
        "numbers": numbers_of(note),
        "told": told(note.template.asks, note.sections),
        "worked_on": [row.goal for row in note.goals_worked_on.select_related("goal")],
        "objectives": [
            row.objective for row in note.objectives_worked_on.select_related("objective")
        ],
        "delivered": delivered.order_by("intervention__position", "intervention_id"),
        "homework": homework.order_by("intervention__position", "intervention_id"),
        "afterwards": afterwards_of(note),
        "addenda": note.addenda.all() if note.is_signed else (),
    }


def numbers_of(note: Note) -> Numbers:
    """The note's scores and counts, each with the corrections that addenda brought."""
    zone = ZoneInfo(note.practice.time_zone)
    scores = _chains(
        note.scores.select_related("goal", "goal__problem", "addendum"),
        lambda score: (score.rater, score.goal_id),
    )
    counts = _chains(
        note.counts.select_related("objective", "objective__goal", "addendum"),
        lambda count: count.objective_id,
    )
    return Numbers(
        tuple(_by_goal(scores, zone)),
        tuple(
            Counted(
                chain[0].objective, _words(chain, zone), chain[0].per, aim_of(chain[0].objective)
            )
            for chain in counts.values()
        ),
        Standing(
            {key: chain[-1].value for key, chain in scores.items()},
            {key: chain[-1].value for key, chain in counts.items()},
        ),
    )


def risk_rows(note: Note) -> list[tuple[str, str]]:
    """What the note says of risk, and of the safety plan where it says any. No query.

    A note of before, in which nothing was ticked, reads as it was written.
    """
    found = note.get_risk_found_display() if note.risk_found else ""
    rows = [("Risk", "\n".join(filter(None, (found, note.risk))))]
    if note.safety_plan:
        rows.append(("Safety plan", note.get_safety_plan_display()))
    return rows


def aim_of(objective: Objective) -> str:
    """ "from 3 to 1 per week"; empty when the objective names no numbers."""
    start, stop, per = objective.measure_from, objective.measure_to, objective.measure_per
    words = ["" if start is None else f"from {start}", "" if stop is None else f"to {stop}"]
    said = " ".join(word for word in words if word)
    return f"{said} per {per}" if said and per else said


def _chains(rows: Iterable[Any], key: Callable[[Any], Hashable]) -> dict[Any, list[Any]]:
    """The numbers of each key: what the note said first, then what addenda made of it."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (bool(row.addendum), _moment(row))):
        found[key(row)].append(row)
    return found


def _moment(row: Any) -> float:
    return float(row.addendum.added_at.timestamp()) if row.addendum else 0.0


def _words(chain: list[Any], zone: ZoneInfo) -> str:
    """ "5, corrected to 4 on 3 May 2026"; "4, added on 3 May 2026"."""
    first, *later = chain
    said = str(first.value)
    if first.addendum:
        said += f", added on {_day(first, zone)}"
    return said + "".join(f", corrected to {row.value} on {_day(row, zone)}" for row in later)


def _day(row: Any, zone: ZoneInfo) -> str:
    day = row.addendum.added_at.astimezone(zone)
    return f"{day.day} {day:%B %Y}"


def _by_goal(chains: dict[Any, list[Any]], zone: ZoneInfo) -> Iterator[Scored]:
    goals = {chain[0].goal_id: chain[0].goal for chain in chains.values()}
    for goal in sorted(goals.values(), key=_place):
        held = {rater: chains.get((rater, goal.pk), []) for rater in Rater.values}
        said = {rater: _words(chain, zone) for rater, chain in held.items() if chain}
        remarks = [f"{row.get_rater_display()}: {row.remark}"
                   for chain in held.values() for row in chain if row.remark]  # fmt: skip
        yield Scored(goal, said.get("client", ""), said.get("clinician", ""), tuple(remarks))


def _place(goal: Goal) -> tuple[Any, ...]:
    return (goal.problem.position, goal.problem_id, goal.position, goal.pk)
