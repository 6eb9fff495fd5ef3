"""Seeing to the open flags of a goal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.pages import accepted, asking_user
from notes.actions import answer_flags
from plans.pages import Places, draft_for, form_page

from ..flagged import flagged_goal
from ..flags import RULES
from ..forms import FlagAnswerForm
from ..models import FlagAnswer
from ..pages import node_of


def answer(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Barriers that were reviewed or a consultation, written down once for all open flags."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    goal = node_of(request, plan, "goal", pk)
    back = Places(plan)("goals:detail", goal.pk)
    said = FlagAnswer(goal=goal, practice=plan.practice, step=request.GET.get("step", ""))
    form = FlagAnswerForm(request.POST or None, instance=said)
    if form.is_valid() and accepted(form, lambda: answer_flags(form.instance, by=user)):
        messages.success(request, "Written down. " + _returns())
        return redirect(back)
    flags = flagged_goal(goal, plan.practice.today).open
    words = "; ".join(one.words for one in flags) or "Nothing is open any more."
    above = [("Goal", goal.statement), ("Why it is shown", words)]
    return form_page(request, plan, form, "What was done about it", above=above, back=back)


def _returns() -> str:
    sessions = RULES["returns-after-sessions"].threshold
    days = RULES["returns-after-days"].threshold
    return f"If it still holds, it shows again after {sessions} scored sessions or {days} days."
