"""A signed note with everything that it says, for a page that is read outside the house."""

from typing import Any

from builder.saying import told
from notes.models import Note
from notes.reading import numbers_of, risk_rows


def whole_note(note: Note) -> dict[str, Any]:
    """What templates/exchange/note.html shows. Private notes are other rows, and not read."""
    delivered = note.interventions_delivered.select_related("intervention")
    return {
        "note": note,
        "session": note.attendance.session,
        "client": note.attendance.client,
        "practice": note.practice,
        "numbers": numbers_of(note),
        "told": told(note.template.asks, note.sections),
        "worked_on": [row.goal for row in note.goals_worked_on.select_related("goal")],
        "delivered": delivered.order_by("intervention__position", "intervention_id"),
        "afterwards": [
            ("Homework done", note.get_homework_display()),
            ("Client’s response", note.response),
            *risk_rows(note),
            ("Plan for next time", note.next_time),
        ],
        "addenda": note.addenda.all(),
    }
