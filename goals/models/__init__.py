"""The tree: goals, their objectives and the interventions."""

from .goal import Goal, GoalRevision
from .objective import Intervention, Objective
from .review import GoalReview

__all__ = ["Goal", "GoalReview", "GoalRevision", "Intervention", "Objective"]
