"""Pages about sessions and notes."""

from .addenda import add_addendum
from .reading import read_note
from .sessions import add_session, change_attendance, edit_session, list_sessions
from .signing import read_text, review_note, sign_note, take_back
from .writing import edit_note, start_note

__all__ = [
    "add_addendum",
    "add_session",
    "change_attendance",
    "edit_note",
    "edit_session",
    "list_sessions",
    "read_note",
    "read_text",
    "review_note",
    "sign_note",
    "start_note",
    "take_back",
]
