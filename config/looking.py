"""Goals that need a look: what their scores say, and the next step. Four queries, any caseload."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goals.models import Goal
from goals.scored import Scored, scored
from goals.trends import Judgement, Trend
from notes.rules import RULES
from plans.models import Plan

# House rule: what is looked at in one morning; the rest is counted.
MOST = 20


@dataclass(frozen=True)
class Look:
    """One goal, why it is shown, and where the next step is done. The first is the most urgent."""

    goal: Goal
    plan: Plan
    urgency: int
    state: str
    words: str
    step: str
    url: str


def looks(plans: Iterable[Plan], today: date) -> list[Look]:
    """The active goals of these plans that need a look, deterioration first."""
    held = {plan.pk: plan for plan in plans}
    goals = list(
        Goal.objects.active().filter(problem__plan__in=held).select_related("problem").in_order()
    )
    progress = scored(goals)
    found = [_look(goal, held[goal.problem.plan_id], progress, today) for goal in goals]
    return sorted((look for look in found if look), key=lambda look: look.urgency)


def _look(goal: Goal, plan: Plan, progress: Scored, today: date) -> Look | None:
    trends = progress.trends(goal, today).values()
    own = {"client_id": plan.client_id, "number": plan.number}
    page = reverse("goals:detail", kwargs={**own, "pk": goal.pk})
    if any(one.judgement is Judgement.RELIABLE_DETERIORATION for one in trends):
        draft = reverse("plans:draft", kwargs=own)
        return Look(goal, plan, 0, "overdue", _fell(trends), "Review the plan", draft)
    if any(one.off_pace for one in trends):
        return Look(goal, plan, 1, "due", "off pace (house rule)", "Review barriers", page)
    if any(one.stalled for one in trends):
        return Look(goal, plan, 2, "due", "stalled (house rule)", "Review barriers", page)
    if (days := _unscored(goal, plan, progress, today)) > RULES["no-scores"].threshold:
        add = reverse("notes:add-session", args=[plan.client_id])
        words = f"no score in {days} days"
        return Look(goal, plan, 3, "missing", words, "Plan a session", add)
    return None


def _fell(trends: Iterable[Trend]) -> str:
    worst = next(one for one in trends if one.judgement is Judgement.RELIABLE_DETERIORATION)
    return f"reliable deterioration: {worst.first} to {worst.latest}"


def _unscored(goal: Goal, plan: Plan, progress: Scored, today: date) -> int:
    """Days since the goal was last scored, taken up again, or its plan opened."""
    days = [on for points in progress.scores.get(goal.pk, {}).values() for on, _ in points]
    days += [end for _, end in progress.pauses[goal.pk] if end]
    return (today - max([*days, plan.opened_on])).days
