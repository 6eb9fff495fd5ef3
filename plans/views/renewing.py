"""Renewal: the sheet of a review, the signature that nothing changes, and held reviews."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.editing import Stale
from accounts.models import User
from accounts.pages import accepted, asking_user
from portal.preparing import QUESTIONS, next_review
from portal.rules import rules_for_paper
from portal.shared import numbers_of, shared_with
from portal.stories import stories_of
from portal.voice import Voice

from ..actions import reviewing
from ..forms.renewing import ConfirmForm, Decision, RenewForm
from ..models import Plan, Review, ReviewDraft
from ..pages import Places, answer_status, crumbs, draft_for, plan_for
from ..renewal import Sheet, fresh_sheet, sheet_of
from ..review_rules import RULES
from ..review_words import due_words
from ..reviews import decisions, held_reviews
from ..state import in_effect

LOOK_AGAIN = "The review or the plan changed after you opened this page. Look at it again."


def renew(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Each goal with its evidence, what becomes of it, and the review's text."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    sheet = sheet_of(plan, plan.practice.today)
    kept = ReviewDraft.objects.visible_to(user).filter(plan=plan).first()
    form = RenewForm(request.POST or None, instance=kept or fresh_sheet(sheet), sheet=sheet)
    if form.is_valid() and accepted(form, lambda: _save(form, plan, user)):
        return redirect(_next(request, form, plan))
    page = {"plan": plan, "sheet": sheet, "form": form, "kept": kept, **_around(plan)}
    return render(request, "plans/renew.html", page, status=answer_status(form))


def _save(form: RenewForm, plan: Plan, user: User) -> None:
    """Keep the sheet; when it is finished and something changes, the review is held."""
    draft = form.instance
    reviewing.keep(draft, expected=form.expected, by=user, finishing=form.finishing)
    if form.finishing and reviewing.why_not_unchanged(plan, draft.goals.values(), user):
        reviewing.hold(plan, draft.pk, by=user)


def _next(request: HttpRequest, form: RenewForm, plan: Plan) -> str:
    """Where a saved sheet leads: back to it, to the draft, or to a signature."""
    place, reviews = Places(plan), Review.objects.visible_to(asking_user(request))
    if not form.finishing or request.POST.get("resolve") == "theirs":
        messages.success(request, "The review is saved as it stands. Nothing of it is signed yet.")
        return place("plans:renew")
    if not reviews.filter(pk=form.instance.pk).exists():
        return place("plans:confirm-review")
    decided = {said.get("decision") for said in form.instance.goals.values()}
    if Decision.CHANGE in decided:
        messages.success(request, "The review is written down. Now change the plan, then sign it.")
        return place.draft()
    messages.success(request, "The review is written down. Now sign the new version.")
    return place("plans:sign")


def _around(plan: Plan) -> dict[str, Any]:
    """What stands above the sheet, and why there may be none."""
    due = plan.next_review_on
    versions = plan.versions.defer("document").with_signatures()
    return {
        "title": f"Review of plan {plan.number}",
        "subtitle": plan.client.legal_name,
        "crumbs": crumbs(plan),
        "due": due_words(due, plan.practice.today) if due else "",
        "in_effect": in_effect(versions),
        "unsigned": reviewing.unsigned_review(plan),
        "interval": plan.practice.review_interval_days,
        "rule": RULES["interval"],
    }


def confirm_review(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The review as it will be kept, and the signature that nothing changes."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    kept = ReviewDraft.objects.visible_to(user).filter(plan=plan).first()
    if kept is None or reviewing.why_not_unchanged(plan, kept.goals.values(), user):
        return _nothing_to_confirm(request, plan)
    if request.POST.get("act") == "version":
        return _new_version(request, plan, kept, user)
    form = ConfirmForm(request.POST or None, request=request)
    if form.is_valid() and accepted(form, lambda: _confirm(plan, form, user)):
        messages.success(request, "You signed the review. The plan stays in effect.")
        return redirect(Places(plan)("plans:held-review", kept.pk))
    page = _to_confirm(plan, sheet_of(plan, kept.held_on), kept) | {"form": form}
    return render(request, "plans/confirm_review.html", page, status=answer_status(form))


def _confirm(plan: Plan, form: ConfirmForm, user: User) -> None:
    said = form.cleaned_data
    try:
        reviewing.confirm(
            plan,
            said["draft"],
            expected=said["row_version"],
            seen=said["seen"],
            by=user,
            method=form.method,
        )
    except Stale:
        raise ValidationError(LOOK_AGAIN) from None


def _to_confirm(plan: Plan, sheet: Sheet, kept: ReviewDraft) -> dict[str, Any]:
    version = in_effect(plan.versions.with_signatures())
    assert version is not None
    said = [(item, kept.goals.get(str(item.goal.pk), {})) for item in sheet.goals]
    return {
        "plan": plan,
        "kept": kept,
        "version": version,
        "said": [(item, words.get("progress", "")) for item, words in said],
        "statement": reviewing.CONFIRMS.format(number=version.number),
        "crumbs": crumbs(plan, ("Review", Places(plan)("plans:renew"))),
    }


def _nothing_to_confirm(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Already signed (the button was pressed twice), or not finished."""
    reviews = Review.objects.visible_to(asking_user(request)).filter(plan=plan)
    last = reviews.order_by("recorded_at").last()
    if last and request.POST.get("draft") == str(last.pk):
        return redirect(Places(plan)("plans:held-review", last.pk))
    messages.warning(request, "There is no finished review without a change to sign here.")
    return redirect(Places(plan)("plans:renew"))


def _new_version(request: HttpRequest, plan: Plan, kept: ReviewDraft, user: User) -> HttpResponse:
    """Nothing changes, and a new version is signed all the same."""
    try:
        reviewing.hold(plan, kept.pk, by=user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect(Places(plan)("plans:renew"))
    return redirect(Places(plan)("plans:sign"))


@require_safe
def prepare(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The client's sheet to get ready for the review, to be printed."""
    plan = plan_for(request, client_id, number, verb="review.sheet_opened")
    today, place = plan.practice.today, Places(plan)
    of_client = shared_with(client_id, rules_for_paper(client_id))
    shared = [one for one in of_client if one.version.plan_id == plan.pk]
    told = stories_of(shared, numbers_of(client_id, shared), Voice(), today)
    page = {
        "plan": plan,
        "appointment": next_review(shared, today),
        "stories": [
            replace(one, chart_url=f"{place('goals:chart', one.goal.id)}?variant=client")
            for one in told
        ],
        "questions": QUESTIONS,
        "crumbs": crumbs(plan),
    }
    return render(request, "plans/prepare.html", page)


@require_safe
def held_review(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """A review that was held: what was found, decided and signed."""
    plan = plan_for(request, client_id, number, verb="review.read")
    reviews = Review.objects.visible_to(asking_user(request)).filter(plan=plan)
    review = get_object_or_404(reviews, pk=pk)
    page = {
        "plan": plan,
        "held": next(item for item in held_reviews(plan) if item.review.pk == review.pk),
        "decisions": decisions(review),
        "crumbs": crumbs(plan),
    }
    return render(request, "plans/held_review.html", page)
