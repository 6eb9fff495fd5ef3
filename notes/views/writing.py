"""Writing a note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user, focused, shown
from config.background import sends_itself
from goals import actions as goals
from library.carrying import carries, library_page
from trail.recording import record

from .. import actions
from ..actions.copying import last_signed
from ..choosing import last_template
from ..finding import attendance_at, note_to_write
from ..forms import NoteForm, StartForm
from ..missing import comments_of
from ..models import Attendance, Note
from ..naming import others_named
from ..offers import offer_for
from ..planned import remarks_on
from ..state import held_text, state_of
from .answers import about, status_of, trail_to


def start_note(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin the note of a session, once: with the template chosen, or the one used last.

    While nothing stands in its sections, its author may choose another template here.
    """
    user = asking_user(request)
    attendance = attendance_at(client_id, _session_of(request), user)
    note = getattr(attendance, "note", None)
    if note and (note.is_signed or note.author_id != user.pk):
        return redirect("notes:note", client_id, note.pk)
    if attendance.status in Attendance.NOT_HELD:
        messages.warning(request, "The client did not attend this session: there is no note.")
        return redirect("notes:list", client_id)
    form = StartForm(request.POST if request.method == "POST" else None, practice=user.practice)
    if form.is_valid() and accepted(form, lambda: _begin(form, attendance, user)):
        begun = Note.objects.visible_to(user).get(attendance=attendance)
        return redirect("notes:edit", client_id, begun.pk)
    record("session.opened", attendance.session, by=user, clients=[client_id])
    context = {"form": form, "held": attendance, "crumbs": trail_to(attendance.client)}
    return render(request, "notes/new.html", context, status=status_of(form))


def _begin(form: StartForm, attendance: Attendance, user: User) -> None:
    chosen, note = form.cleaned_data["template"], getattr(attendance, "note", None)
    if note is None:
        key = chosen or last_template(user, attendance.session)
        actions.start_note(attendance, key, by=user)
    elif chosen:
        actions.change_template(note, chosen, by=user)


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
    if request.method != "POST" and (note.is_signed or held_text(note)):
        return redirect("notes:note", client_id, pk)
    form = NoteForm(request.POST or None, instance=note, offer=offer_for(note))
    if saved(request, form, lambda: _save(form, user)):
        return redirect(_next(request, form, user))
    shown(request, "note.opened", note, [client_id])
    if search := library_page(request, form):
        return search
    context = about(note) | _beside(note)
    context |= {"form": focused(form, request), "others_named": others_named(note)}
    return render(request, "notes/edit.html", context, status=status_of(form))


def _next(request: HttpRequest, form: NoteForm, user: User) -> str:
    """Where a saved note leads: to its signature, or on with writing."""
    note, press = form.instance, request.POST
    here = reverse("notes:edit", args=[note.attendance.client_id, note.pk])
    if sends_itself(request) or press.get("resolve") == "theirs":
        return here
    if "sign" in press:
        return reverse("notes:sign", args=[note.attendance.client_id, note.pk])
    if "load" in press:
        _load_last(request, note, user)
        return here
    if added := form.new_objective():
        messages.success(request, "The objective is in the draft of the plan, and in this note.")
        return f"{here}#id_objective_{added.pk}"
    messages.success(request, "The note is saved as a draft.")
    return here


def _load_last(request: HttpRequest, note: Note, user: User) -> None:
    try:
        actions.load_last_note(note, expected=note.row_version, by=user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Loaded. What was copied is marked; change it before signing.")


def _beside(note: Note) -> dict[str, Any]:
    """What the page says around the form: the supervisor's comments, copied texts, the plan."""
    back = state_of(note).back
    return {
        "back": back,
        "comments": comments_of(note, back.comments) if back else (),
        "last": last_signed(note) if not note.copied else None,
        "remarks": remarks_on(note),
    }


def _save(form: NoteForm, user: User) -> Note:
    added = form.new_objective()
    if added:
        goals.add(added, by=user)
    return actions.save_note(
        form.instance,
        goals=form.given_goals() | ({added.goal_id} if added else set()),
        objectives=form.given_objectives() | ({added.pk} if added else set()),
        interventions=form.given_interventions(),
        homework=form.given_homework(),
        scores=form.given_scores(),
        counts=form.given_counts(),
        expected=form.expected,
        by=user,
    )
