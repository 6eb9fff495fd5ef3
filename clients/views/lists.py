"""The list of clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.pages import asking_user
from clients.emergencies import recent
from clients.forms import SearchForm
from clients.models import CareTeam, Client
from plans.models import Plan
from plans.state import State, state_of
from trail.recording import record

ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One client of the list, with the plan that is open, or else the latest."""

    client: Client
    team: str
    plan: Plan | None
    state: State | None


@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """Everybody whom the user may see: searched, filtered, fifty on a page."""
    user = asking_user(request)
    form = SearchForm(request.GET)
    found = _found(user, form) if form.is_valid() else Client.objects.visible_to(user).none()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    emergencies = list(recent(user))
    shown = {client.pk for client in page} | {opened.client_id for opened in emergencies}
    record("clients.listed", "clients.client", by=user, clients=shown)
    rows = list(_rows(page, user))
    context = {"form": form, "page": page, "rows": rows, "emergencies": emergencies}
    return render(request, "clients/list.html", context, status=422 if form.errors else 200)


def _found(user: User, form: SearchForm) -> QuerySet[Client]:
    team = CareTeam.objects.visible_to(user).standing().select_related("member")
    clients = Client.objects.visible_to(user).named_like(form.words)
    clients = clients.prefetch_related(Prefetch("care_team", team))
    return clients if form.wanted == "all" else clients.filter(status=form.wanted)


def _rows(page: "Page[Client]", user: User) -> Iterable[Row]:
    plans = _plans(user, [client.pk for client in page])
    today: date = user.practice.today  # type: ignore[union-attr]
    for client in page:
        plan = plans.get(client.pk)
        names = ", ".join(place.member.name for place in client.care_team.all())
        yield Row(client, names, plan, state_of(plan, today) if plan else None)


def _plans(user: User, client_ids: list[UUID]) -> dict[UUID, Plan]:
    """The plan to show for each client: an open one before a closed one, then the latest."""
    plans = Plan.objects.visible_to(user).filter(client__in=client_ids).with_versions()
    ordered = sorted(plans, key=lambda plan: (plan.is_open, plan.number))
    return {plan.client_id: plan for plan in ordered}
