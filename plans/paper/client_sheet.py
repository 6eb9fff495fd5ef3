"""The client's sheet: their own words first, in plain language, without codes."""

import base64
from dataclasses import dataclass
from datetime import date

from plans.document import Extended, Goal, Objective, PlanDocument, Problem

from .facts import GoalProgress, PaperFacts, Points
from .scores import NOTHING, day
from .sheet import Sheet, written

RATERS = {"client": "You", "clinician": "Therapist"}


@dataclass(frozen=True)
class Step:
    """An objective that is worked on, and the newest count ("2, on 14 April 2026"; or empty).

    `moved` says whether its day was moved, as in a GoalStory.
    """

    objective: Objective
    latest: str
    moved: str


@dataclass(frozen=True)
class GoalStory:
    """A goal as its client reads it. `raters` head the columns of `rows`: a day and its scores.

    `moved`: "this day was moved once; first it was 1 May 2026"; empty when it never was.
    """

    goal: Goal
    sentence: str
    moved: str
    picture: str
    alt: str
    steps: tuple[Step, ...]
    raters: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def client_html(document: PlanDocument, facts: PaperFacts) -> str:
    """The client's own copy as one HTML document."""
    return written("plans/paper/client.html", ClientSheet(document, facts))


class ClientSheet(Sheet):
    """What the client's copy prints."""

    @property
    def header(self) -> str:
        """The practice, and for whom this is."""
        called = self.document.client.called or self.document.client.legal_name
        return f"{self.document.practice.name[:60]}\nFor {called[:60]}"

    @property
    def header_right(self) -> str:
        """Which paper this is, on every page."""
        return f"Your plan, version {self.facts.version}\n{self.since}"

    @property
    def footer(self) -> str:
        """Up to when it tells."""
        return f"With everything up to {self.moment(self.facts.as_of)}"

    @property
    def stories(self) -> list[tuple[Problem, list[GoalStory]]]:
        """Every problem that is worked on, with its goals."""
        active = {goal.id for goal in self.document.active_goals}
        return [
            (problem, [self._story(goal) for goal in problem.goals if goal.id in active])
            for problem in self.document.problems
            if problem.is_active
        ]

    @property
    def reached(self) -> list[Goal]:
        """The goals that are met."""
        return [goal for goal in self.document.goals if goal.status == "met"]

    @property
    def for_later(self) -> list[Goal]:
        """The goals that are parked."""
        return [goal for goal in self.document.goals if goal.status == "reserve"]

    @property
    def agreed(self) -> list[tuple[str, str]]:
        """Who signed, and on which day."""
        return [(one.name, self._day(one.signed_at)) for one in self.facts.signatures]

    def _story(self, goal: Goal) -> GoalStory:
        told = self.facts.goals.get(goal.id, GoalProgress(chart="", alt=""))
        raters = tuple(rater for rater in RATERS if told.scores.get(rater))
        return GoalStory(
            goal=goal,
            sentence=" ".join(told.sentences),
            moved=_moved(len(goal.extensions), goal.extensions),
            picture=base64.b64encode(told.chart.encode()).decode() if told.chart else "",
            alt=told.alt,
            steps=tuple(self._step(one) for one in goal.objectives if one.is_active),
            raters=tuple(RATERS[rater] for rater in raters),
            rows=tuple(_rows([told.scores[rater] for rater in raters])),
        )

    def _step(self, objective: Objective) -> Step:
        points = self.facts.counts.get(objective.id, ())
        latest = f"{points[-1][1]}, on {day(points[-1][0])}" if points else ""
        return Step(objective, latest, _moved(objective.times_extended, objective.extensions))


def _moved(times: int, extensions: tuple[Extended, ...]) -> str:
    """In plain words. Before schema 2 a document says only how often."""
    if not times:
        return ""
    often = "once" if times == 1 else f"{times} times"
    first = f"; first it was {day(extensions[0].from_on)}" if extensions else ""
    return f"this day was moved {often}{first}"


def _rows(series: list[Points]) -> list[tuple[str, tuple[str, ...]]]:
    """A row for each day that has a score, the oldest first; zero is a score."""
    days: dict[date, list[list[str]]] = {}
    for place, points in enumerate(series):
        for on, value in points:
            days.setdefault(on, [[] for _ in series])[place].append(str(value))
    return [
        (day(on), tuple(", ".join(cell) or NOTHING for cell in cells))
        for on, cells in sorted(days.items())
    ]
