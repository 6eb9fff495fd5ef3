"""A signed note with everything that it says, for a page that is read outside the house."""

from typing import Any

from notes.models import Note
from notes.reading import whole
from notes.state import late_entry, state_of


def whole_note(note: Note) -> dict[str, Any]:
    """What templates/exchange/note.html shows. Private notes are other rows, and not read."""
    state = state_of(note)
    return whole(note) | {
        "note": note,
        "session": note.attendance.session,
        "client": note.attendance.client,
        "practice": note.practice,
        "note_state": state,
        "late": late_entry(note, state.text),
    }
