"""What the template prints, piece by piece: plain values, ready and never blank."""

import base64
from dataclasses import dataclass

from plans.document import Goal, Objective, Problem

from .facts import GoalProgress, GoalReviewed, PrintedSignature, ReviewHeld
from .scores import Standing, Table


@dataclass(frozen=True)
class Line:
    """A label and its value; the value is never empty."""

    label: str
    value: str


@dataclass(frozen=True)
class GoalFigure:
    """A goal's progress: the judgement in sentences and the picture, if there are scores."""

    goal: Goal
    sentences: tuple[str, ...]
    picture: str
    alt: str


def figure(goal: Goal, progress: GoalProgress | None) -> GoalFigure:
    """The figure of a goal; without a score it has no picture."""
    if progress is None or not any(progress.scores.values()):
        return GoalFigure(goal, ("No scores yet.",), "", "")
    picture = base64.b64encode(progress.chart.encode()).decode()
    return GoalFigure(goal, progress.sentences, picture, progress.alt)


@dataclass(frozen=True)
class ProblemProgress:
    """What section 11 prints of one problem."""

    problem: Problem
    figures: tuple[GoalFigure, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class GoalSheet:
    """A goal in section 7: with where it stands, and each objective's latest count."""

    goal: Goal
    standing: Standing
    objectives: tuple[tuple[Objective, str], ...]


@dataclass(frozen=True)
class ReviewSheet:
    """A review in section 11, and what it said of each goal, by the goal's number.

    `confirmed_at` says when it was signed that it changed nothing, or is empty.
    """

    review: ReviewHeld
    goals: tuple[tuple[str, GoalReviewed], ...]
    confirmed_at: str


@dataclass(frozen=True)
class Signed:
    """One line of section 13: who should sign, and the signature or why there is none."""

    label: str
    signature: PrintedSignature | None
    at: str
    absent: str
