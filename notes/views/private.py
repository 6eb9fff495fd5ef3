"""Private notes: their author's list, one session's notes, and the way out under authorization."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.autosave import saved
from accounts.pages import accepted, asking_user, shown
from clients.models import Client
from config.background import sends_itself
from plans.models import Disclosure
from trail.recording import record

from .. import actions
from ..forms.private import BELONG_IN_THE_RECORD, AuthorizationForm, PrivateNoteForm, ReleaseForm
from ..models import PrivateNote, PrivateNoteAuthorization
from ..private import as_text, authorization_at, client_of_author, own_notes, private_note_at
from .answers import status_of

A_PAGE = 25


@require_safe
def list_private(request: HttpRequest) -> HttpResponse:
    """The user's own private notes, by session; nobody else's, and no text."""
    user = asking_user(request)
    if not user.is_clinician:
        raise PermissionDenied("Clinicians keep private notes.")
    page = Paginator(own_notes(user), A_PAGE).get_page(request.GET.get("page"))
    clients = {note.attendance.client_id for note in page}
    record("private_notes.listed", user.practice, by=user, clients=clients)
    return render(request, "notes/private_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def private_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The author's notes about one session, on a page of their own."""
    user = asking_user(request)
    note = private_note_at(client_id, pk, user)
    client, session = note.attendance.client, note.attendance.session
    form = PrivateNoteForm(request.POST or None, instance=note)
    if saved(request, form, lambda: _save(form, request)):
        if not sends_itself(request):
            messages.success(request, "Saved. Nobody but you reads it.")
        return redirect("notes:private-note", client_id, pk)
    shown(request, "private_note.opened", note, [client_id])
    page = {"form": form, "note": note, "client": client, "session": session}
    page |= {"crumbs": _crumbs(), "may_write": client.is_written_by(user)}
    page |= {"belongs_elsewhere": BELONG_IN_THE_RECORD}
    return render(request, "notes/private_note.html", page, status=status_of(form))


def _save(form: PrivateNoteForm, request: HttpRequest) -> PrivateNote:
    return actions.save_private_note(form.instance, expected=form.expected, by=asking_user(request))


@require_safe
def authorizations(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Under which signed papers the author's notes about this client may leave."""
    user = asking_user(request)
    client = client_of_author(client_id, user)
    rows = PrivateNoteAuthorization.objects.visible_to(user).filter(client=client)
    record("private_notes.authorizations_opened", client, by=user, clients=[client.pk])
    lines = [(row, row.holds_on(client.practice.today)) for row in rows]
    page = {"client": client, "lines": lines, "crumbs": _crumbs()}
    return render(request, "notes/private_authorizations.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down what the client signed."""
    user = asking_user(request)
    client = client_of_author(client_id, user)
    row = PrivateNoteAuthorization(client=client, author=user)
    form = AuthorizationForm(request.POST or None, instance=row)
    if form.is_valid() and accepted(
        form, lambda: actions.add_authorization(form.instance, by=user)
    ):
        return redirect("notes:release-private", client_id, form.instance.pk)
    shown(request, "private_notes.authorizations_opened", client, [client_id])
    page = {"form": form, "client": client, "crumbs": _crumbs(client)}
    return render(request, "notes/private_authorize.html", page, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The author's own export: a file made for this answer, kept nowhere."""
    user = asking_user(request)
    row = authorization_at(client_id, pk, user)
    form = ReleaseForm(request.POST or None, instance=Disclosure(client=row.client))
    given: list[PrivateNote] = []
    if form.is_valid() and accepted(
        form,
        lambda: given.extend(actions.release_private_notes(row, disclosure=form.instance, by=user)),
    ):
        return _file(row, as_text(row, given, user))
    shown(request, "private_notes.authorizations_opened", row, [client_id])
    page = {"form": form, "row": row, "client": row.client, "crumbs": _crumbs(row.client)}
    page["holds"] = row.holds_on(row.client.practice.today)
    return render(request, "notes/private_release.html", page, status=status_of(form))


@require_POST
def revoke(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The client takes the authorization back, today."""
    user = asking_user(request)
    row = authorization_at(client_id, pk, user)
    actions.revoke_authorization(row, row.client.practice.today, by=user)
    messages.success(request, "Revoked. What was handed over before stays handed over.")
    return redirect("notes:authorizations", client_id)


def _file(row: PrivateNoteAuthorization, text: str) -> HttpResponse:
    """Named by the record's number, never by the client's name."""
    number = re.sub(r"[^A-Za-z0-9-]+", "-", row.client.record_number).strip("-") or "client"
    headers = {"Content-Disposition": f'attachment; filename="private-notes-{number}.txt"'}
    return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


def _crumbs(client: Client | None = None) -> list[tuple[str, Any]]:
    """The way back: the author's list, and a client's authorizations."""
    found = [("Private notes", reverse("notes:private-list"))]
    if client:
        found.append(("Authorizations", reverse("notes:authorizations", args=[client.pk])))
    return found
