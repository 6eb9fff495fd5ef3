"""What may be typed about sessions and notes."""

from .addendum import AddendumForm
from .group import GroupTextForm, JoinForm, MarkForm
from .note import NoteForm, StartForm
from .session import AttendanceForm, NewSessionForm, ScheduleForm, SessionForm
from .signing import NoteReturnForm, SignForm

__all__ = [
    "AddendumForm",
    "AttendanceForm",
    "GroupTextForm",
    "JoinForm",
    "MarkForm",
    "NewSessionForm",
    "NoteForm",
    "NoteReturnForm",
    "ScheduleForm",
    "SessionForm",
    "SignForm",
    "StartForm",
]
