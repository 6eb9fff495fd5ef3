"""Looking through the planners."""

from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.pages import asking_user

from .. import browsing
from ..forms import BrowseForm
from ..layering import Line, Planner, lines_of, own_lines, sections_of
from ..models import Area, PracticeArea
from ..pages import crumbs

ON_A_PAGE = 50


@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """The problem areas by group; with words or a filter, the statements that fit."""
    user = asking_user(request)
    shelves = browsing.shelves(user)
    groups = list(dict.fromkeys(shelf.area.group for shelf in shelves))
    form = BrowseForm(request.GET, groups=groups, approaches=browsing.approaches())
    wanted = form.wanted()
    areas = [shelf for shelf in shelves if shelf.fits(wanted)]
    page = None
    if wanted.is_about_statements:
        found = browsing.find(wanted, user)
        page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "groups": [(name, list(of)) for name, of in groupby(areas, lambda one: one.area.group)],
        "areas": areas,
        "page": page,
        "most": browsing.MOST,
    }
    return render(request, "library/browse.html", context, status=422 if form.errors else 200)


@require_GET
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """One shipped planner, as this practice has it."""
    user = asking_user(request)
    place = get_object_or_404(Area.objects.visible_to(user), pk=slug)
    lines = lines_of(place, user)
    return render(request, "library/area.html", _page(place, lines))


@require_GET
def planner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One planner of the practice's own."""
    user = asking_user(request)
    place = get_object_or_404(PracticeArea.objects.visible_to(user), pk=pk)
    return render(request, "library/area.html", _page(place, own_lines(place, user)))


def _page(place: Planner, lines: list[Line]) -> dict[str, object]:
    return {
        "area": place,
        "is_own": isinstance(place, PracticeArea),
        "sections": sections_of(lines),
        "hidden": [line for line in lines if line.is_hidden],
        "crumbs": crumbs(),
    }
