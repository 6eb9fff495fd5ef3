"""The practice's calendar: an agenda, a month, a table to keep, and a file for a calendar."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Practice, User
from accounts.pages import asking_user
from config import clock
from config.spreadsheets import csv_file
from plans import ics
from trail.recording import record

from .. import desk
from ..actions.asking import require_admin
from .days import Item, counts, items, keys, stretches
from .forms import AgendaFilter
from .months import month_of

ON_A_PAGE = 100
# House rules: a calendar program is told of the last month and of the year to come, and looks
# again when the file is fetched again.
FILE_FROM, FILE_UNTIL = timedelta(days=31), timedelta(days=366)
REFRESH = timedelta(hours=24)
CSV_HEADINGS = ("Day", "What", "Client", "Record number", "About", "Lead clinician")


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What is due: the agenda first, the month second."""
    user, practice, form = _asked(request)
    today = practice.today
    page = Paginator(keys(user, form.asked, today), ON_A_PAGE).get_page(request.GET.get("page"))
    found = items(user, page.object_list, today)
    record("audit.calendar_opened", practice, by=user, clients={i.client.pk for i in found})
    first = form.month_from(today)
    told = {
        "form": form,
        "page": page,
        "stretches": stretches(found, today),
        "month": month_of(first, today, counts(user, form.asked_of_month(first), today)),
        "query": request.GET.urlencode(),
    }
    return render(request, "audits/calendar.html", told)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The whole agenda as a table."""
    user, practice, form = _asked(request)
    found = _all(user, form, practice.today)
    record("calendar.listed", practice, by=user, clients={one.client.pk for one in found})
    rows = (
        [one.on, one.words, one.client.legal_name, one.client.record_number, one.about, one.lead]
        for one in found
    )
    return csv_file(f"calendar-{practice.today}.csv", CSV_HEADINGS, rows)


@require_safe
def as_ics(request: HttpRequest) -> HttpResponse:
    """The days for a calendar program: what is due and when, and nobody's name."""
    user, practice, form = _asked(request)
    today = practice.today
    near = [
        one for one in _all(user, form, today) if today - FILE_FROM <= one.on <= today + FILE_UNTIL
    ]
    record("calendar.listed", practice, by=user, clients={one.client.pk for one in near})
    here = request.build_absolute_uri(reverse("audits:calendar"))
    due = [
        ics.Due(f"{one.uid}@audit", one.on, f"{here}?day={one.on}#{one.uid}", one.words)
        for one in near
    ]
    text = ics.calendar("Audit of treatment plans", due, made_at=clock.now(), refresh=REFRESH)
    kept = {"Content-Disposition": f'attachment; filename="calendar-{today}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=kept)


def _asked(request: HttpRequest) -> tuple[User, Practice, AgendaFilter]:
    user = asking_user(request)
    require_admin(user)
    assert user.practice is not None
    return user, user.practice, AgendaFilter(request.GET, leads=desk.leads(user))


def _all(user: User, form: AgendaFilter, today: date) -> list[Item]:
    return items(user, keys(user, form.asked, today), today)
