"""Reading a plan: the version in effect, the list of versions, and any one of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user

from ..models import Version
from ..pages import Places, chip, crumbs, plan_for
from ..state import effective_at, printed_signatures, returned, state_of, waits_for
from ..tree import day, frozen


@require_safe
def read(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The version in effect, from its frozen document."""
    plan = plan_for(request, client_id, number, verb="plan.read")
    state = state_of(plan, plan.practice.today)
    page = {
        "plan": plan,
        "plan_state": state,
        "may_write": plan.client.is_written_by(asking_user(request)) and plan.is_open,
        "title": f"{plan.client.legal_name} · {plan}",
        "subtitle": f"Born {day(plan.client.born_on)} · record {plan.client.record_number}",
        "crumbs": crumbs(plan)[:-1],
        **chip(state, plan),
    }
    if state.current:
        page |= frozen(plan, state.current, scored=True)
    return render(request, "plans/read.html", page)


@require_safe
def versions(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Every version that was ever signed, the newest first."""
    plan = plan_for(request, client_id, number, verb="versions.listed")
    state = state_of(plan, plan.practice.today)
    rows = [
        {
            "version": version,
            "word": _standing(version, state.current),
            "effective_at": effective_at(version),
            "signatures": printed_signatures(version),
            "waits_for": waits_for(version),
        }
        for version in sorted(plan.versions.all(), key=lambda row: -row.number)
    ]
    page = {"plan": plan, "rows": rows, "crumbs": crumbs(plan), **chip(state, plan)}
    return render(request, "plans/versions.html", page)


def _standing(version: Version, current: Version | None) -> str:
    if returned(version):
        return "returned"
    if version == current:
        return "in effect"
    return "superseded" if effective_at(version) else "waiting"


@require_safe
def one_version(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """One version as it was signed, with what proves it."""
    plan = plan_for(request, client_id, number, verb="version.read")
    found = next((row for row in plan.versions.all() if row.number == version), None)
    if found is None:
        raise Http404
    state = state_of(plan, plan.practice.today)
    place = Places(plan)
    page = {
        "plan": plan,
        "standing": _standing(found, state.current),
        "title": f"{plan.client.legal_name} · {plan}, {found}",
        "crumbs": crumbs(plan, ("Versions", place("plans:versions"))),
    }
    return render(request, "plans/version.html", page | frozen(plan, found))
