"""Writing the safety plan, agreeing on it, looking at it again; and what was said about risk."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from config import clock
from trail.proof import witness
from trail.recording import record

from ..models import Client, RiskAnswer, SafetyDraft, SafetyPlan, SafetyReview
from .permits import locked_to_write, refuse_later


@transaction.atomic
def save_safety_draft(draft: SafetyDraft, *, expected: int, by: User) -> SafetyDraft:
    """Save the safety plan as far as it is written. `expected` is 0 where there was none."""
    client = locked_to_write(draft.client_id, by)
    held = SafetyDraft.objects.filter(practice=by.practice, client=client).first()
    if held is None:
        return editing.add(draft, by=by, verb="safety_plan.started", clients=[client.pk])
    draft.pk, draft.practice_id = held.pk, held.practice_id
    draft._state.adding = False
    return editing.change(
        draft, expected=expected, by=by, verb="safety_plan.changed", clients=[client.pk]
    )


@transaction.atomic
def agree_on_safety_plan(plan: SafetyPlan, *, expected: int, by: User) -> SafetyPlan:
    """Make the draft, as it was read (`expected`), the next safety plan. Posted twice, it is one.

    Raises Stale when the draft was changed since, and ValidationError for an empty draft or one
    that says the same as the plan that holds.
    """
    client = locked_to_write(plan.client_id, by)
    if held := SafetyPlan.objects.filter(practice=by.practice, pk=plan.pk).first():
        return held
    draft = _draft_to_agree_on(client, expected)
    last = SafetyPlan.objects.filter(client=client).newest_first().first()
    if last and last.says_the_same_as(draft) and last.for_readers == plan.for_readers:
        raise ValidationError(
            "This says the same as the plan that holds. If you looked at it together, say that"
            " it was reviewed."
        )
    refuse_later(plan.agreed_on, "agreed_on", "The day of the agreement", by)
    for name in SafetyPlan.STEPS:
        setattr(plan, name, getattr(draft, name))
    plan.practice, plan.author = client.practice, by
    plan.author_name, plan.author_credentials = by.name, by.credentials
    plan.number, plan.made_at = (last.number if last else 0) + 1, clock.now()
    plan.clean_fields(exclude=["practice", "client", "author"])
    plan.save(force_insert=True)
    said = {"number": plan.number, "agreed_on": plan.agreed_on} | witness(plan)
    record("safety_plan.agreed", plan, by=by, clients=[client.pk], changed=said)
    return plan


def _draft_to_agree_on(client: Client, expected: int) -> SafetyDraft:
    draft = SafetyDraft.objects.filter(client=client).first()
    if draft is None or draft.is_empty:
        raise ValidationError("Write the plan first: no step says anything yet.")
    if draft.row_version != expected:
        raise editing.Stale(draft)
    return draft


@transaction.atomic
def review_safety(review: SafetyReview, *, by: User) -> SafetyReview:
    """Say that the safety plan was looked at; without one, why none is needed. Once per form."""
    client = locked_to_write(review.client_id, by)
    if held := SafetyReview.objects.filter(practice=by.practice, pk=review.pk).first():
        return held
    refuse_later(review.reviewed_on, "reviewed_on", "The day of the review", by)
    review.plan = SafetyPlan.objects.filter(client=client).newest_first().first()
    if review.plan is None and not review.words.strip():
        raise ValidationError({"words": "Say why no safety plan is needed, or write one."})
    review.practice, review.reviewed_by = client.practice, by
    review.reviewed_at = clock.now()
    review.clean_fields(exclude=["practice", "client", "plan", "reviewed_by"])
    review.save(force_insert=True)
    record("safety_plan.reviewed", review, by=by, clients=[client.pk], changed=witness(review))
    return review


@transaction.atomic
def answer_risk(
    client: Client, source: str, source_id: UUID, *, present: bool, said: str, on: date, by: User
) -> None:
    """Write down what one source (a note, an administration) says about risk, if that is new.

    `present`: whether the answer asks for the safety plan; `said`: the answer, in words; `on`: its
    day. A source that never spoke of risk, and does not now, leaves no row.
    """
    last = RiskAnswer.objects.filter(client=client, source_id=source_id).first()
    now = (present, said[:300])
    if last is None and not present:
        return
    if last is not None and (last.is_present, last.said) == now:
        return
    answer = RiskAnswer.objects.create(
        practice=client.practice, client=client, source=source, source_id=source_id,
        is_present=present, said=said[:300], on=on, answered_by=by, answered_at=clock.now(),
    )  # fmt: skip
    told = {"present": present, "source": source} | witness(answer)
    record("risk.answered", answer, by=by, clients=[client.pk], changed=told)
