"""Adding a client; the particulars and the intake."""

from copy import copy
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.pages import accepted, asking_user
from clients import actions
from clients.forms import ClientForm, IntakeForm, NewClientForm
from clients.models import Client, Intake

from .parts import fill_in, opened_to_write, page_of, status_of


@require_http_methods(["GET", "POST"])
def add_client(request: HttpRequest) -> HttpResponse:
    """Somebody comes into treatment."""
    user = asking_user(request)
    if not user.is_clinician:
        raise PermissionDenied("Clinicians add clients.")
    form = NewClientForm(request.POST or None, instance=Client(practice=user.practice))
    if form.is_valid() and accepted(form, lambda: actions.add_client(form.instance, by=user)):
        messages.success(request, f"Added, with the record number {form.instance.record_number}.")
        return redirect(page_of(form.instance))
    shown = {"form": form, "title": "Add a client", "back": reverse("clients:list")}
    return render(request, "clients/add.html", shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
def edit_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The client's particulars."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = ClientForm(request.POST or None, instance=copy(client))
    return fill_in(
        request,
        form,
        lambda: actions.change_client(form.instance, expected=form.expected, by=user),
        client=client,
        title="Particulars",
        part="particulars",
    )


@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the client said at the start."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    held = Intake.objects.visible_to(user).filter(client=client).first()
    form = IntakeForm(request.POST or None, instance=held or Intake(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.save_intake(form.instance, expected=form.expected, by=user),
        client=client,
        title="Intake",
        part="intake",
        autosaves=True,
    )
