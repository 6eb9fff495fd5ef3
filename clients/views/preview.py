"""The client's page as its reader sees it. Read-only, and each look leaves a trace."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from clients.languages import shipped_language
from clients.models import Client, ClientAccess
from config.navigation import links, reader_doors
from portal import pages
from portal.preview import leading_back, reading_as
from trail.recording import record

CLIENT = "client"


def _shown(
    request: HttpRequest,
    client_id: UUID,
    who: str,
    page: Callable[..., pages.Page],
    **named: UUID | str,
) -> HttpResponse:
    """A page as `who` ("client", or the id of a reader's access) sees it, in the client's language.

    The language is that of the record: which one a reader chose stands in their browser.
    """
    client, access = _whose(request, client_id, who)
    speaking = translation.override(shipped_language(client.language) or settings.LANGUAGE_CODE)
    with speaking, reading_as(client, access, by=asking_user(request)) as reader:
        if page is pages.progress and not reader.reads("progress"):
            return redirect(f"{_address(client_id, access)}plan/")
        made = page(reader, **named)
        body = made.picture or _rendered(request, client, access, made)
    told = {"page": made.template or "a chart", "as": access.kind if access else CLIENT}
    record("page.previewed", client, by=asking_user(request), clients=[client.pk], changed=told)
    return HttpResponse(body, content_type="image/svg+xml" if made.picture else "text/html")


def _whose(request: HttpRequest, client_id: UUID, who: str) -> tuple[Client, ClientAccess | None]:
    user = asking_user(request)
    rows = Client.objects.visible_to(user).select_related("practice")
    client = get_object_or_404(rows, pk=client_id)
    if not client.is_written_by(user):
        raise PermissionDenied("Only a clinician on the care team previews the client’s page.")
    if who == CLIENT:
        return client, None
    readers = client.access.standing().select_related("user")
    try:
        return client, get_object_or_404(readers, pk=UUID(who))
    except ValueError:
        return client, get_object_or_404(readers.none())


def _rendered(
    request: HttpRequest, client: Client, access: ClientAccess | None, made: pages.Page
) -> str:
    address = _address(client.pk, access)
    doors = reader_doors(access.covers if access else "everything")
    framed = {
        "nav": links(doors, request.path.replace(address, "/me/")),
        "preview": {
            "of": access.get_kind_display() if access else "the client",
            "name": access.user.name if access else "",
            "back": reverse("clients:page", args=[client.pk]),
        },
    }
    page = render_to_string(made.template, {**made.context, **framed}, request)
    return leading_back(page, address)


def _address(client_id: UUID, access: ClientAccess | None) -> str:
    """Where the preview of this reader begins."""
    return reverse("clients:preview", args=[client_id, access.pk if access else CLIENT])


@require_safe
def progress(request: HttpRequest, client_id: UUID, who: str) -> HttpResponse:
    """Progress."""
    return _shown(request, client_id, who, pages.progress)


@require_safe
def goal(request: HttpRequest, client_id: UUID, who: str, pk: UUID) -> HttpResponse:
    """One goal."""
    return _shown(request, client_id, who, pages.goal, pk=pk)


@require_safe
def chart(request: HttpRequest, client_id: UUID, who: str, pk: UUID) -> HttpResponse:
    """A goal's picture."""
    return _shown(request, client_id, who, pages.chart, pk=pk)


@require_safe
def measure_chart(request: HttpRequest, client_id: UUID, who: str, key: str) -> HttpResponse:
    """The picture of a measure's totals."""
    return _shown(request, client_id, who, pages.measure_chart, key=key)


@require_safe
def plan(request: HttpRequest, client_id: UUID, who: str) -> HttpResponse:
    """The plan."""
    return _shown(request, client_id, who, pages.plan)


@require_safe
def review(request: HttpRequest, client_id: UUID, who: str) -> HttpResponse:
    """The sheet for the review."""
    return _shown(request, client_id, who, pages.review)


@require_safe
def safety(request: HttpRequest, client_id: UUID, who: str) -> HttpResponse:
    """The safety plan."""
    return _shown(request, client_id, who, pages.safety)


@require_safe
def help_page(request: HttpRequest, client_id: UUID, who: str) -> HttpResponse:
    """Help."""
    return _shown(request, client_id, who, pages.help_page)
