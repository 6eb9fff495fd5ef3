"""Where pages about sessions lead back to, which day is asked for, and what overlaps."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from config.forms import LAST_DAY, PlainForm, PlainModelForm

from .agenda import overlapping
from .models import Session

EARLIEST = date(1900, 1, 1)
MOST_WARNINGS = 3


def back_to(session: Session, client_id: UUID) -> str:
    """Where a session is looked at: a shared one has a page, another is in the client's list."""
    if session.kind != Session.Kind.INDIVIDUAL:
        return reverse("notes:session", args=[session.pk])
    return reverse("notes:list", args=[client_id])


def day_asked(request: HttpRequest, name: str) -> date | None:
    """A day in the address ("?on=2026-01-05"); None when there is none that can be reckoned with.

    Weeks before and after it are shown too, so the calendar's ends are left out.
    """
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LAST_DAY else None


def warn_of_overlaps(request: HttpRequest, sessions: list[Session]) -> None:
    """Say, after saving, what lies at the same time. It is no wall, and names nobody."""
    found = overlapping(sessions)
    for other in found[:MOST_WARNINGS]:
        zone = ZoneInfo(other.practice.time_zone)
        start, stop = (at.astimezone(zone) for at in (other.starts_at, other.ends_at))
        messages.warning(
            request,
            f"Saved. On {start.day} {start:%B %Y} it overlaps with another session of yours,"
            f" from {start:%H:%M} to {stop:%H:%M}.",
        )
    if (more := len(found) - MOST_WARNINGS) > 0:
        messages.warning(request, f"It overlaps with {more} more; see the weeks.")


def why_not(form: PlainForm | PlainModelForm) -> str:
    """Why a button did nothing, for the top of the page."""
    said = (str(error) for error in form.non_field_errors())
    return " ".join(said) or "Nothing was changed."
