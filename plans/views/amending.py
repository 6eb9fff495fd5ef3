"""Requests for amendment: the list, one thread, what is asked, and each step of the answer."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user
from clients.models import Client
from notes.models import Note

from .. import actions
from ..actions.amending import CLINICAL, NOT_NOW
from ..amending import CLOCK, Thread, may_add, open_threads, threads
from ..beside import names_of
from ..document import PlanDocument
from ..forms.amending import AskForm, StepForm
from ..models import AmendmentEntry, AmendmentRequest, Version
from ..pages import answer_status, opened
from ..tree import day


@require_safe
def amendments(request: HttpRequest) -> HttpResponse:
    """Every request on which somebody still has to act, what is due first coming first."""
    user = asking_user(request)
    found = open_threads(user)
    opened(request, "amendments.listed", user.practice, *{it.request.client_id for it in found})
    page = {"threads": found, "clock": CLOCK}
    return render(request, "plans/amendments.html", page)


@require_safe
def client_amendments(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every request of one client."""
    client = _client(request, client_id)
    rows = AmendmentRequest.objects.visible_to(asking_user(request)).filter(client=client)
    found = threads(rows.with_thread(), client.practice.today)
    opened(request, "amendments.listed", client, client.pk)
    page = {"client": client, "threads": found, "crumbs": _crumbs(client)[:-1]}
    return render(request, "plans/client_amendments.html", page)


@require_safe
def amendment(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """One request and everything that was answered."""
    user = asking_user(request)
    thread = _thread(request, client_id, pk)
    client = thread.request.client
    writes = client.is_written_by(user)
    steps = [
        (AmendmentEntry.Kind(kind).label, kind)
        for kind in thread.steps
        if writes or (user.is_admin and kind not in CLINICAL)
    ]
    page = {"thread": thread, "client": client, "steps": steps, "crumbs": _crumbs(client)}
    page["clock"] = CLOCK
    return render(request, "plans/amendment.html", page)


def amendment_step(request: HttpRequest, client_id: UUID, pk: UUID, kind: str) -> HttpResponse:
    """Answer, extend, carry out, or add what the client says to it."""
    user = asking_user(request)
    if kind not in AmendmentEntry.Kind.values:
        raise Http404
    thread = _thread(request, client_id, pk)
    if not _may_take(thread.request.client, kind, user):
        raise PermissionDenied("Only a clinician on the care team decides about the record.")
    if request.method == "GET" and not may_add(thread, kind):
        messages.warning(request, NOT_NOW)
        return redirect(thread.url)
    entry = AmendmentEntry(request=thread.request, kind=kind, on=thread.today)
    form = StepForm(request.POST or None, instance=entry, thread=thread, kind=kind)
    if form.is_valid() and accepted(form, lambda: actions.add_to_amendment(form.instance, by=user)):
        return redirect(thread.url)
    page = {"thread": thread, "form": form, "title": AmendmentEntry.Kind(kind).label}
    page |= {"crumbs": _crumbs(thread.request.client), "client": thread.request.client}
    return render(request, "plans/amendment_step.html", page, status=answer_status(form))


def ask_about_version(
    request: HttpRequest, client_id: UUID, number: int, version: int
) -> HttpResponse:
    """Write down what the client asks to have changed in a version."""
    user = asking_user(request)
    versions = Version.objects.visible_to(user).select_related("plan")
    where = {"plan__client": client_id, "plan__number": number, "number": version}
    found = get_object_or_404(versions, **where)
    client = _client(request, client_id)
    asked = AmendmentRequest(client=client, version=found)
    items = names_of(PlanDocument.stored(found.document))
    form = AskForm(request.POST or None, instance=asked, items=items, initial=_offered(request))
    return _ask(request, form, client, f"{found.plan}, {found}")


def ask_about_note(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Write down what the client asks to have changed in a signed note."""
    user = asking_user(request)
    notes = Note.objects.visible_to(user).filter(signed_at__isnull=False)
    notes = notes.select_related("attendance__session", "practice")
    note = get_object_or_404(notes, pk=pk, attendance__client=client_id)
    client = _client(request, client_id)
    zone = ZoneInfo(note.practice.time_zone)
    item = f"the note of {day(note.attendance.session.starts_at.astimezone(zone))}"
    asked = AmendmentRequest(client=client, note=note.pk, item=item)
    form = AskForm(request.POST or None, instance=asked, initial=_offered(request))
    return _ask(request, form, client, item)


def _ask(request: HttpRequest, form: AskForm, client: Client, about: str) -> HttpResponse:
    user = asking_user(request)
    if not (user.is_admin or client.is_written_by(user)):
        raise PermissionDenied("Only the care team and the practice’s admin write this down.")
    opened(request, "client.opened", client, client.pk)
    if form.is_valid() and accepted(
        form, lambda: actions.record_amendment_request(form.instance, by=user)
    ):
        return redirect("plans:amendment", client_id=client.pk, pk=form.instance.pk)
    page = {"form": form, "client": client, "about": about, "crumbs": _crumbs(client)}
    return render(request, "plans/ask_amendment.html", page, status=answer_status(form))


def _offered(request: HttpRequest) -> dict[str, Any]:
    """What the address names; the day is today unless another is typed."""
    return {"node": request.GET.get("node", ""), "received_on": asking_today(request)}


def asking_today(request: HttpRequest) -> Any:
    """Today, where the practice is."""
    practice = asking_user(request).practice
    return practice.today if practice else None


def _client(request: HttpRequest, client_id: UUID) -> Client:
    clients = Client.objects.visible_to(asking_user(request)).select_related("practice")
    return get_object_or_404(clients, pk=client_id)


def _thread(request: HttpRequest, client_id: UUID, pk: UUID) -> Thread:
    rows = AmendmentRequest.objects.visible_to(asking_user(request)).with_thread()
    found = get_object_or_404(rows, pk=pk, client=client_id)
    opened(request, "amendment.read", found, found.client_id)
    return Thread.of(found, found.practice.today)


def _may_take(client: Client, kind: str, user: User) -> bool:
    """A clinician on the care team takes every step; the admin those that decide nothing."""
    return client.is_written_by(user) or (user.is_admin and kind not in CLINICAL)


def _crumbs(client: Client) -> list[tuple[str, str]]:
    return [
        ("Clients", reverse("clients:list")),
        (client.legal_name, reverse("clients:detail", args=[client.pk])),
        ("Requests for amendment", reverse("plans:client-amendments", args=[client.pk])),
    ]
