"""Whose draft this is to write, and the stamp that says that it changed."""

from django.core.exceptions import ValidationError

from accounts.models import User
from clients.actions.permits import require_author
from config import clock

from ..models import Plan


def require_open_draft(plan: Plan, by: User) -> Plan:
    """The plan, locked for this transaction: open, and the user's to write."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("client")
        .get(pk=plan.pk, practice=by.practice)
    )
    require_author(plan.client, by)
    if not plan.is_open:
        raise ValidationError("This plan is closed. What is to be added belongs in a new plan.")
    return plan


def stamp(plan: Plan) -> None:
    """Something under the plan changed: what judges plans looks at this moment."""
    Plan.objects.filter(pk=plan.pk).update(changed_at=clock.now())
