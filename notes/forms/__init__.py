"""What may be typed about sessions and notes."""

from .addendum import AddendumForm
from .note import NoteForm, StartForm
from .session import AttendanceForm, NewSessionForm, SessionForm
from .signing import NoteReturnForm, SignForm

__all__ = [
    "AddendumForm",
    "AttendanceForm",
    "NewSessionForm",
    "NoteForm",
    "NoteReturnForm",
    "SessionForm",
    "SignForm",
    "StartForm",
]
