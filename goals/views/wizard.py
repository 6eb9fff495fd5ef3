"""The wizard's pages: where to begin, and one page for each step."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.pages import accepted, asking_user
from clients.models import Intake
from config.forms import PlainForm
from library.choosing import Planner, planners
from plans import actions as plans
from plans.models import Plan, Problem
from plans.pages import Places, answer_status, crumbs, draft_for

from ..copying import copy_forward, last_plan
from ..forms.start import StartForm
from ..wizard import STEPS, Laying, StepForm, after, before, write


def start(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Choose a problem area, those that fit the diagnosis first; or go on with a problem."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    diagnoses = list(plan.client.diagnoses.filter(status="active"))
    all_of = planners(user)
    problem = Problem(plan=plan, diagnosis=diagnoses[0] if diagnoses else None)
    form = StartForm(request.POST or None, instance=problem, offered=all_of)
    if form.is_valid() and accepted(form, lambda: plans.add_problem(form.instance, by=user)):
        area = form.cleaned_data["area"]
        return redirect(_address(plan, form.instance.pk, "definitions", area))
    page = _offers(request, all_of, [row.code for row in diagnoses])
    page |= {"form": form, "plan": plan, "crumbs": _crumbs(plan), "chosen": form["area"].value()}
    page |= {"going": _going(plan), "last": last_plan(plan, user)}
    return render(request, "goals/wizard_start.html", page, status=answer_status(form))


@require_POST
def copy(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The last plan's words into this draft."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = PlainForm(request.POST)
    if form.is_valid() and accepted(form, lambda: copy_forward(plan, by=user)):
        messages.success(request, "Copied. Its goals have no baseline, target or date yet.")
    else:
        messages.warning(
            request, " ".join(map(str, form.non_field_errors())) or "Nothing was copied."
        )
    return redirect(Places(plan).draft())


def _offers(request: HttpRequest, all_of: list[Planner], codes: list[str]) -> dict[str, Any]:
    """The planners that fit, then the others; both only those that were searched for."""
    typed = request.GET.get("q", "")[:200]
    wanted = [planner for planner in all_of if planner.is_about(typed)]
    fitting = [planner for planner in wanted if planner.fits(codes)]
    others = [planner for planner in wanted if planner not in fitting]
    return {"typed": typed, "fitting": fitting, "others": others, "codes": codes}


def _going(plan: Plan) -> list[tuple[str, Problem]]:
    """The draft's problems, to go on with."""
    rows = plan.problems.filter(status="active").select_related("diagnosis")
    return [(_address(plan, row.pk, "definitions", ""), row) for row in rows]


def step(request: HttpRequest, client_id: UUID, number: int, pk: UUID, step: str) -> HttpResponse:
    """One step. Saved into the draft as it is sent; it may be skipped and returned to."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    if step not in STEPS:
        raise Http404
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=pk, plan=plan)
    problem.plan = plan
    all_of = planners(user)
    area = _area_of(request, all_of, problem)
    laying = Laying(problem, area, user)
    form = StepForm(request.POST or None, laying=laying, step=step)
    if form.is_valid() and accepted(form, lambda: write(form)):
        follows = after(step)
        done = Places(plan).draft("problem", pk)
        return redirect(_address(plan, pk, follows, area) if follows else done)
    page = _step_page(plan, problem, step, area) | {"form": form, "planners": all_of}
    page |= {"intake": Intake.objects.visible_to(user).filter(client=plan.client_id).first()}
    return render(request, "goals/wizard_step.html", page, status=answer_status(form))


def _area_of(request: HttpRequest, all_of: list[Planner], problem: Problem) -> str:
    """The planner that the address names; without one, the first that fits the diagnosis."""
    keys = {planner.key for planner in all_of}
    if (asked := request.GET.get("area")) is not None:
        return asked if asked in keys else ""
    named = [planner.key for planner in all_of if planner.title == problem.statement]
    code = problem.diagnosis.code if problem.diagnosis else ""
    fitting = [planner.key for planner in all_of if code and planner.fits([code])]
    return next(iter([*named, *fitting]), "")


def _step_page(plan: Plan, problem: Problem, step: str, area: str) -> dict[str, Any]:
    draft = Places(plan).draft("problem", problem.pk)
    back, follows = before(step), after(step)
    return {
        "plan": plan,
        "problem": problem,
        "title": STEPS[step],
        "area": area,
        "step": step,
        "crumbs": _crumbs(plan),
        "draft": draft,
        "steps": [
            (name, title, _address(plan, problem.pk, name, area)) for name, title in STEPS.items()
        ],
        "back": _address(plan, problem.pk, back, area) if back else Places(plan)("goals:wizard"),
        "skip": _address(plan, problem.pk, follows, area) if follows else draft,
    }


def _address(plan: Plan, problem: UUID, step: str, area: str) -> str:
    where = {"client_id": plan.client_id, "number": plan.number, "pk": problem, "step": step}
    address = reverse("goals:wizard-step", kwargs=where)
    return f"{address}?{urlencode({'area': area})}" if area else address


def _crumbs(plan: Plan) -> list[tuple[str, str]]:
    return crumbs(plan, ("Draft", Places(plan).draft()))
