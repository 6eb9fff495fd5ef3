"""Sessions of a client: the list, a new one, a corrected one, and who attended."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user, focused
from clients.models import Client
from trail.recording import record

from .. import actions
from ..actions.sessions import SIGNED
from ..finding import attendance_at, client_to_write, history_of
from ..forms import AttendanceForm, MarkForm, NewSessionForm, SessionForm
from ..models import Attendance, Note, Session
from ..places import back_to, day_asked, warn_of_overlaps, why_not
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
    """Record a session, or plan it; when it was attended, go on to its note."""
    user = asking_user(request)
    client = client_to_write(client_id, user)
    on = day_asked(request, "on")
    form = NewSessionForm(request.POST or None, practice=client.practice, on=on)
    if form.is_valid() and accepted(form, lambda: _schedule(request, form, client, user)):
        return redirect(_after(form.instance, client, form.cleaned_data["status"]))
    context = {"form": form, "client": client, "crumbs": trail_to(client)}
    return render(request, "notes/add_session.html", context, status=status_of(form))


def _schedule(request: HttpRequest, form: NewSessionForm, client: Client, user: User) -> None:
    said = form.cleaned_data
    weeks = said["weeks"] or 1
    made = actions.schedule_session(
        form.instance, [client], status=said["status"], weeks=weeks, by=user
    )
    warn_of_overlaps(request, made)


def _after(session: Session, client: Client, status: str) -> str:
    if session.kind != Session.Kind.INDIVIDUAL:
        return reverse("notes:session", args=[session.pk])
    if status != Attendance.Status.ATTENDED:
        return reverse("notes:list", args=[client.pk])
    return f"{reverse('notes:new', args=[client.pk])}?session={session.pk}"


def edit_session(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Correct a session whose note is not signed; with those that follow, if asked for."""
    user = asking_user(request)
    attendance = attendance_at(client_id, pk, user)
    session, client = attendance.session, attendance.client
    form = SessionForm(request.POST or None, instance=session, practice=session.practice)
    if form.is_valid() and accepted(form, lambda: _change(request, form, user)):
        return redirect(back_to(session, client.pk))
    record("session.opened", session, by=user, clients=[client.pk])
    if "field" in request.GET and (signed := _signed_note(attendance)):
        messages.info(request, SIGNED)
        return redirect("notes:addendum", client_id, signed.pk)
    context = {"client": client, "held": attendance, "crumbs": trail_to(client)}
    context["form"] = focused(form, request)
    return render(request, "notes/edit_session.html", context, status=status_of(form))


def _signed_note(attendance: Attendance) -> Note | None:
    """The note, once it is signed: the session under it then stays as it is."""
    note: Note | None = getattr(attendance, "note", None)
    return note if note and note.is_signed else None


def _change(request: HttpRequest, form: SessionForm, user: User) -> None:
    act = actions.change_session
    if form.cleaned_data.get("following"):
        changed = actions.change_following(form.instance, expected=form.expected, by=user)
    else:
        changed = [act(form.instance, expected=form.expected, by=user)]
    warn_of_overlaps(request, changed)


def change_attendance(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Say whether the client came; of a cancellation, who cancelled and when."""
    user = asking_user(request)
    attendance = attendance_at(client_id, pk, user)
    form = AttendanceForm(request.POST or None, instance=attendance)
    if form.is_valid() and accepted(form, lambda: _attend(form, user)):
        return redirect(back_to(attendance.session, client_id))
    record("session.opened", attendance, by=user, clients=[client_id])
    context = {"held": attendance, "crumbs": trail_to(attendance.client)}
    context["form"] = focused(form, request)
    return render(request, "notes/attendance.html", context, status=status_of(form))


def _attend(form: AttendanceForm, user: User) -> None:
    said, told_at = form.cleaned_data, form.told_at
    by_whom = said["cancelled_by"]
    if said.get("following") and said["status"] == Attendance.Status.CANCELLED:
        actions.cancel_following(
            form.instance, cancelled_by=by_whom, cancelled_at=told_at,
            expected=form.expected, by=user,
        )  # fmt: skip
        return
    actions.set_attendance(
        form.instance, said["status"], cancelled_by=by_whom, cancelled_at=told_at,
        expected=form.expected, by=user,
    )  # fmt: skip


MARKS = {
    Attendance.Status.PLANNED: "It is undone.",
    Attendance.Status.ATTENDED: "The client attended.",
    Attendance.Status.MISSED: "The session is marked as missed. It can be undone beside it.",
}


@require_POST
def mark_attendance(request: HttpRequest, client_id: UUID, pk: UUID, status: str) -> HttpResponse:
    """One press on a list: missed, attended, or as it was planned."""
    user = asking_user(request)
    attendance = attendance_at(client_id, pk, user)
    page = redirect(_list_pressed_on(request, attendance))
    form = MarkForm(request.POST, instance=attendance)
    if status not in MARKS or not form.is_valid():
        messages.warning(request, "Nothing was changed. Press the button beside the session again.")
        return page
    if accepted(
        form, lambda: actions.set_attendance(attendance, status, expected=form.expected, by=user)
    ):
        messages.success(request, MARKS[Attendance.Status(status)])
    else:
        messages.warning(request, why_not(form))
    return page


def _list_pressed_on(request: HttpRequest, attendance: Attendance) -> str:
    """Back to the list on which it was pressed: the day, the week, or the session's own page."""
    day = attendance.session.on.isoformat()
    return {
        "day": f"{reverse('home')}?on={day}",
        "week": f"{reverse('notes:week')}?week={day}",
    }.get(request.POST.get("list", ""), back_to(attendance.session, attendance.client_id))
