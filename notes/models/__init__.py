"""Sessions, the notes about them, and the scores and counts that lead back to the plan."""

from .frozen import NoteReturn, NoteSignature, NoteText
from .note import Addendum, GoalWorkedOn, InterventionDelivered, Note
from .private import PrivateNote, PrivateNoteAuthorization
from .score import Count, Score
from .session import Attendance, Session
from .worked import HomeworkDone, ObjectiveWorkedOn

__all__ = [
    "Addendum",
    "Attendance",
    "Count",
    "GoalWorkedOn",
    "HomeworkDone",
    "InterventionDelivered",
    "Note",
    "NoteReturn",
    "NoteSignature",
    "NoteText",
    "ObjectiveWorkedOn",
    "PrivateNote",
    "PrivateNoteAuthorization",
    "Score",
    "Session",
]
