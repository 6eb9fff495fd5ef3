"""What the pages of the library share: finding the line, and where it stands."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from config.forms import PlainForm, PlainModelForm

from .layering import Line, Planner, line_at
from .models import Area


def line_or_404(pk: UUID, user: User) -> Line:
    """The line of a planner that an address names; another practice's is not there."""
    line = line_at(pk, user)
    if line is None:
        raise Http404
    return line


def url_of(area: Planner) -> str:
    """The page of a planner, shipped or the practice's own."""
    if isinstance(area, Area):
        return reverse("library:area", kwargs={"slug": area.pk})
    return reverse("library:planner", kwargs={"pk": area.pk})


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where one is in the library."""
    return [("Library", reverse("library:browse")), *more]


def answer_status(form: PlainForm | PlainModelForm) -> int:
    """200 for a form to fill in, 422 for a refused one, 409 when somebody else was faster."""
    if form.conflict:
        return 409
    return 422 if form.is_bound and form.errors else 200


def form_page(
    request: HttpRequest, form: PlainModelForm, title: str, area: Planner, **more: Any
) -> HttpResponse:
    """A statement's form on a page of its own."""
    back = url_of(area)
    page = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": crumbs((area.title, back)),
        **more,
    }
    return render(request, "library/statement.html", page, status=answer_status(form))
