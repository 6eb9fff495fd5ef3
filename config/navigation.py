"""The bar at the top: only the doors that this user may open."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_noop

from accounts.crisis import crisis_lines
from clients.seats import Seat
from plans.awaiting import waiting_for


def staff_bar(request: HttpRequest) -> dict[str, Any]:
    """`nav`, `practice`, `crisis_lines` and the practice switcher for templates.

    Asks the database only for who may have something to co-sign, and only when it is shown.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.practice:
        return {"nav": [], "crisis_lines": crisis_lines(None)}
    seats = getattr(request, "seats", [])
    doors = _staff_doors(user) if user.is_staff_here else reader_doors(_part(request, seats))
    return {
        "nav": links(doors, request.path, lambda: _waiting(user)),
        "practice": user.practice,
        "crisis_lines": crisis_lines(user.practice),
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "practice_switch_url": reverse("accounts:choose-practice") if len(seats) > 1 else "",
        "account_base": "base.html" if user.is_staff_here else "base_me.html",
    }


def _waiting(user: Any) -> Any:
    """How many versions wait for this user's signature."""
    return SimpleLazyObject(lambda: len(waiting_for(user)))


def _staff_doors(user: Any) -> list[tuple[str, str]]:
    doors = [("Today", "home", True), ("Clients", "clients:list", True)]
    doors += [("Caseload", "caseload:list", True)]
    doors += [("Review", "plans:review", user.is_supervisor or user.is_physician)]
    doors += [
        ("Audit", "audits:desk", user.is_admin),
        ("Library", "library:browse", True),
        ("Practice", "accounts:people", user.is_admin),
    ]
    return [(label, reverse(name)) for label, name, allowed in doors if allowed]


def links(
    doors: Iterable[tuple[str, str]], path: str, waiting: Callable[[], Any] = int
) -> list[dict[str, Any]]:
    """The doors for the bar; `path` says which one is open."""
    return [
        {
            "label": translate(label),
            "url": url,
            "icon": label.lower(),
            "count": waiting() if label == "Review" else 0,
            "current": path == url or (url not in ("/", "/me/") and path.startswith(url)),
        }
        for label, url in doors
    ]


def _part(request: HttpRequest, seats: Iterable[Seat]) -> str:
    """Which part of the page the reader at this seat reads."""
    mine = getattr(request, "client_id", None)
    return next((seat.covers for seat in seats if seat.client_id == mine), "everything")


def reader_doors(covers: str) -> list[tuple[str, str]]:
    """The part of the page that a reader reads, and help."""
    doors = [
        (gettext_noop("Progress"), "portal:progress"),
        (gettext_noop("Plan"), "portal:plan"),
        (gettext_noop("Help"), "portal:help"),
    ]
    return [
        (label, reverse(name))
        for label, name in doors
        if label == "Help" or covers in ("everything", label.lower())
    ]
