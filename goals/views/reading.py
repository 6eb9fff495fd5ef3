"""A goal: its picture, the numbers under it, and what may be said of them."""

from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from notes.models import Score
from notes.progress import counts_of, progress_of
from plans.models import Plan
from plans.pages import Places, crumbs, opened

from .. import charts, reading
from ..counting import picture_of
from ..flag_reading import chart_of, standing_of
from ..flagged import flagged
from ..models import Goal
from ..overview import groups_of
from ..pages import goal_for, objective_for, picture
from ..scored import scores_of
from ..sparkline import sparkline

VARIANTS: dict[str, charts.Variant] = {"wide": "wide", "phone": "phone", "client": "client"}


@require_safe
def detail(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """The goal with every score, count and wording. Queries do not grow with the tree."""
    user = asking_user(request)
    goal = goal_for(request, client_id, number, pk, verb="goal.read")
    plan = goal.home
    scores = Score.objects.visible_to(user).signed().standing().filter(goal=goal)
    page = {
        "goal": goal,
        "plan": plan,
        "revisions": goal.revisions.all(),
        "may_write": plan.is_open and plan.client.is_written_by(user),
        "chart_url": Places(plan)("goals:chart", pk),
        "crumbs": crumbs(plan),
        **reading.numbers(goal, scores.select_related("supersedes"), plan.practice.today),
    }
    return render(request, "goals/detail.html", page)


@require_safe
def progress(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Every goal of the plan side by side, on the same axes, with the measures beside them."""
    user = asking_user(request)
    plans = Plan.objects.visible_to(user).select_related("client", "practice")
    plan = get_object_or_404(plans, client=client_id, number=number)
    opened(request, "progress.read", plan, client_id)
    goals = Goal.objects.visible_to(user).filter(problem__plan=plan).select_related("problem")
    goals = goals.in_order()
    numbers, today = progress_of(plan), plan.practice.today
    raises = plan.is_open and numbers.versions
    flags = flagged(list(goals), {plan.pk: plan}, numbers, today) if raises else {}
    page = {
        "plan": plan,
        "groups": groups_of(goals, numbers, today, flags),
        "crumbs": crumbs(plan),
    }
    return render(request, "goals/progress.html", page)


@require_safe
def chart(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """The goal's chart: wide, for a phone, or as the client sees it."""
    variant = VARIANTS.get(request.GET.get("variant", "wide"))
    if variant is None:
        raise Http404
    goal = goal_for(request, client_id, number, pk, verb="chart.read")
    told, today = progress_of(goal.home), goal.home.practice.today
    numbers = chart_of(goal, told, standing_of(goal, told, today), today)
    return picture(
        request,
        charts.digest(numbers, variant=variant),
        lambda: charts.goal_chart(numbers, variant=variant),
    )


@require_safe
def count_chart(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """What was counted for an objective, against from and to."""
    variant = VARIANTS.get(request.GET.get("variant", "phone"))
    if variant is None:
        raise Http404
    objective = objective_for(request, client_id, number, pk, verb="chart.read")
    numbers = picture_of(objective, counts_of([objective.goal_id]).get(pk, ()))
    return picture(
        request,
        charts.digest(numbers, variant=variant),
        lambda: charts.goal_chart(numbers, variant=variant),
    )


@require_safe
def small_line(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """The goal's sparkline."""
    goal = goal_for(request, client_id, number, pk, verb="chart.read")
    given = scores_of([goal.pk]).get(goal.pk, {})
    line = sparkline(
        given.get("client") or given.get("clinician") or (),
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        baseline=goal.baseline,
    )
    return picture(request, sha256(line.svg.encode()).hexdigest(), lambda: line.svg)
