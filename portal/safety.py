"""The client's safety plan, as the client reads it."""

from clients.models import SafetyPlan

from .readers import Reader

# The columns that a client's request may read.
COLUMNS = (*SafetyPlan.STEPS, "number", "agreed_on", "agreed_with", "author_name")


def safety_plan_of(reader: Reader) -> SafetyPlan | None:
    """The plan that holds, where this reader may read it. One query.

    The database shows no older plan, and shows it to a guardian or proxy only where the plan says
    so (clients/migrations/0007_safety_plan_walls.py).
    """
    plans = SafetyPlan.objects.filter(client=reader.client_id).newest_first()
    return plans.only("id", *COLUMNS).first()
