"""Every write to sessions and notes, by its name."""

from .adding import add_addendum
from .parts import NumberGiven
from .private import (
    add_authorization,
    release_private_notes,
    revoke_authorization,
    save_private_note,
)
from .sessions import change_session, hold_session, schedule_session, set_attendance
from .writing import save_note, sign_note, start_note

__all__ = [
    "NumberGiven",
    "add_addendum",
    "add_authorization",
    "change_session",
    "hold_session",
    "release_private_notes",
    "revoke_authorization",
    "save_note",
    "save_private_note",
    "schedule_session",
    "set_attendance",
    "sign_note",
    "start_note",
]
