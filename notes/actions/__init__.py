"""Every write to sessions and notes, by its name."""

from .adding import add_addendum
from .parts import NumberGiven
from .sessions import change_session, hold_session, schedule_session, set_attendance
from .writing import save_note, sign_note, start_note

__all__ = [
    "NumberGiven",
    "add_addendum",
    "change_session",
    "hold_session",
    "save_note",
    "schedule_session",
    "set_attendance",
    "sign_note",
    "start_note",
]
