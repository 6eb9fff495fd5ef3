"""Taking away a draft in which nothing stands."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts import editing
from accounts.models import User
from builder.saying import has_answers
from trail.recording import record

from ..models import Attendance, Note


def is_blank(note: Note) -> bool:
    """Whether nothing was written, ticked or scored in the note."""
    if has_answers(note.template.asks, note.sections):
        return False
    said = (getattr(note, field.name) for field in note._meta.concrete_fields if _is_said(field))
    if any(str(value or "").strip() for value in said if value != []):
        return False
    parts = (getattr(note, item.get_accessor_name() or "") for item in note._meta.related_objects)
    return not any(part.exists() for part in parts)


def _is_said(field: Any) -> bool:
    """Whether the clinician fills the field in: not a link, and not what the program keeps."""
    ours = editing.KEPT_BY_US | {"sections"}
    return field.editable and not field.is_relation and field.name not in ours


def set_aside(attendance: Attendance, *, by: User) -> None:
    """A session that did not take place has no note: an empty draft goes, a written one stays.

    Raises ValidationError when something stands in it.
    """
    note = Note.objects.filter(attendance=attendance).select_related("template").first()
    if note is None:
        return
    if note.is_signed or not is_blank(note):
        raise ValidationError(
            "There is a note about this session: it was attended. If that is wrong, take out first"
            " what stands in the note."
        )
    record("note.discarded", note, by=by, clients=[attendance.client_id])
    note.delete()
