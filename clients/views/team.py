"""The care team, and opening a record in an emergency."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages import accepted, asking_user
from clients import actions
from clients.emergencies import reachable_by
from clients.forms import EmergencyForm, FindForm, TeamForm
from clients.models import CareTeam, Client
from trail.recording import record

from .parts import fill_in, may_assign, opened, page_of, status_of


@require_http_methods(["GET", "POST"])
def add_to_team(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Put a clinician on the care team."""
    user = asking_user(request)
    client = opened(request, client_id)
    if not may_assign(client, user):
        raise PermissionDenied("An admin or the care team says who is on it.")
    form = TeamForm(request.POST or None, client=client, by=user)
    return fill_in(
        request,
        form,
        lambda: actions.join_team(
            client, form.cleaned_data["member"], role=form.cleaned_data["role"], by=user
        ),
        client=client,
        title="Care team",
        part="team",
        lead="Whoever is on the care team reads and writes in this record.",
    )


@require_POST
def leave_team(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Take a clinician off the care team."""
    user = asking_user(request)
    client = opened(request, client_id)
    place = get_object_or_404(CareTeam.objects.visible_to(user), pk=pk, client=client)
    try:
        actions.leave_team(place, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    if Client.objects.visible_to(user).filter(pk=client_id).exists():
        return redirect(page_of(client, "team"))
    messages.success(request, "You are no longer on this client's care team.")
    return redirect("clients:list")


@require_http_methods(["GET", "POST"])
def find_in_emergency(request: HttpRequest) -> HttpResponse:
    """Find somebody else's client by record number, or by family name and date of birth."""
    user = asking_user(request)
    if not user.is_clinician:
        raise PermissionDenied("Clinicians open a record in an emergency.")
    form = FindForm(request.POST or None)
    if form.is_valid():
        found = list(form.among(reachable_by(user))[:2])
        record("client.sought", "clients.client", by=user, clients=[row.pk for row in found])
        if len(found) == 1:
            return redirect("clients:emergency", found[0].pk)
        form.add_error(None, "Nobody found. Check the spelling, or use the record number.")
    return render(request, "clients/find.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Open the record in an emergency, with a reason."""
    user = asking_user(request)
    if held := Client.objects.visible_to(user).filter(pk=client_id).first():
        return redirect(page_of(held))
    client = get_object_or_404(reachable_by(user), pk=client_id)
    record("client.sought", client, by=user, clients=[client.pk])
    form = EmergencyForm(request.POST or None)
    if form.is_valid() and accepted(
        form, lambda: actions.break_glass(client, reason=form.cleaned_data["reason"], by=user)
    ):
        return redirect(page_of(client))
    shown = {"form": form, "client": client}
    return render(request, "clients/emergency.html", shown, status=status_of(form))
