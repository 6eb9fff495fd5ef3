"""Which charts a mock audit may draw from, and which it draws: anybody can draw the same again."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from accounts.models import User
from clients.models import Coverage
from plans.models import Plan

from ..models import MockAudit
from ..profiles import Profiles

Scope = MockAudit.Scope
# House rule: what is judged, read and talked through in one sitting; a page shows it at once.
MOST_CHARTS = 100
LAST_SEED = 999_999_999


def frame(user: User, scope: str, profile: str) -> list[UUID]:
    """The plans that may be drawn, in order of id: of the scope, and of the payer if one is named.

    Three queries.
    """
    plans = Plan.objects.visible_to(user)
    if scope != Scope.ALL:
        plans = plans.filter(closed_on=None)
    if scope == Scope.IN_EFFECT:
        plans = plans.filter(next_review_on__isnull=False)
    rows = plans.order_by("pk").values_list("pk", "client", "closed_on")
    if not profile:
        return [pk for pk, *_ in rows]
    judged_by = _judged_by(user)
    return [pk for pk, client, closed_on in rows if judged_by(client, closed_on) == profile]


def _judged_by(user: User) -> Callable[[UUID, date | None], str]:
    """By whose profile a client's plan is judged: today, or on the day on which it was closed."""
    assert user.practice is not None
    profiles, today = Profiles(user.practice), user.practice.today
    paid: dict[UUID, list[Coverage]] = {}
    for coverage in Coverage.objects.filter(practice=user.practice):
        paid.setdefault(coverage.client_id, []).append(coverage)
    return lambda client, closed_on: (
        profiles.of(paid.get(client, []), min(today, closed_on or today)).key
    )


def frame_digest(plans: Iterable[UUID]) -> str:
    """SHA-256 (hex) over the ids, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(map(str, plans))).encode()).hexdigest()
