"""What the audit found in one plan: who requires it, where it stands, where it is mended."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.pages import accepted, asking_user, pressed, shown
from audits import actions
from audits.actions.asking import require_admin
from audits.actions.attesting import require_attester
from audits.forms import AttestForm, WaiverForm
from audits.models import Finding, Waiver
from audits.report import report_of, version_in_effect
from audits.rules import RULES
from config.forms import PlainForm
from plans.models import Plan

from .asking import ask_form, has_asked


@require_http_methods(["GET", "HEAD", "POST"])
def show_findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that the rules say of one plan. A post asks about the ticked findings."""
    user, ask = asking_user(request), ask_form(request)
    plan = _plan(request, user, pk)
    if has_asked(request, ask):
        return redirect("audits:findings", plan.pk)
    actions.bring_up_to_date(plan.practice, only=[plan.pk])
    context = report_of(plan, user) | {"ask": ask, "has_errors": bool(ask.errors)}
    return render(request, "audits/findings.html", context, status=422 if ask.errors else 200)


@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a finding stand, with the reason."""
    user = asking_user(request)
    require_admin(user)
    found = get_object_or_404(Finding.objects.visible_to(user).select_related("plan"), pk=pk)
    plan = _plan(request, user, found.plan_id)
    form = WaiverForm(request.POST or None, version=version_in_effect(plan))
    kept: list[Waiver] = []
    if form.is_valid() and accepted(form, lambda: kept.append(_waive(found, plan, form, user))):
        undo = reverse("audits:end-waiver", args=[kept[0].pk])
        messages.success(request, "Waived.", extra_tags=undo)
        return redirect("audits:findings", plan.pk)
    page = {"form": form, "finding": found, "plan": plan, "rule": RULES.get(found.rule)}
    return render(request, "audits/waive.html", page, status=422 if form.errors else 200)


def _waive(found: Finding, plan: Plan, form: WaiverForm, user: User) -> Waiver:
    said = form.cleaned_data
    return actions.waive(
        found, reason=said["reason"], until_on=said["until_on"], version=form.version, by=user
    )


@require_POST
def end_waiver(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The defect counts again."""
    user = asking_user(request)
    require_admin(user)
    waiver = get_object_or_404(Waiver.objects.visible_to(user).select_related("plan"), pk=pk)
    if pressed(request, PlainForm(request.POST), lambda: actions.end_waiver(waiver, by=user)):
        messages.success(request, "The waiver is over.")
    return redirect("audits:findings", waiver.plan_id)


@require_http_methods(["GET", "POST"])
def attest(request: HttpRequest, pk: UUID, rule: str) -> HttpResponse:
    """Say under one's own name whether a rule is met."""
    user = asking_user(request)
    plan = _plan(request, user, pk)
    if rule not in RULES or not RULES[rule].asks_a_person:
        raise Http404
    require_attester(plan, user)
    form = AttestForm(request.POST or None, version=version_in_effect(plan))
    if form.is_valid() and accepted(form, lambda: _attest(plan, rule, form, user)):
        messages.success(request, f"{rule} is attested by {user.printed_name}.")
        return redirect("audits:findings", plan.pk)
    page = {"form": form, "plan": plan, "rule": RULES[rule]}
    return render(request, "audits/attest.html", page, status=422 if form.errors else 200)


def _attest(plan: Plan, rule: str, form: AttestForm, user: User) -> None:
    said = form.cleaned_data
    holds, words = said["holds"] == "yes", said["words"]
    actions.attest(plan, rule, holds=holds, words=words, version=form.version, by=user)


def _plan(request: HttpRequest, user: User, pk: UUID) -> Plan:
    plans = Plan.objects.visible_to(user).with_versions()
    plan = get_object_or_404(plans.select_related("client", "practice", "lead"), pk=pk)
    shown(request, "findings.read", plan, [plan.client_id])
    return plan
