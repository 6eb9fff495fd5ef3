"""Reading a note."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import asking_user
from plans.amending import amendments_of_note
from plans.standing_nodes import never_in_effect
from trail.recording import record

from ..finding import note_of
from ..models import Note
from ..reading import whole
from ..state import late_entry, state_of
from .answers import about, safety_in


@require_safe
def read_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """A note with its numbers, the version that it belongs to, and its addenda."""
    user = asking_user(request)
    note = note_of(client_id, pk, user)
    record("note.opened", note, by=user, clients=[client_id])
    may_write = note.attendance.client.is_written_by(user)
    state = state_of(note)
    may_edit = may_write and not note.is_signed and note.author_id == user.pk
    said = whole(note)
    if "field" in request.GET and may_edit and not state.is_waiting:
        return redirect(_mended_at(note, request))
    context = {
        "note_state": state,
        "late": late_entry(note, state.text if not state.back else None),
        "unsigned": never_in_effect(client_id, [row.pk for row in said["objectives"]]),
        "threads": amendments_of_note(note.pk, note.practice.today),
        "ask_url": _ask_url(note, user, may_write=may_write),
        "may_write": may_write,
        "safety": safety_in(note, user),
        "may_add": may_write and note.is_signed,
        "may_edit": may_edit and not state.is_waiting,
        "may_take_back": may_edit and state.is_waiting,
    }
    return render(request, "notes/note.html", about(note) | said | context)


def _mended_at(note: Note, request: HttpRequest) -> str:
    """A draft that something is missing in: its form, at the field; or where it is signed."""
    door = "notes:sign" if request.GET["field"] == "signature" else "notes:edit"
    address = reverse(door, args=[note.attendance.client_id, note.pk])
    return f"{address}?{request.GET.urlencode()}"


def _ask_url(note: Note, user: User, *, may_write: bool) -> str:
    """Where a request for amendment of a signed note is written down; empty for who may not."""
    if not note.is_signed or not (may_write or user.is_admin):
        return ""
    return reverse("plans:ask-note-amendment", args=[note.attendance.client_id, note.pk])
