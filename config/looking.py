"""Goals that need a look: what their scores say, and the next step. Seven queries, any caseload."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from goals.flag_reading import CHIPS
from goals.flagged import Flagged, flagged
from goals.flags import Flag
from goals.models import Goal
from goals.overview import line_since
from goals.scored import Scored, scored
from goals.sparkline import Sparkline
from plans.models import Plan

# House rule: what is looked at in one morning; the rest is counted.
MOST = 20

STEPS = {
    Flag.DETERIORATION: "See what to do",
    Flag.OFF_PACE: "Review barriers",
    Flag.STALLED: "Review barriers",
    Flag.NO_SCORES: "Plan a session",
}


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
    line: Sparkline


def looks(plans: Iterable[Plan], today: date) -> list[Look]:
    """The active goals of these plans with a flag that nobody has seen to, deterioration first."""
    held = {plan.pk: plan for plan in plans}
    goals = worked_on(held.values())
    return looks_at(goals, held, scored(goals), today)


def worked_on(plans: Iterable[Plan]) -> list[Goal]:
    """The active goals of these plans, in the plans' order. One query."""
    held = Goal.objects.active().filter(problem__plan__in=[plan.pk for plan in plans])
    return list(held.select_related("problem").in_order())


def looks_at(
    goals: Collection[Goal], held: Mapping[UUID, Plan], progress: Scored, today: date
) -> list[Look]:
    """Of these goals, whose plans and scores are at hand, those that need a look."""
    flags = flagged(goals, held, progress, today)
    found = [
        _look(goal, held[goal.problem.plan_id], flags[goal.pk], line_since(goal, progress))
        for goal in goals
        if flags[goal.pk].open
    ]
    return sorted(found, key=lambda look: look.urgency)


def _look(goal: Goal, plan: Plan, flags: Flagged, line: Sparkline) -> Look:
    """The most urgent of a goal's open flags: answered together, shown once."""
    own, first = {"client_id": plan.client_id, "number": plan.number}, flags.open[0]
    state, step = CHIPS[first.flag], STEPS[first.flag]
    url = reverse("goals:detail", kwargs={**own, "pk": goal.pk}) + "#flags"
    if flags.is_reworded:
        step, url = "Sign the reworded goal", reverse("plans:sign", kwargs=own)
    elif first.flag is Flag.NO_SCORES:
        url = reverse("notes:add-session", args=[plan.client_id])
    return Look(goal, plan, list(Flag).index(first.flag), state, first.words, step, url, line)
