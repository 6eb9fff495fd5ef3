"""Signing, and the supervisor's review of what was signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.editing import Stale
from accounts.models import User
from accounts.pages import accepted, asking_user

from .. import actions
from ..actions.signing import AUTHOR_STATES, COSIGNER_STATES, require_supervisor
from ..awaiting import cosigners, waiting_for
from ..document import PlanDocument, canonical, digest, missing_before_signing
from ..drafting import draft_document
from ..forms import PasswordForm, ReturnForm, SignForm, reason_for
from ..models import Plan, Version
from ..pages import (
    Places,
    answer_status,
    crumbs,
    draft_for,
    fixes,
    opened,
)
from ..tree import as_words, frozen, to_read

CHANGED = "The draft changed after you opened this page. Look at it again, then sign."


def sign(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The document as it will be frozen, what is missing, and the author's signature."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    document = draft_document(plan, author=user)
    latest = plan.versions.defer("document").order_by("number").last()
    form = SignForm(request.POST or None, request=request, initial={"reason": reason_for(latest)})
    if form.is_valid() and accepted(form, lambda: _sign(plan, form, user)):
        return redirect(Places(plan)("plans:read"))
    page = {
        "plan": plan,
        "form": form,
        "seen": digest(canonical(document)),
        "fixes": fixes(plan, missing_before_signing(document, plan.practice.today)),
        "cosigners": cosigners(user),
        "statement": AUTHOR_STATES,
        "crumbs": crumbs(plan, ("Draft", Places(plan).draft())),
        **_as_it_will_be(plan, document),
    }
    return render(request, "plans/sign.html", page, status=answer_status(form))


def _sign(plan: Plan, form: SignForm, user: User) -> None:
    said = form.cleaned_data
    try:
        actions.sign(plan, by=user, reason=said["reason"], seen=said["seen"])
    except Stale:
        raise ValidationError(CHANGED) from None


def _as_it_will_be(plan: Plan, document: PlanDocument) -> dict[str, object]:
    return {
        "document": document,
        "words": as_words(document),
        "problems_read": to_read(plan, document),
    }


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What waits for the supervisor's signature, the oldest first."""
    user = asking_user(request)
    if not user.is_supervisor:
        raise PermissionDenied("Only a supervisor co-signs.")
    versions = waiting_for(user)
    opened(request, "review.listed", user.practice, *{row.plan.client_id for row in versions})
    return render(request, "plans/review.html", {"versions": versions})


def review_version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The frozen document: co-sign it, or return it with comments."""
    user = asking_user(request)
    version = _under_review(request, pk)
    act = request.POST.get("act", "")
    page = _what_waits(version)
    signing = PasswordForm(request.POST if act == "cosign" else None, request=request)
    returning = ReturnForm(request.POST if act == "return" else None, goals=page["goal_names"])
    if signing.is_valid() and accepted(signing, lambda: actions.cosign(version, by=user)):
        messages.success(request, f"You co-signed {version} of {version.plan}.")
        return redirect("plans:review")
    if returning.is_valid() and accepted(returning, lambda: _send_back(version, returning, user)):
        messages.success(request, f"You returned {version} of {version.plan} with your comments.")
        return redirect("plans:review")
    form = signing if act == "cosign" else returning
    page |= {"signing": signing, "returning": returning, "form": form}
    return render(request, "plans/review_version.html", page, status=answer_status(form))


def _under_review(request: HttpRequest, pk: UUID) -> Version:
    """The version, for its author's supervisor: a stranger gets 404, a teammate 403."""
    user = asking_user(request)
    versions = Version.objects.visible_to(user).select_related("plan__client", "plan__practice")
    version = get_object_or_404(versions.prefetch_related("signatures", "returns"), pk=pk)
    require_supervisor(version, user)
    opened(request, "version.read", version, version.plan.client_id)
    return version


def _send_back(version: Version, form: ReturnForm, user: User) -> None:
    actions.return_version(version, form.comments, by=user)


def _what_waits(version: Version) -> dict[str, Any]:
    page = frozen(version.plan, version)
    goals = page["document"].goals
    newer = version.plan.versions.filter(number__gt=version.number).exists()
    overtaken = newer or not version.plan.is_open
    return page | {
        "plan": version.plan,
        "waits": not page["returned"] and not page["effective_at"] and not overtaken,
        "overtaken": overtaken,
        "statement": COSIGNER_STATES,
        "goal_names": [(str(goal.id), f"goal {goal.number}") for goal in goals],
        "crumbs": [("Review", reverse("plans:review"))],
    }
