"""Who may write in a plan, and the stamp that says that it changed."""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from clients.models import Client
from config import clock

from ..models import Plan


def require_author(client: Client, by: User) -> None:
    """Clinical text is written by the clinicians on the care team, and by nobody else."""
    if client.practice_id != by.practice_id or not client.is_written_by(by):
        raise PermissionDenied("Only a clinician on the care team writes in this record.")


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
