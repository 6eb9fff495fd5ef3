"""The tree: goals, their objectives and the interventions."""

from .extension import Extension
from .flag import FlagAnswer
from .goal import Goal, GoalRevision
from .objective import Intervention, Objective
from .review import GoalReview
from .summary import GoalSummary
from .worksheet import Worksheet

__all__ = [
    "Extension",
    "FlagAnswer",
    "Goal",
    "GoalReview",
    "GoalRevision",
    "GoalSummary",
    "Intervention",
    "Objective",
    "Worksheet",
]
