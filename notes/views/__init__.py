"""Pages about sessions and notes."""

from .addenda import add_addendum
from .calendar import add_to_week, read_week
from .groups import (
    give_group_part,
    identify_client,
    join_session,
    leave_session,
    read_session,
    take_group_part,
)
from .reading import read_note
from .sessions import (
    add_session,
    change_attendance,
    edit_session,
    list_sessions,
    mark_attendance,
)
from .signing import read_text, review_note, sign_note, take_back
from .writing import edit_note, start_note

__all__ = [
    "add_addendum",
    "add_session",
    "add_to_week",
    "change_attendance",
    "edit_note",
    "edit_session",
    "give_group_part",
    "identify_client",
    "join_session",
    "leave_session",
    "list_sessions",
    "mark_attendance",
    "read_note",
    "read_session",
    "read_text",
    "read_week",
    "review_note",
    "sign_note",
    "start_note",
    "take_back",
    "take_group_part",
]
