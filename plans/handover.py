"""Hand-over: the clinician's device in the client's hands, for one answer and nothing else.

The mode lives in the session, on the server: it survives a reload, and neither the browser nor
another tab can leave it. It ends only with the clinician's password.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KEY = "handover"
DOORS = ("/hand-over/", "/hand-over/leave/")


@dataclass(frozen=True)
class HandOver:
    """Which version is answered, as whom, and in which language; `answered` once that is done."""

    version: str
    role: str
    answered: bool = False
    language: str = ""


def begin(request: HttpRequest, version: str, role: str, language: str = "") -> None:
    """From the next request on, this session can do nothing else.

    The session gets a new key, so that a browser throws away the pages that it remembers.
    """
    request.session[KEY] = asdict(HandOver(version, role, language=language))
    request.session.cycle_key()


def of(request: HttpRequest) -> HandOver | None:
    """The mode that this session is in."""
    held = request.session.get(KEY)
    return HandOver(**held) if held else None


def mark_answered(request: HttpRequest, mode: HandOver) -> None:
    """It was for one answer; the device still waits for its owner."""
    request.session[KEY] = asdict(replace(mode, answered=True))


def end(request: HttpRequest) -> None:
    """The clinician took the device back."""
    request.session.pop(KEY, None)
    request.session.cycle_key()


class OnlyThisPage:
    """While a device is handed over, every other address answers with one plain page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the two doors of the mode through, and what the page needs to be drawn."""
        open_doors = (*DOORS, "/healthz")
        drawn = request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}")
        if KEY not in request.session or request.path in open_doors or drawn:
            return self.get_response(request)
        return render(request, "plans/handover/closed.html", status=403)
