"""Saying something after a note was signed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import asking_user, focused, shown
from clients.actions.permits import require_author

from .. import actions
from ..finding import note_of
from ..forms import AddendumForm
from ..models import Addendum
from ..offers import offer_for
from ..reading import whole
from .answers import about, status_of


def add_addendum(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Add a text, and the right number where the note has a wrong one. Both stay."""
    user = asking_user(request)
    note = note_of(client_id, pk, user)
    require_author(note.attendance.client, user)
    if not note.is_signed:
        return redirect("notes:note", client_id, pk)
    said = whole(note)
    offer, standing = offer_for(note, with_last=False), said["numbers"].standing
    form = AddendumForm(
        request.POST or None, instance=Addendum(note=note), offer=offer, standing=standing
    )
    if saved(request, form, lambda: _add(form, user)):
        messages.success(request, "The addendum is added; the note stays as it was signed.")
        return redirect("notes:note", client_id, pk)
    shown(request, "note.opened", note, [client_id])
    context = about(note) | said | {"form": focused(form, request)}
    return render(request, "notes/addendum.html", context, status=status_of(form))


def _add(form: AddendumForm, user: User) -> None:
    actions.add_addendum(
        form.instance, scores=form.corrected_scores(), counts=form.corrected_counts(), by=user
    )
