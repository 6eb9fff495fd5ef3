"""The admin's page."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from config import clock
from trail.recording import record

from . import desk
from .forms import STATES, DeskFilter


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Every plan of the practice, with its state, its review date and who must sign."""
    user = asking_user(request)
    if not user.is_admin or user.practice is None:
        raise PermissionDenied("The audit desk is the practice admin's.")
    today = user.practice.today
    plans = desk.plans_for(user, today)
    form = DeskFilter(request.GET, leads=desk.leads(plans), payers=desk.payers(plans))
    found = desk.chosen(plans, form.asked, user, today)
    page = Paginator(found, desk.PAGE).get_page(request.GET.get("page"))
    rows, emergencies = desk.rows_of(page.object_list, today), desk.emergencies(user)
    shown = {row.plan.client_id for row in rows} | {one.client_id for one in emergencies}
    record("audit.opened", user.practice, by=user, clients=shown)
    numbers = desk.counts(plans, today)
    tiles = [(state, label, numbers[state]) for state, label in STATES if state]
    context = {
        "form": form,
        "sort": form.asked.get("sort", "review"),
        "page": page,
        "rows": rows,
        "tiles": tiles,
        "any_plan": any(numbers.values()),
        "emergencies": emergencies,
        "now": clock.now(),
    }
    return render(request, "audits/desk.html", context)
