"""Every write to sessions and notes, by its name."""

from .adding import add_addendum
from .copying import load_last_note
from .flags import answer_flags
from .groups import (
    give_group_part,
    identify_client,
    join_session,
    leave_session,
    take_group_part,
    write_group_text,
)
from .parts import NumberGiven
from .private import (
    add_authorization,
    release_private_notes,
    revoke_authorization,
    save_private_note,
)
from .series import cancel_following, change_following
from .sessions import change_session, hold_session, schedule_session, set_attendance
from .signing import CannotSignNote, cosign_note, return_note, sign_note, take_back
from .writing import change_template, save_note, start_note

__all__ = [
    "CannotSignNote",
    "NumberGiven",
    "add_addendum",
    "add_authorization",
    "answer_flags",
    "cancel_following",
    "change_following",
    "change_session",
    "change_template",
    "cosign_note",
    "give_group_part",
    "hold_session",
    "identify_client",
    "join_session",
    "leave_session",
    "load_last_note",
    "release_private_notes",
    "return_note",
    "revoke_authorization",
    "save_note",
    "save_private_note",
    "schedule_session",
    "set_attendance",
    "sign_note",
    "start_note",
    "take_back",
    "take_group_part",
    "write_group_text",
]
