"""The clinician's own week, and a new session in it."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user
from trail.recording import record

from .. import actions
from ..agenda import days_of
from ..finding import own_clients
from ..forms import ScheduleForm
from ..models import Session
from ..places import back_to, day_asked, warn_of_overlaps
from .answers import status_of

A_WEEK = timedelta(days=7)


def clinician_asking(request: HttpRequest) -> User:
    """Whoever holds sessions. Others have no week: 403."""
    user = asking_user(request)
    if not user.is_clinician or user.practice is None:
        raise PermissionDenied("Only clinicians hold sessions.")
    return user


@require_safe
def read_week(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday, day by day; any day of the week may be named."""
    user = clinician_asking(request)
    assert user.practice is not None
    asked = day_asked(request, "week") or user.practice.today
    monday = asked - timedelta(days=asked.weekday())
    days = days_of(user, monday, 7)
    seen = {part.client_id for day in days for slot in day.slots for part in slot.parts}
    record("week.opened", user.practice, by=user, clients=seen)
    context = {
        "days": days,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - A_WEEK,
        "after": monday + A_WEEK,
        "is_this_week": monday <= user.practice.today < monday + A_WEEK,
    }
    return render(request, "notes/week.html", context)


def add_to_week(request: HttpRequest) -> HttpResponse:
    """Plan a session with one client or several; it may repeat."""
    user = clinician_asking(request)
    assert user.practice is not None
    form = ScheduleForm(
        request.POST or None,
        practice=user.practice,
        clients=own_clients(user),
        on=day_asked(request, "on"),
    )
    if form.is_valid() and accepted(form, lambda: _schedule(request, form, user)):
        return redirect(_after(form))
    shown = [client.pk for client in form.fields["clients"].queryset]  # type: ignore[attr-defined]
    record("clients.listed", user.practice, by=user, clients=shown)
    context = {"form": form, "crumbs": [("Week", reverse("notes:week"))]}
    return render(request, "notes/schedule.html", context, status=status_of(form))


def _schedule(request: HttpRequest, form: ScheduleForm, user: User) -> None:
    said = form.cleaned_data
    made = actions.schedule_session(
        form.instance, said["clients"], weeks=said["weeks"] or 1, by=user
    )
    warn_of_overlaps(request, made)


def _after(form: ScheduleForm) -> str:
    session, clients = form.instance, form.cleaned_data["clients"]
    if session.kind != Session.Kind.INDIVIDUAL:
        return back_to(session, clients[0].pk)
    day: date = form.cleaned_data["held_on"]
    return f"{reverse('notes:week')}?week={day.isoformat()}"
