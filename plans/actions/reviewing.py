"""Reviewing a plan: the sheet is saved as often as wanted, and ends in one of two ways.

`hold` writes the review down and carries out what was decided; the draft is then signed as a new
version. `confirm` signs that nothing changes: the version in effect stays.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts import editing
from accounts.models import User
from goals import actions as goal_actions
from goals.models import Goal, GoalReview, Objective
from goals.models.goal import Status
from goals.summaries import refresh
from trail.proof import witness
from trail.recording import record

from ..awaiting import cosigners
from ..document import PlanDocument
from ..drafting import draft_document
from ..models import Plan, Problem, Review, ReviewDraft, ReviewSignature, Version
from ..state import in_effect
from .permits import require_open_draft

CONFIRMS = (
    "I reviewed this plan with those named here. Nothing in it changes: version {number} stays in"
    " effect until the next review."
)
Decision = GoalReview.Decision


@transaction.atomic
def keep(draft: ReviewDraft, *, expected: int, by: User, finishing: bool = False) -> ReviewDraft:
    """Keep what was typed of a review. A plan has one such sheet; raises Stale like any row.

    A sheet that was finished meanwhile takes no more text; finishing it twice is left alone.
    """
    plan = require_open_draft(draft.plan, by)
    if held := Review.objects.select_related("held_by").filter(pk=draft.pk, plan=plan).first():
        if not finishing or held.held_by != by:
            raise ValidationError(f"{held.held_by.name} finished this review meanwhile.")
        return draft
    _check_days(draft, plan)
    stored = ReviewDraft.objects.filter(plan=plan).first()
    if stored is None:
        draft.row_version, draft.practice = 1, plan.practice
        return editing.add(draft, by=by, verb="review.begun", clients=[plan.client_id])
    if stored.pk != draft.pk:
        raise editing.Stale(stored)
    return editing.change(
        draft, expected=expected, by=by, verb="review.drafted", clients=[plan.client_id]
    )


def _check_days(draft: ReviewDraft, plan: Plan) -> None:
    if draft.held_on > plan.practice.today:
        raise ValidationError({"held_on": "The review cannot be held on a day yet to come."})
    if draft.held_on < plan.opened_on:
        raise ValidationError({"held_on": "The plan was not open yet on that day."})
    if draft.next_due_on <= plan.practice.today:
        raise ValidationError({"next_due_on": "The next review must lie ahead."})


@transaction.atomic
def hold(plan: Plan, draft_id: UUID, *, by: User) -> Review:
    """Write the review down, carry out what was decided, and move the date of the next one.

    Pressing twice holds it once. Raises ValidationError when something is undecided.
    """
    plan = require_open_draft(plan, by)
    if held := Review.objects.filter(pk=draft_id, plan=plan).first():
        return held
    draft = _complete(plan, draft_id)
    review = _written(plan, draft, Review.Outcome.NEW_VERSION, by)
    for goal in under_review(plan):
        _carry_out(goal, draft.goals[str(goal.pk)], by)
    _move_due_date(plan, review.next_due_on, by)
    return review


@transaction.atomic
def confirm(
    plan: Plan, draft_id: UUID, *, expected: int, seen: str, by: User, method: str = "password"
) -> Review:
    """Sign that the review changed nothing. `seen` is the digest of the version that was shown.

    Pressing twice signs once. The next review moves, and nothing else: no draft is changed by it.
    """
    plan = require_open_draft(plan, by)
    if held := Review.objects.filter(pk=draft_id, plan=plan).first():
        return held
    draft = _complete(plan, draft_id)
    if draft.row_version != expected:
        raise editing.Stale(draft)
    version = _unchanged(plan, draft, by)
    if version.digest != seen:
        raise editing.Stale(plan)
    review = _written(plan, draft, Review.Outcome.NO_CHANGE, by)
    signature = _sign(review, version, by=by, method=method)
    # Not a change of the draft: `changed_at` stays, and an open form still learns of it.
    Plan.objects.filter(pk=plan.pk).update(
        review_due_on=review.next_due_on,
        next_review_on=review.next_due_on,
        row_version=F("row_version") + 1,
    )
    said = {"digest": version.digest, "next due": review.next_due_on} | witness(signature)
    record("review.confirmed", review, by=by, clients=[plan.client_id], changed=said)
    return review


def _sign(review: Review, version: Version, *, by: User, method: str) -> ReviewSignature:
    return ReviewSignature.objects.create(
        practice_id=review.practice_id,
        review=review,
        version=version,
        digest=version.digest,
        signer=by,
        name=by.name,
        credentials=by.credentials,
        method=method,
        statement=CONFIRMS.format(number=version.number),
    )


def under_review(plan: Plan) -> list[Goal]:
    """The goals that a review decides about: active or parked, under a problem not resolved."""
    goals = Goal.objects.filter(
        problem__plan=plan, status__in=(Status.ACTIVE, Status.RESERVE)
    ).exclude(problem__status=Problem.Status.RESOLVED)
    return list(goals.in_order())


def why_not_unchanged(plan: Plan, decided: Iterable[dict[str, Any]], by: User) -> str:
    """The sentence that says why a review cannot end in "no change"; empty when it can."""
    if any(said.get("decision") != Decision.KEEP or said.get("later") for said in decided):
        return "Something is to change: the review ends in a new version."
    if names := cosigners(by):
        return f"{names} co-signs what you sign: your review ends in a new version."
    versions = list(plan.versions.with_signatures())
    current = in_effect(versions)
    if current is None or current != max(versions, key=lambda version: version.number):
        return "The newest version is not in effect: the review ends in a new version."
    if not draft_document(plan, author=by).says_the_same_as(PlanDocument.stored(current.document)):
        return f"The draft differs from {current}: the review ends in a new version."
    return ""


def _unchanged(plan: Plan, draft: ReviewDraft, by: User) -> Version:
    """The version that stays in effect."""
    if sentence := why_not_unchanged(plan, draft.goals.values(), by):
        raise ValidationError(sentence)
    current = in_effect(plan.versions.with_signatures())
    assert current is not None
    return current


def _complete(plan: Plan, draft_id: UUID) -> ReviewDraft:
    """The saved sheet, if nothing is missing in it."""
    draft = ReviewDraft.objects.select_for_update().filter(plan=plan, pk=draft_id).first()
    if draft is None:
        raise ValidationError("This review is not on the desk any more. Open it again.")
    _require_reviewable(plan)
    _check_days(draft, plan)
    if not draft.participants.strip() or not draft.summary.strip():
        raise ValidationError("Say who took part, and what the review says.")
    wanted = {str(goal.pk) for goal in under_review(plan)}
    decided = {pk for pk, said in draft.goals.items() if said.get("decision")}
    if wanted - decided:
        raise ValidationError("Decide about every goal.")
    if decided - wanted:
        raise ValidationError(
            "A goal that you decided about is not under review any more: somebody set it aside or"
            " marked it meanwhile. Look at the page again."
        )
    return draft


def _require_reviewable(plan: Plan) -> None:
    if in_effect(plan.versions.with_signatures()) is None:
        raise ValidationError("No version is in effect yet. Sign the plan first; then review it.")
    if waiting := unsigned_review(plan):
        raise ValidationError(
            f"The review of {waiting.held_on:%-d %B %Y} has no version yet. Sign the plan first."
        )


def unsigned_review(plan: Plan) -> Review | None:
    """A review that was written down and whose new version is not signed yet."""
    last = plan.reviews.order_by("recorded_at").last()
    if last is None or last.outcome == Review.Outcome.NO_CHANGE:
        return None
    signed = plan.versions.filter(frozen_at__gte=last.recorded_at)
    return None if signed.exists() else last


def _written(plan: Plan, draft: ReviewDraft, outcome: str, by: User) -> Review:
    """The review and what it said of each goal; the sheet is done with."""
    review = Review.objects.create(
        id=draft.pk,
        practice=plan.practice,
        plan=plan,
        held_on=draft.held_on,
        participants=draft.participants,
        summary=draft.summary,
        next_due_on=draft.next_due_on,
        outcome=outcome,
        held_by=by,
    )
    decided = GoalReview.objects.bulk_create(
        GoalReview(
            practice=plan.practice,
            review=review,
            goal=goal,
            progress=draft.goals[str(goal.pk)].get("progress", ""),
            decision=draft.goals[str(goal.pk)]["decision"],
            because=draft.goals[str(goal.pk)].get("because", ""),
        )
        for goal in under_review(plan)
    )
    draft.delete()
    refresh([one.goal_id for one in decided])
    said = {"held on": review.held_on, "outcome": outcome} | witness(review, *decided)
    record("review.held", review, by=by, clients=[plan.client_id], changed=said)
    return review


def _carry_out(goal: Goal, said: dict[str, Any], by: User) -> None:
    """What was decided about one goal, through the actions of goals."""
    for pk, day in said.get("later", {}).items():
        node = goal if pk == str(goal.pk) else Objective.objects.get(pk=pk, goal=goal)
        why, to = said.get("why_later", ""), date.fromisoformat(day)
        goal_actions.extend(node, to, because=why, expected=node.row_version, by=by)
    goal = Goal.objects.select_related("problem__plan").get(pk=goal.pk)
    because, seen = said.get("because", ""), goal.row_version
    if said["decision"] == Decision.PARK:
        until = said.get("until")
        day_back = date.fromisoformat(until) if until else None
        goal_actions.park(goal, because=because, until=day_back, expected=seen, by=by)
    elif said["decision"] == Decision.MET:
        goal_actions.mark_met(goal, because=because, expected=seen, by=by)
    elif said["decision"] == Decision.DROP:
        goal_actions.discontinue(goal, because=because, expected=seen, by=by)


def _move_due_date(plan: Plan, due_on: date, by: User) -> None:
    stored = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    stored.review_due_on = due_on
    editing.change(
        stored, expected=stored.row_version, by=by, verb="plan.changed", clients=[plan.client_id]
    )
