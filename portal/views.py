"""The client's pages: they read, as the database's client role, and leave a trace each time."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from trail.recording import record

from . import pages
from .readers import Reader, open_choice, reader_of


def _shown(
    request: HttpRequest,
    page: Callable[..., pages.Page],
    reader: Reader | None = None,
    **named: UUID | str,
) -> HttpResponse:
    """The page for who reads it, with its trace."""
    reader = reader or reader_of(request)
    made = page(reader, **named)
    if made.verb:
        record(made.verb, made.subject, by=reader.user, clients=[reader.client_id])
    if made.picture:
        return HttpResponse(made.picture, content_type="image/svg+xml")
    return render(request, made.template, made.context)


@gzip_page
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """One sentence per goal; who reads the plan alone is led to it."""
    reader = reader_of(request)
    if not reader.reads("progress"):
        return redirect("portal:plan")
    return _shown(request, pages.progress, reader)


@gzip_page
@require_safe
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One goal."""
    return _shown(request, pages.goal, pk=pk)


@gzip_page
@require_safe
def chart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The goal's picture."""
    return _shown(request, pages.chart, pk=pk)


@gzip_page
@require_safe
def measure_chart(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a measure's totals."""
    return _shown(request, pages.measure_chart, key=key)


@gzip_page
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan in effect."""
    return _shown(request, pages.plan)


@gzip_page
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Getting ready for the next review."""
    return _shown(request, pages.review)


@gzip_page
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """The safety plan that holds."""
    return _shown(request, pages.safety)


@gzip_page
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to find help now."""
    return _shown(request, pages.help_page)


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Whose page to read, for somebody who reads for several."""
    reader = reader_of(request)
    if request.method == "POST":
        wanted = request.POST.get("client")
        if wanted not in {str(seat.client_id) for seat in reader.seats}:
            raise Http404
        request.session["client"] = wanted
        return redirect("portal:progress")
    return render(request, "portal/choose.html", {"readable": open_choice(reader)})
