"""Reading a plan: the version in effect."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user

from ..beside import comments_by_name
from ..document import PlanDocument
from ..document.difference import Laid
from ..models import Plan
from ..pages import Places, ask_url, chip, crumbs, plan_for
from ..renewal import is_due
from ..reviews import held_reviews
from ..state import State, returned, state_of
from ..tree import day, frozen


@require_safe
def read(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The version in effect, from its frozen document."""
    user = asking_user(request)
    plan = plan_for(request, client_id, number, verb="plan.read")
    state, writes = state_of(plan, plan.practice.today), plan.client.is_written_by(user)
    page = {
        "plan": plan,
        "plan_state": state,
        "may_write": writes and plan.is_open,
        "title": f"{plan.client.legal_name} · {plan}",
        "subtitle": f"Born {day(plan.client.born_on)} · record {plan.client.record_number}",
        "crumbs": crumbs(plan)[:-1],
        **chip(state, plan),
    }
    if state.word == "returned":
        page |= _what_was_said(plan, state)
    page["may_ask"] = page["may_write"] and state.current == state.latest
    if state.current:
        page |= frozen(plan, state.current, scored=True) | _renewal(plan)
        page["ask_url"] = ask_url(plan, state.current, user, writes=writes)
    return render(request, "plans/read.html", page)


def _renewal(plan: Plan) -> dict[str, object]:
    """The reviews that were held, and whether the next one is announced."""
    due = is_due(plan.next_review_on, plan.practice.today)
    return {"reviews": held_reviews(plan), "renewal": due}


def _what_was_said(plan: Plan, state: State) -> dict[str, object]:
    """The comments with which the latest version came back, each with the way to its node."""
    assert state.latest
    back, place = returned(state.latest), Places(plan)
    document = PlanDocument.stored(state.latest.document)
    kinds = {pk: kind for kind, pk in Laid.out(document).items}
    said = comments_by_name(back, document)
    return {
        "sent_back": back,
        "said": [(place.draft(kinds[pk], pk), name, text) for pk, name, text in said],
    }
