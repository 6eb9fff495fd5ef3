"""The wizard's pages: where to begin, and one page for each step."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user
from clients.models import Intake
from config.forms import PlainForm
from library.carrying import carries, library_page
from library.choosing import Planner, planners
from plans import actions as plans
from plans.document import missing_before_signing
from plans.drafting import draft_document
from plans.models import Plan, Problem
from plans.pages import Places, answer_status, crumbs, draft_for

from ..copying import copy_forward, last_plan
from ..forms.start import StartForm
from ..wizard import STEPS, Laying, before, follows, form_for, write
from ..wizard.lines import READERS, understood
from ..wizard.steps import after, lines_of


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
    page |= {"going": _going(plan), "last": last_plan(plan, user), "intake": _intake(plan, user)}
    return render(request, "goals/wizard_start.html", page, status=answer_status(form))


def _intake(plan: Plan, user: User) -> Intake | None:
    """What the client said before, in sight while one writes."""
    return Intake.objects.visible_to(user).filter(client=plan.client_id).first()


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


@carries
def step(request: HttpRequest, client_id: UUID, number: int, pk: UUID, step: str) -> HttpResponse:
    """One step. Saved into the draft as it is sent; it may be skipped and returned to."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    if step not in STEPS:
        raise Http404
    problem = get_object_or_404(Problem.objects.visible_to(user), pk=pk, plan=plan)
    problem.plan = plan
    all_of = planners(user)
    laying = Laying(problem, _area_of(request, all_of, problem), user)
    form = form_for(step, request.POST or None, laying)
    if saved(request, form, lambda: write(form)):
        return redirect(_next(plan, step, Laying(problem, laying.area, user)))
    if search := library_page(request, form):
        return search
    page = _step_page(plan, step, laying) | {"form": form, "planners": all_of}
    page |= {"intake": _intake(plan, user)}
    return render(request, "goals/wizard_step.html", page, status=answer_status(form))


def _next(plan: Plan, step: str, laying: Laying) -> str:
    """The next step that asks for something; then to the signature, or to what is missing."""
    problem = laying.problem
    if name := follows(step, laying):
        return _address(plan, problem.pk, name, laying.area)
    document = draft_document(fresh(plan, laying.user), author=laying.user)
    if missing_before_signing(document, plan.practice.today):
        return Places(plan).draft("problem", problem.pk)
    return Places(plan)("plans:sign")


def fresh(plan: Plan, user: User) -> Plan:
    """The plan as it stands now."""
    plans_of = Plan.objects.visible_to(user).select_related("client", "practice", "lead")
    return plans_of.get(pk=plan.pk)


@require_POST
def say_lines(request: HttpRequest, step: str) -> HttpResponse:
    """How the lines that are being typed are read. Nothing is kept."""
    if step not in READERS:
        raise Http404
    practice = asking_user(request).practice
    assert practice is not None
    said = {
        name: [_said(step, line, practice.today) for line in lines_of(request.POST[name][:6_000])]
        for name in request.POST
        if name.startswith("own_")
    }
    return render(request, "goals/lines_said.html", {"said": said})


def _said(step: str, line: str, today: date) -> tuple[str, str]:
    """A line's statement, and what else was read in it, or why it is refused."""
    try:
        fields = READERS[step](line, today)
    except ValidationError as refusal:
        return line, " ".join(refusal.messages)
    return fields["statement"], understood(fields)


def _area_of(request: HttpRequest, all_of: list[Planner], problem: Problem) -> str:
    """The planner that the address names; without one, the first that fits the diagnosis."""
    keys = {planner.key for planner in all_of}
    if (asked := request.GET.get("area")) is not None:
        return asked if asked in keys else ""
    named = [planner.key for planner in all_of if planner.title == problem.statement]
    code = problem.diagnosis.code if problem.diagnosis else ""
    fitting = [planner.key for planner in all_of if code and planner.fits([code])]
    return next(iter([*named, *fitting]), "")


def _step_page(plan: Plan, step: str, laying: Laying) -> dict[str, Any]:
    problem, area = laying.problem, laying.area
    draft = Places(plan).draft("problem", problem.pk)
    back, name = before(step), after(step)
    return {
        "plan": plan,
        "problem": problem,
        "title": STEPS[step],
        "area": area,
        "step": step,
        "crumbs": _crumbs(plan),
        "draft": draft,
        "says": step in READERS,
        "steps": [
            (name, title, _address(plan, problem.pk, name, area)) for name, title in STEPS.items()
        ],
        "back": _address(plan, problem.pk, back, area) if back else Places(plan)("goals:wizard"),
        "skip": _address(plan, problem.pk, name, area) if name else draft,
    }


def _address(plan: Plan, problem: UUID, step: str, area: str) -> str:
    where = {"client_id": plan.client_id, "number": plan.number, "pk": problem, "step": step}
    address = reverse("goals:wizard-step", kwargs=where)
    return f"{address}?{urlencode({'area': area})}" if area else address


def _crumbs(plan: Plan) -> list[tuple[str, str]]:
    return crumbs(plan, ("Draft", Places(plan).draft()))
