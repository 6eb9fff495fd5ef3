"""Versions: the list, any one of them, any two compared, and the plan as it stood on a day."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import asking_user

from ..comparing import compared
from ..document import PlanDocument
from ..drafting import draft_document
from ..forms import CompareForm, DayForm
from ..giving import may_give
from ..models import Plan, Version
from ..pages import Places, answer_status, ask_url, chip, crumbs, plan_for
from ..state import (
    effective_at,
    in_effect,
    periods,
    printed_signatures,
    returned,
    state_of,
    waits_for,
)
from ..tree import day, frozen


@require_safe
def versions(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Every version that was ever signed, the newest first."""
    plan = plan_for(request, client_id, number, verb="versions.listed")
    state = state_of(plan, plan.practice.today)
    held = {period.version.pk: period for period in periods(plan.versions.all())}
    rows = [
        {
            "version": version,
            "word": _standing(version, state.current),
            "period": held.get(version.pk),
            "signatures": printed_signatures(version),
            "waits_for": waits_for(version),
        }
        for version in sorted(plan.versions.all(), key=lambda row: -row.number)
    ]
    page = {"plan": plan, "rows": rows, "crumbs": crumbs(plan), **chip(state, plan)}
    page |= {"compare": CompareForm(plan=plan), "day": DayForm(plan=plan)}
    return render(request, "plans/versions.html", page)


def _standing(version: Version, current: Version | None) -> str:
    if returned(version):
        return "returned"
    if version == current:
        return "in effect"
    return "superseded" if effective_at(version) else "waiting"


def _may_ask(plan: Plan, version: Version, user: User) -> bool:
    """Whether this user can still ask the client: about the newest text of an open plan."""
    newest = max(row.number for row in plan.versions.all())
    stands = plan.is_open and version.number == newest and not returned(version)
    return stands and plan.client.is_written_by(user)


@require_safe
def one_version(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """One version as it was signed, with what proves it."""
    plan = plan_for(request, client_id, number, verb="version.read")
    found = _numbered(plan, version)
    state, user = state_of(plan, plan.practice.today), asking_user(request)
    page = {
        "plan": plan,
        "standing": _standing(found, state.current),
        "may_ask": _may_ask(plan, found, asking_user(request)),
        "may_give": effective_at(found) and may_give(plan.client, asking_user(request)),
        "title": f"{plan.client.legal_name} · {plan}, {found}",
        "crumbs": _crumbs(plan),
        "ask_url": ask_url(plan, found, user, writes=plan.client.is_written_by(user)),
    }
    return render(request, "plans/version.html", page | frozen(plan, found))


@require_safe
def compare(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Two were chosen: on to what changed between them, the older one first."""
    plan = plan_for(request, client_id, number, verb="versions.compared")
    form = CompareForm(request.GET or None, plan=plan)
    if form.is_valid():
        older, newer = form.chosen
        return redirect(f"{request.path}{older}/{newer}/")
    page = {"plan": plan, "form": form, "compare": form, "crumbs": _crumbs(plan)}
    page |= {"title": "Compare two versions", "compared": None}
    return render(request, "plans/compare.html", page, status=answer_status(form))


@require_safe
def difference(
    request: HttpRequest, client_id: UUID, number: int, older: int, newer: int
) -> HttpResponse:
    """What changed from one version to another, in the words of the plan."""
    plan = plan_for(request, client_id, number, verb="versions.compared")
    base, version = _numbered(plan, older), _numbered(plan, newer)
    old, new = (PlanDocument.stored(row.document) for row in (base, version))
    page = {"title": f"From version {older} to version {newer}", "newer": version}
    return _changes(request, plan, base, old, new, **page, other=str(newer))


@require_safe
def draft_difference(
    request: HttpRequest, client_id: UUID, number: int, older: int
) -> HttpResponse:
    """What the draft would change in a version."""
    plan = plan_for(request, client_id, number, verb="versions.compared")
    base = _numbered(plan, older)
    old = PlanDocument.stored(base.document)
    # Who looks at a draft is not its author.
    new = draft_document(plan).model_copy(update={"author": old.author})
    title = f"From version {older} to the draft"
    return _changes(request, plan, base, old, new, title=title, other="draft")


def _changes(
    request: HttpRequest,
    plan: Plan,
    base: Version,
    old: PlanDocument,
    new: PlanDocument,
    *,
    other: str,
    **page: Any,
) -> HttpResponse:
    chosen = CompareForm(plan=plan, initial={"older": str(base.number), "newer": other})
    page |= {"plan": plan, "base": base, "compare": chosen, "crumbs": _crumbs(plan)}
    page |= {"compared": compared(old, new, base), "subtitle": plan.client.legal_name}
    return render(request, "plans/compare.html", page)


@require_safe
def on_a_day(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The plan as it stood at the end of a day, where the practice is; or that none was."""
    plan = plan_for(request, client_id, number, verb="version.read")
    form = DayForm(request.GET or None, plan=plan)
    page: dict[str, Any] = {"plan": plan, "form": form, "crumbs": _crumbs(plan)}
    if form.is_valid():
        page |= _as_it_stood(plan, form.cleaned_data["date"])
    return render(request, "plans/on_a_day.html", page, status=answer_status(form))


def _as_it_stood(plan: Plan, on: date) -> dict[str, Any]:
    zone = ZoneInfo(plan.practice.time_zone)
    found = in_effect(plan.versions.all(), datetime.combine(on, time.max, zone))
    if plan.closed_on and on > plan.closed_on:
        said = f"This plan was closed on {day(plan.closed_on)}: none of it was in effect any more."
        return {"sentence": said, "last": found}
    if found is None:
        return {"sentence": f"No version of this plan was in effect on {day(on)}."}
    said = f"At the end of {day(on)}, version {found.number} was in effect."
    return {"sentence": said} | frozen(plan, found)


def _numbered(plan: Plan, number: int) -> Version:
    found = next((row for row in plan.versions.all() if row.number == number), None)
    if found is None:
        raise Http404
    return found


def _crumbs(plan: Plan) -> list[tuple[str, str]]:
    return crumbs(plan, ("Versions", Places(plan)("plans:versions")))
