"""The tree: goals, their objectives and the interventions."""

from .extension import Extension
from .goal import Goal, GoalRevision
from .objective import Intervention, Objective
from .review import GoalReview
from .worksheet import Worksheet

__all__ = [
    "Extension",
    "Goal",
    "GoalReview",
    "GoalRevision",
    "Intervention",
    "Objective",
    "Worksheet",
]
