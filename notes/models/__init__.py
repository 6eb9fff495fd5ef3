"""Sessions, the notes about them, and the scores and counts that lead back to the plan."""

from .note import Addendum, GoalWorkedOn, InterventionDelivered, Note, PrivateNote, Template
from .score import Count, Score
from .session import Attendance, Session

__all__ = [
    "Addendum",
    "Attendance",
    "Count",
    "GoalWorkedOn",
    "InterventionDelivered",
    "Note",
    "PrivateNote",
    "Score",
    "Session",
    "Template",
]
