"""Sessions: the list, a new one, a corrected one, and who attended."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.pages import accepted, asking_user
from clients.models import Client
from trail.recording import record

from .. import actions
from ..finding import attendance_at, client_to_write, history_of
from ..forms import AttendanceForm, NewSessionForm, SessionForm
from ..models import Attendance
from .answers import status_of, trail_to

A_PAGE = 25


@require_safe
def list_sessions(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Sessions and notes of a client, newest first."""
    user = asking_user(request)
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    page = Paginator(history_of(client, user), A_PAGE).get_page(request.GET.get("page"))
    record("notes.listed", client, by=user, clients=[client.pk])
    context = {
        "client": client,
        "page": page,
        "crumbs": trail_to(client)[:-1],
        "may_write": client.is_written_by(user),
    }
    return render(request, "notes/list.html", context)


def add_session(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Record a session; when it was attended, go on to its note."""
    user = asking_user(request)
    client = client_to_write(client_id, user)
    form = NewSessionForm(request.POST or None, practice=client.practice)
    if form.is_valid() and accepted(
        form,
        lambda: actions.hold_session(form.instance, client, form.cleaned_data["status"], by=user),
    ):
        if form.cleaned_data["status"] != Attendance.Status.ATTENDED:
            return redirect("notes:list", client.pk)
        return redirect(f"{reverse('notes:new', args=[client.pk])}?session={form.instance.pk}")
    context = {"form": form, "client": client, "crumbs": trail_to(client)}
    return render(request, "notes/add_session.html", context, status=status_of(form))


def edit_session(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Correct a session whose note is not signed."""
    user = asking_user(request)
    attendance = attendance_at(client_id, pk, user)
    session, client = attendance.session, attendance.client
    form = SessionForm(request.POST or None, instance=session, practice=session.practice)
    if form.is_valid() and accepted(
        form, lambda: actions.change_session(form.instance, expected=form.expected, by=user)
    ):
        return redirect("notes:list", client.pk)
    record("session.opened", session, by=user, clients=[client.pk])
    context = {"form": form, "client": client, "held": attendance, "crumbs": trail_to(client)}
    return render(request, "notes/edit_session.html", context, status=status_of(form))


def change_attendance(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Say whether the client came."""
    user = asking_user(request)
    attendance = attendance_at(client_id, pk, user)
    form = AttendanceForm(request.POST or None, instance=attendance)
    if form.is_valid() and accepted(
        form,
        lambda: actions.set_attendance(
            form.instance, form.cleaned_data["status"], expected=form.expected, by=user
        ),
    ):
        return redirect("notes:list", client_id)
    record("session.opened", attendance, by=user, clients=[client_id])
    context = {"form": form, "held": attendance, "crumbs": trail_to(attendance.client)}
    return render(request, "notes/attendance.html", context, status=status_of(form))
