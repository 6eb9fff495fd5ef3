"""The safety plan: reading it, writing it, agreeing on it, looking at it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.pages import accepted, asking_user, shown
from clients import actions
from clients.forms.safety import AgreeForm, ReviewSafetyForm, SafetyDraftForm
from clients.models import Client, SafetyDraft, SafetyPlan, SafetyReview
from clients.risk import safety_of

from .parts import crumbs, fill_in, opened_to_write, status_of


@require_safe
def safety_plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The plan that holds, what waits for a look at it, and the plans before it."""
    user = asking_user(request)
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    shown(request, "safety_plan.opened", client, [client.pk])
    safety = safety_of(client, user)
    draft = SafetyDraft.objects.visible_to(user).filter(client=client).first()
    plans = SafetyPlan.objects.visible_to(user).filter(client=client).newest_first()
    page = {
        "client": client,
        "safety": safety,
        "draft": draft if _differs(draft, safety.plan) else None,
        "earlier": list(plans[1:].only("number", "agreed_on", "agreed_with", "author_name")),
        "may_write": client.is_written_by(user),
        "crumbs": crumbs(client),
    }
    return render(request, "clients/safety_plan.html", page)


def _differs(draft: SafetyDraft | None, plan: SafetyPlan | None) -> bool:
    """Whether something is written that nobody agreed on."""
    if draft is None or draft.is_empty:
        return False
    return plan is None or not draft.says_the_same_as(plan)


@require_safe
def safety_version(request: HttpRequest, client_id: UUID, version: int) -> HttpResponse:
    """One safety plan as it was agreed on."""
    user = asking_user(request)
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    plan = get_object_or_404(SafetyPlan.objects.visible_to(user), client=client, number=version)
    shown(request, "safety_plan.opened", plan, [client.pk])
    page = {"client": client, "plan": plan, "crumbs": _crumbs(client)}
    return render(request, "clients/safety_version.html", page)


@require_http_methods(["GET", "POST"])
def edit_safety_plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write the plan with the client; it saves itself, and holds once it is agreed on."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    held = SafetyDraft.objects.visible_to(user).filter(client=client).first()
    form = SafetyDraftForm(request.POST or None, instance=held or SafetyDraft(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.save_safety_draft(form.instance, expected=form.expected, by=user),
        client=client,
        title="Write the safety plan",
        to="clients:agree-safety-plan",
        template="clients/safety_edit.html",
        autosaves=True,
        button="Save and go on to agree",
        back=reverse("clients:safety-plan", args=[client.pk]),
    )


@require_http_methods(["GET", "POST"])
def agree_safety_plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Read the draft once more with the client: from here on it holds."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    draft = SafetyDraft.objects.visible_to(user).filter(client=client).first()
    if draft is None or draft.is_empty:
        return redirect("clients:edit-safety-plan", client.pk)
    form = AgreeForm(request.POST or None, instance=draft, client=client)
    if form.is_valid() and accepted(
        form,
        lambda: actions.agree_on_safety_plan(form.plan, expected=form.expected, by=user),
    ):
        messages.success(
            request, "The safety plan holds. Print it, or tell the client where it is."
        )
        return redirect("clients:safety-plan", client.pk)
    page = {"form": form, "client": client, "crumbs": _crumbs(client), "draft": draft}
    return render(request, "clients/safety_agree.html", page, status=status_of(form))


@require_http_methods(["GET", "POST"])
def review_safety_plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Say that the plan was looked at, or why there is none."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    safety = safety_of(client, user)
    form = ReviewSafetyForm(
        request.POST or None,
        instance=SafetyReview(client=client),
        initial={"reviewed_on": client.practice.today},
        has_plan=safety.plan is not None,
    )
    words = "The safety plan was reviewed" if safety.plan else "No safety plan is needed"
    return fill_in(
        request,
        form,
        lambda: actions.review_safety(form.instance, by=user),
        client=client,
        title=words,
        to="clients:safety-plan",
        back=reverse("clients:safety-plan", args=[client.pk]),
    )


def _crumbs(client: Client) -> list[tuple[str, Any]]:
    return [*crumbs(client), ("Safety plan", reverse("clients:safety-plan", args=[client.pk]))]
