"""Writing a note and signing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from config.background import sends_itself
from library.carrying import carries, library_page
from trail.recording import record

from .. import actions
from ..finding import attendance_at, note_to_write
from ..forms import NoteForm, SignForm, StartForm
from ..models import Attendance, Note
from ..offers import offer_for
from .answers import about, read_whole, safety_in, status_of, trail_to


def start_note(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Choose the headings; the note of a session is begun once."""
    user = asking_user(request)
    attendance = attendance_at(client_id, _session_of(request), user)
    if hasattr(attendance, "note"):
        return redirect("notes:note", client_id, attendance.note.pk)
    if attendance.status != Attendance.Status.ATTENDED:
        messages.warning(request, "The client did not attend this session: there is no note.")
        return redirect("notes:list", client_id)
    form = StartForm(request.POST or None, practice=user.practice)
    if form.is_valid() and accepted(
        form,
        lambda: actions.start_note(attendance, form.cleaned_data["template"], by=user),
    ):
        begun = Note.objects.visible_to(user).get(attendance=attendance)
        return redirect("notes:edit", client_id, begun.pk)
    record("session.opened", attendance.session, by=user, clients=[client_id])
    context = {"form": form, "held": attendance, "crumbs": trail_to(attendance.client)}
    return render(request, "notes/new.html", context, status=status_of(form))


def _session_of(request: HttpRequest) -> UUID:
    try:
        return UUID(request.GET.get("session", ""))
    except ValueError:
        raise Http404("No such session.") from None


@carries
def edit_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The note in one form: scores first. Saved whole or not at all."""
    user = asking_user(request)
    note = note_to_write(client_id, pk, user)
    if note.is_signed and request.method != "POST":
        return redirect("notes:note", client_id, pk)
    form = NoteForm(request.POST or None, instance=note, offer=offer_for(note))
    if saved(request, form, lambda: _save(form, user)):
        if "sign" in request.POST:
            return redirect("notes:sign", client_id, pk)
        if request.POST.get("resolve") != "theirs" and not sends_itself(request):
            messages.success(request, "The note is saved as a draft.")
        return redirect("notes:edit", client_id, pk)
    shown(request, "note.opened", note, [client_id])
    if search := library_page(request, form):
        return search
    context = about(note) | {"form": form}
    return render(request, "notes/edit.html", context, status=status_of(form))


def sign_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Read the note once more, and lock it."""
    user = asking_user(request)
    note = note_to_write(client_id, pk, user)
    if note.is_signed:
        return redirect("notes:note", client_id, pk)
    form = SignForm(request.POST or None, instance=note)
    if form.is_valid() and accepted(
        form, lambda: actions.sign_note(note, expected=form.expected, by=user)
    ):
        messages.success(request, "The note is signed and locked.")
        return redirect("notes:note", client_id, pk)
    record("note.opened", note, by=user, clients=[client_id])
    context = about(note) | read_whole(note) | {"form": form, "safety": safety_in(note, user)}
    return render(request, "notes/sign.html", context, status=status_of(form))


def _save(form: NoteForm, user: User) -> Note:
    return actions.save_note(
        form.instance,
        goals=form.cleaned_data["goals"],
        interventions=form.given_interventions(),
        scores=form.given_scores(),
        counts=form.given_counts(),
        expected=form.expected,
        by=user,
    )
