"""The forms of a problem: add, reword, defer or resolve, remove."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user
from config.background import is_pressed
from library.carrying import carries

from .. import actions
from ..forms import ActForm, EditProblemForm, ProblemForm, ProblemStatusForm
from ..models import Problem
from ..pages import Places, draft_for, expected, form_page, taken_out, where_next

CHILD = "Save and add a goal"
WORDS = "plans/problem_form.html"


@carries
def add_problem(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Add a problem at the end of the plan."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = ProblemForm(request.POST or None, instance=Problem(plan=plan))
    act = partial(actions.add_problem, form.instance, by=user, final=is_pressed(request))
    if saved(request, form, act, goes_on="plans:edit-problem"):
        place = Places(plan)
        child = place("goals:add-goal", form.instance.pk, key="parent")
        return redirect(where_next(request, place.draft("problem", form.instance.pk), child))
    return form_page(request, plan, form, "Add a problem", template=WORDS, then=CHILD)


@carries
def edit_problem(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Reword a problem."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=pk, plan=plan)
    form = EditProblemForm(request.POST or None, instance=problem)
    final = is_pressed(request)
    if saved(
        request,
        form,
        lambda: actions.change_problem(form.instance, expected=form.expected, by=user, final=final),
    ):
        place = Places(plan)
        child = place("goals:add-goal", pk, key="parent")
        return redirect(where_next(request, place.draft("problem", pk), child))
    return form_page(request, plan, form, "Reword a problem", template=WORDS)


def problem_status(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Defer a problem with a reason, resolve it, or take it up again."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=pk, plan=plan)
    form = ProblemStatusForm(request.POST or None, instance=problem)
    if form.is_valid() and accepted(form, lambda: _set_status(problem, form, user)):
        return redirect(Places(plan).draft("problem", pk))
    title, said = "What becomes of this problem?", [("Problem", problem.statement)]
    return form_page(request, plan, form, title, above=said)


def _set_status(problem: Problem, form: ProblemStatusForm, user: User) -> None:
    said = form.cleaned_data
    actions.set_problem_status(
        problem, said["to"], because=said["because"], expected=form.expected, by=user
    )


@require_POST
def remove_problem(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Take a problem that has no goals out of the draft."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=pk, plan=plan)
    form = ActForm(request.POST)
    taken_out(
        request,
        plan,
        form,
        lambda: actions.remove_problem(problem, expected=expected(form), by=user),
    )
    return redirect(Places(plan).draft())
