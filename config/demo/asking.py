"""A client asks to have the record amended, and staff write it down."""

from accounts.models import User
from plans import actions
from plans.models import AmendmentRequest, Plan

from .cases import Asked
from .days import Days


def ask(plan: Plan, said: Asked, days: Days, by: User) -> AmendmentRequest:
    """What the client asked about the first version, on the day of that week's session."""
    version = plan.versions.order_by("number")[0]
    request = AmendmentRequest(
        client=plan.client,
        version=version,
        node="plan",
        item="the whole plan",
        what=said.what,
        why=said.why,
        asked_by=AmendmentRequest.AskedBy.CLIENT,
        way=AmendmentRequest.Way.SPOKEN,
        received_on=days.day(said.week),
    )
    return actions.record_amendment_request(request, by=by)
