"""Between the browser and the pages: who is asking, through which door, and for how long."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts import autosave
from accounts.models import Role, User
from clients.seats import Seat, seats_of
from config import clock
from config.background import (
    OTHER_USER,
    SIGNED_OUT,
    is_anothers,
    is_background,
    is_scripted,
    not_you,
    sends_itself,
)
from config.templatetags.practice_guard import FIELD
from config.tenancy import acting, as_client, as_signer, as_staff, now_asking
from trail.recording import Origin, coming_from, record

Answer = Callable[[HttpRequest], HttpResponse]

REDIRECTS = (301, 302, 303)
# The client reads under the first door, and answers a plan behind the second.
CLIENT_DOORS = ("/me/", "/answer/")
SIGNING_DOOR = "/answer/"
SESSION = "/session/"
LANGUAGE = "/language/"
OPEN_DOORS = (
    "/accounts/",
    "/healthz",
    "/invitation/",
    "/practice/choose/",
    "/calendar/feed/",
    "/verify/",
    SESSION,
    LANGUAGE,
)


class Headers:
    """What every answer carries: nothing of a record stays in a cache or is indexed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers, unless the page set its own."""
        response = self.get_response(request)
        if not request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response


class Walls:
    """One transaction per request, in which both walls know who is asking (docs/adr/0002)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Seat the user, answer, and roll back when the page failed."""
        request.failed = False  # type: ignore[attr-defined]
        if request.path == "/healthz" or not request.user.is_authenticated:
            return self._nobody(request)
        if _is_idle(request):
            logout(request)
            if is_scripted(request):
                return self._nobody(request)
            return redirect(f"{settings.LOGIN_URL_PATH}?expired=1&next={request.path}")
        if is_anothers(request) and request.path != SESSION:
            return not_you(OTHER_USER)
        user = request.user._wrapped if hasattr(request.user, "_wrapped") else request.user
        with coming_from(_origin(request)), acting(as_staff(None, user.pk)):
            request.seats = seats_of(user)  # type: ignore[attr-defined]
            _take_seat(request, user)
            return self._refused(request) or self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A page that failed leaves nothing half saved."""
        request.failed = True  # type: ignore[attr-defined]

    def _nobody(self, request: HttpRequest) -> HttpResponse:
        """Nobody is signed in. A script is told so, not led to the sign-in page."""
        if is_scripted(request) and not request.path.startswith(OPEN_DOORS):
            return not_you(SIGNED_OUT)
        with coming_from(_origin(request)), acting(as_staff(None)):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if sends_itself(request):
            # Typing on is not another opening of the page.
            vars(request).pop("shown_again", None)
            response = autosave.answer(request, response)
        if request.failed or response.status_code >= 500:  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        elif response.status_code not in REDIRECTS and hasattr(request, "shown_again"):
            verb, subject, clients = request.shown_again
            record(verb, subject, by=request.user, clients=clients)  # type: ignore[arg-type]
        return response

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        """What a form carries is the practice of its page, also where no row is asked for."""
        carried = request.POST.get(FIELD) if request.method == "POST" else None
        if carried and carried != str(request.user.practice_id):  # type: ignore[union-attr]
            if is_scripted(request):
                return JsonResponse({"state": "other-practice"}, status=409)
            return render(request, "accounts/other_practice.html", status=409)
        return None

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """A client's door opens to clients, a staff door to staff; to others there is no door."""
        user: Any = request.user
        if not user.is_authenticated or request.path.startswith(OPEN_DOORS):
            return None
        if request.path == "/" and request.method != "POST" and user.roles == {Role.CLIENT}:
            return redirect("/me/")
        if request.path == "/" and not user.roles:
            return None
        for_client = request.path.startswith(CLIENT_DOORS)
        if for_client == user.is_staff_here or not user.roles:
            raise Http404
        return None


def _origin(request: HttpRequest) -> Origin:
    return Origin(
        address=_address(request),
        request_id=str(request.headers.get("X-Request-ID") or uuid4())[:64],
    )


def _address(request: HttpRequest) -> str:
    """The visitor's, as the limits of sign-in take it (docs/deploy.md, TRUSTED_PROXIES)."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # nobody says, as on a Unix socket
        return ""


def _is_idle(request: HttpRequest) -> bool:
    """Whether the session has been idle too long; if not, it is kept alive (once a minute).

    What a page asks by itself is no sign of life.
    """
    moment = int(clock.now().timestamp())
    seen = request.session.get("seen", moment)
    if moment - seen > settings.SESSION_IDLE_SECONDS:
        return True
    alive = moment - seen > 60 and not is_background(request)
    if alive or "seen" not in request.session:
        request.session["seen"] = moment
    return False


def _take_seat(request: HttpRequest, user: User) -> None:
    """Work in the chosen practice, or the first; for a client's door, as the chosen client."""
    for_client = request.path.startswith(CLIENT_DOORS)
    seats: list[Seat] = [seat for seat in request.seats if seat.for_client == for_client]  # type: ignore[attr-defined]
    if not seats and not for_client:
        seats = list(request.seats)  # type: ignore[attr-defined]
    chosen = request.session.get("client" if for_client else "practice")
    seat = next((s for s in seats if str(s.client_id or s.practice.pk) == chosen), None)
    seat = seat or (seats[0] if seats else None)
    if seat is None:
        return
    user.working_in(seat.practice, seat.roles)
    request.client_id = seat.client_id  # type: ignore[attr-defined]
    if not seat.client_id:
        now_asking(practice=seat.practice.pk)
    elif for_client:
        sit = as_signer if request.path.startswith(SIGNING_DOOR) else as_client
        now_asking(**vars(sit(seat.practice.pk, user.pk, seat.client_id)))
    # A client's sign-in pages (password, second factor) need no clinical row, and see none.


def client_of(request: HttpRequest) -> UUID:
    """The client whose page this is: decided by the sign-in, never by the address."""
    client_id: UUID = request.client_id  # type: ignore[attr-defined]
    return client_id
