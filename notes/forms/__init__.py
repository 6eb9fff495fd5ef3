"""What may be typed about sessions and notes."""

from .addendum import AddendumForm
from .note import NoteForm, SignForm, StartForm
from .session import AttendanceForm, NewSessionForm, SessionForm

__all__ = [
    "AddendumForm",
    "AttendanceForm",
    "NewSessionForm",
    "NoteForm",
    "SessionForm",
    "SignForm",
    "StartForm",
]
