"""Signing a note, reading what was signed, and the supervisor's decision about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.editing import Stale
from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from plans.awaiting import cosigners
from plans.forms import PasswordForm
from trail.recording import record

from .. import actions
from ..actions.signing import (
    AUTHOR_STATES,
    COSIGNER_STATES,
    may_cosign,
    require_supervisor,
    text_to_sign,
    what_is_missing,
)
from ..document import NoteDocument, digest
from ..finding import note_of, note_to_write, text_under_review
from ..forms import NoteReturnForm, SignForm
from ..missing import comments_of, names_of
from ..models import Note, NoteText
from ..planned import remarks_on
from ..reading import whole
from ..state import held_text, late_entry, state_of, waits_for
from .answers import about, safety_in, status_of, trail_to

CHANGED = "The note changed after you opened this page. Read it again, then sign."


def sign_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Read the note once more, and sign it."""
    user = asking_user(request)
    note = note_to_write(client_id, pk, user)
    if note.is_signed or held_text(note):
        return redirect("notes:note", client_id, pk)
    form = SignForm(request.POST or None, request=request)
    if form.is_valid() and accepted(form, lambda: _sign(note, form, user)):
        messages.success(request, _said(note))
        return redirect("notes:note", client_id, pk)
    shown(request, "note.opened", note, [client_id])
    page = {
        "form": form,
        "seen": digest(text_to_sign(note)),
        "missing": what_is_missing(note),
        "remarks": remarks_on(note),
        "statement": AUTHOR_STATES,
        "cosigners": cosigners(user),
        "safety": safety_in(note, user),
    }
    return render(
        request, "notes/sign.html", about(note) | whole(note) | page, status=status_of(form)
    )


def _sign(note: Note, form: SignForm, user: User) -> None:
    said = form.cleaned_data
    try:
        actions.sign_note(
            note, expected=said["row_version"], by=user, method=form.method, seen=said["seen"]
        )
    except Stale:
        raise ValidationError(CHANGED) from None


def _said(note: Note) -> str:
    text = held_text(note)
    if text and (names := waits_for(text)):
        return f"The note is signed. It waits for {names}."
    return "The note is signed and locked."


@require_POST
def take_back(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Go on writing a note that waits for its co-signature."""
    user = asking_user(request)
    note = note_to_write(client_id, pk, user)
    text = held_text(note)
    if note.is_signed or text is None:
        messages.warning(request, "This note does not wait any more.")
        return redirect("notes:note", client_id, pk)
    actions.take_back(text, by=user)
    messages.success(request, "The note is yours again. What you signed before stays readable.")
    return redirect("notes:edit", client_id, pk)


@require_safe
def read_text(request: HttpRequest, client_id: UUID, pk: UUID, number: int) -> HttpResponse:
    """A text as it was signed, with its digest; also one that was returned."""
    user = asking_user(request)
    note = note_of(client_id, pk, user)
    texts = NoteText.objects.visible_to(user).prefetch_related("signatures", "returns__returned_by")
    text = get_object_or_404(texts, note=note, number=number)
    record("note.text_opened", text, by=user, clients=[client_id])
    back = next(iter(text.returns.all()), None)
    page = {
        "text": text,
        "document": NoteDocument.stored(text.document),
        "back": back,
        "comments": comments_of(note, back.comments) if back else (),
        "late": late_entry(note, text),
    }
    return render(request, "notes/text.html", about(note) | page)


def review_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The signed text of a trainee's note: co-sign it, or return it with comments."""
    user = asking_user(request)
    text = text_under_review(pk, user)
    require_supervisor(text, user)
    note, act = text.note, request.POST.get("act", "")
    signing = PasswordForm(request.POST if act == "cosign" else None, request=request)
    returning = NoteReturnForm(request.POST if act == "return" else None, parts=names_of(note))
    if signing.is_valid() and accepted(signing, lambda: _cosign(text, signing, user)):
        messages.success(request, "You co-signed the note: it is locked, and its scores count.")
        return redirect("plans:review")
    if returning.is_valid() and accepted(returning, lambda: _send_back(text, returning, user)):
        messages.success(request, "You returned the note with your comments.")
        return redirect("plans:review")
    shown(request, "note.opened", note, [note.attendance.client_id])
    form = signing if act == "cosign" else returning
    page = {"signing": signing, "returning": returning, "form": form} | _decision(text, user)
    return render(request, "notes/review.html", page, status=status_of(form))


def _cosign(text: NoteText, form: PasswordForm, user: User) -> None:
    actions.cosign_note(text, by=user, method=form.method)


def _send_back(text: NoteText, form: NoteReturnForm, user: User) -> None:
    actions.return_note(text, form.comments, by=user)


def _decision(text: NoteText, user: User) -> dict[str, Any]:
    state = state_of(text.note)
    waits = state.is_waiting and state.text == text
    return about(text.note) | {
        "text": text,
        "document": NoteDocument.stored(text.document),
        "waits": waits and may_cosign(text, user),
        "decided": not waits,
        "late": late_entry(text.note, text),
        "remarks": remarks_on(text.note),
        "statement": COSIGNER_STATES,
        "crumbs": [("Review", reverse("plans:review")), *trail_to(text.note.attendance.client)[1:]],
    }
