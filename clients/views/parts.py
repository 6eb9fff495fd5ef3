"""What the pages of the record share: whose record it is, and a form that is filled in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user, focused, shown
from clients.models import Client
from config.background import sends_itself
from config.forms import PlainForm, PlainModelForm

AnyForm = PlainForm | PlainModelForm


def opened(request: HttpRequest, client_id: UUID) -> Client:
    """The client, for somebody who may see them. Opening the record leaves its trace."""
    user = asking_user(request)
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    shown(request, "client.opened", client, [client.pk])
    return client


def opened_to_write(request: HttpRequest, client_id: UUID) -> Client:
    """The same, for a page that only a clinician on the care team needs; to others 403."""
    client = opened(request, client_id)
    if not client.is_written_by(asking_user(request)):
        raise PermissionDenied("Only a clinician on the care team writes in this record.")
    return client


def may_assign(client: Client, user: User) -> bool:
    """Whether the user may say who is on the care team."""
    return user.is_admin or client.is_written_by(user)


def page_of(client: Client, part: str = "") -> str:
    """The address of the client's page, at one of its parts."""
    return reverse("clients:detail", args=[client.pk]) + (f"#{part}" if part else "")


def fill_in(
    request: HttpRequest,
    form: AnyForm,
    act: Callable[[], Any],
    *,
    client: Client,
    title: str,
    part: str = "",
    to: str = "",
    template: str = "clients/form.html",
    autosaves: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show a form, or act on it and go back to the client's page (or to the page named `to`)."""
    if saved(request, form, act) if autosaves else form.is_valid() and accepted(form, act):
        if not sends_itself(request):
            messages.success(request, "Saved.")
        return redirect(to, client.pk) if to else redirect(page_of(client, part))
    focused(form, request)
    shown = {"form": form, "client": client, "title": title, "crumbs": crumbs(client)}
    shown |= {"back": page_of(client, part), **more}
    return render(request, template, shown, status=status_of(form))


def status_of(form: AnyForm) -> int:
    """409 for a conflict, 422 for a refused form, 200 for one that was only shown."""
    if form.conflict:
        return 409
    return 422 if form.errors else 200


def crumbs(client: Client) -> list[tuple[str, str]]:
    """The way back from a page of the record."""
    return [("Clients", reverse("clients:list")), (client.legal_name, page_of(client))]
