"""A client's measures: what was given, how it changes, and what to give next."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from goals import charts
from goals.pages import picture

from ..catalogue import known_to
from ..finding import all_of, begun_of, journal_of
from ..pages import crumbs, record_of
from ..reading import journal_lines, lines_of

VARIANTS: dict[str, charts.Variant] = {"wide": "wide", "phone": "phone"}


@require_safe
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every measure with its picture, and the ones that may be given."""
    user = asking_user(request)
    client = record_of(request, client_id, "measures.opened")
    given = all_of(client, user)
    may_write = client.is_written_by(user)
    page = {
        "client": client,
        "crumbs": crumbs(client),
        "may_write": may_write,
        "lines": lines_of(given.standing),
        "given": given,
        "begun": begun_of(client, user),
        "offered": [known for known in known_to(user) if known.is_on] if may_write else [],
        "journal": journal_lines(journal_of(client, user)),
        "session": request.GET.get("session", ""),
    }
    return render(request, "measures/of_client.html", page)


@require_safe
def chart(request: HttpRequest, client_id: UUID, parent: str) -> HttpResponse:
    """One measure's picture, wide or for a phone."""
    user = asking_user(request)
    variant = VARIANTS.get(request.GET.get("variant", "wide"))
    client = record_of(request, client_id, "chart.read")
    lines = lines_of(all_of(client, user, key=parent).standing)
    if variant is None or not lines or not lines[0].is_charted:
        raise Http404
    drawn = lines[0].chart()
    return picture(
        request,
        charts.digest(drawn, variant=variant),
        lambda: charts.goal_chart(drawn, variant=variant),
    )
