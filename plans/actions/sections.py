"""Answering what a practice's own templates ask about a plan."""

from django.db import transaction

from accounts import editing
from accounts.models import User

from ..models import PlanSection
from .permits import require_open_draft, stamp


@transaction.atomic
def answer_section(section: PlanSection, *, expected: int, by: User) -> PlanSection:
    """The answers to one template, in the draft of a plan. There is one row of them.

    A row that is not stored yet was opened at version 0. Raises Stale when somebody else was
    faster, unless both answered the same.
    """
    plan = require_open_draft(section.plan, by)
    stamp(plan)
    of_client = [plan.client_id]
    held = PlanSection.objects.filter(plan=plan, key=section.key).first()
    if held is None:
        return editing.add(section, by=by, verb="section.answered", clients=of_client)
    section.pk, section._state.adding = held.pk, False
    return editing.change(
        section, expected=expected, by=by, verb="section.changed", clients=of_client
    )
