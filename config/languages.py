"""In which language a page speaks: the reader's on a client's pages, English on the staff's.

A reader's own choice comes first and stays with the browser (a cookie). Without one, the client's
record is asked if it names a language other than the default, then the browser (docs/adr/0025).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from clients.languages import shipped_language
from clients.models import Client
from plans import handover

ENGLISH = settings.LANGUAGE_CODE
SHIPPED = frozenset(code for code, _ in settings.LANGUAGES)
# Where somebody who is not signed in, or a reader, may be.
ENTRANCE = ("/accounts/", "/invitation/client/", "/language/")
REMEMBERED = "language"


class Languages:
    """Speak the reader's language while the page is made. Stands within the walls."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in one language, and say which."""
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


def language_of(request: HttpRequest) -> str:
    """The language of the page that is asked for: "en" or "es"."""
    mode = handover.of(request)
    if mode and request.path == handover.DOORS[0]:
        return mode.language if mode.language in SHIPPED else ENGLISH
    if not _is_for_reader(request):
        return ENGLISH
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in SHIPPED:
        return request.COOKIES[settings.LANGUAGE_COOKIE_NAME]
    recorded = _recorded(request)
    return recorded if recorded not in ("", ENGLISH) else _of_browser(request)


def _is_for_reader(request: HttpRequest) -> bool:
    user: Any = request.user
    if user.is_authenticated:
        return bool(user.roles) and not user.is_staff_here
    return request.path.startswith(ENTRANCE)


def _recorded(request: HttpRequest) -> str:
    """What the client's record says. One query in a session, and one for each other client."""
    client_id = getattr(request, "client_id", None)
    if client_id is None:
        return ""
    held = request.session.get(REMEMBERED, {})
    if held.get("of") != str(client_id):
        rows = Client.objects.filter(pk=client_id).order_by()
        written = rows.values_list("language", flat=True).first() or ""
        held = {"of": str(client_id), "is": shipped_language(written)}
        request.session[REMEMBERED] = held
    return str(held["is"])


def _of_browser(request: HttpRequest) -> str:
    """The first shipped language that the browser asks for."""
    return translation.get_language_from_request(request)


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The reader chooses a language: it stays in a cookie, and nothing else is written."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if here else "/")
    if wanted in SHIPPED:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
