"""The lists over many clients: who wants a look, and what came of the work."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import asking_user
from config.spreadsheets import csv_file
from trail.recording import record

from . import hiding, people, rows, standing, telling
from .forms import CaseloadFilter, PeriodFilter
from .outcomes import HEADINGS, Outcomes, outcomes_of

ON_A_PAGE = 50
# House rule: what is asked for unasked is the last year.
A_YEAR = timedelta(days=365)


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The clients of a therapist, or of everybody whom one may see, the worst first."""
    user = asking_user(request)
    assert user.practice is not None
    today = user.practice.today
    form = CaseloadFilter(request.GET, who=people.choices(user))
    clients = people.clients_of(user, form.asked.get("who", ""))
    found = standing.standings(clients.named_like(form.asked.get("q", "")), today)
    chosen = standing.with_flag(found, form.asked.get("flag", ""))
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [one.client_id for one in page]
    record("caseload.opened", user.practice, by=user, clients=shown)
    told = {
        "form": form,
        "page": page,
        "rows": rows.rows_of(shown, user, today),
        "tiles": standing.tiles(found),
        "any_client": bool(found),
    }
    return render(request, "caseload/list.html", told)


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """How many clients improved reliably: of the practice for its admin, else one's own."""
    user, form = asking_user(request), _period(request)
    found = _found(user, form)
    told = {
        "form": form,
        "found": found,
        "whose": people.whose(user),
        "limit": hiding.RULES["small-counts"],
        "headings": HEADINGS,
    }
    return render(request, "caseload/outcomes.html", told, status=422 if form.errors else 200)


@require_safe
def outcomes_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet program: what is hidden is hidden there too."""
    form = _period(request)
    if (found := _found(asking_user(request), form)) is None:
        return HttpResponse("The period could not be read.", status=422, content_type="text/plain")
    period = f"{form.cleaned_data['first']}-{form.cleaned_data['last']}"
    return csv_file(f"outcomes-{period}.csv", telling.CSV_HEADINGS, telling.csv_rows(found))


def _period(request: HttpRequest) -> PeriodFilter:
    """The period that was asked for; the last year where none was."""
    user = asking_user(request)
    if user.practice is None or not (user.is_clinician or user.is_admin):
        raise PermissionDenied
    today = user.practice.today
    return PeriodFilter({"first": today - A_YEAR, "last": today} | request.GET.dict())


def _found(user: User, form: PeriodFilter) -> Outcomes | None:
    if not form.is_valid():
        return None
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    record("outcomes.opened", user.practice, by=user, changed={"from": first, "to": last})
    return outcomes_of(people.clients_ever_of(user), first, last)
