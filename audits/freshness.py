"""Whether what is kept of a plan may still be believed (docs/adr/0024).

Every write leaves an event in its own transaction, so the trail tells what a judgement missed: an
act on its client, or on the whole practice, by a transaction that its facts may not have shown.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Practice
from notes.models import Attendance, Session
from plans.models import Plan
from plans.models.plan import PlanQuerySet
from trail.changes import Change, Seen, changes_since

from .measuring import measures_in_force
from .models import Judgement, Waiver, Watch

# Acts that name no client and change no plan: wording of one's own, people's invitations, files.
# Every other act without a client (a setting, a profile, who supervises whom) may change them all.
ASIDE = (
    "bank.", "template.", "calendar.", "staff.", "invitation.", "rows.", "seal.", "measure.",
    "mock_audit.", "packet.", "sign_off.",
)  # fmt: skip


def stale(practice: Practice, today: date) -> PlanQuerySet:
    """The plans that must be judged (again) before anything is shown of them.

    Never judged, marked by `outdated`, judged by other rules, or, while open, on an earlier day. A
    closed plan is judged as on its last day, but for waivers, which end on theirs.
    """
    run_out = Waiver.objects.filter(
        until_on__lt=today,
        until_on__gte=F("plan__judgement__judged_on"),
        plan__closed_on__isnull=False,
        practice=practice,
        ended__isnull=True,
    )
    over = Q(plan__closed_on__isnull=False) & ~Q(plan__in=run_out.order_by().values("plan"))
    believed = Judgement.objects.filter(
        Q(judged_on__gte=today) | over,
        plan=OuterRef("pk"),
        horizon__gt=0,
        measured_by__in=measures_in_force(practice),
    )
    found: PlanQuerySet = Plan.objects.filter(~Exists(believed.order_by()), practice=practice)
    return found


# Acts on one client that the records of others tell of too: how many came to a group, on whose plan
# a family's work stands, and whose name must not stand in anybody else's note.
SHARED = ("session.", "client.changed")
NONE = frozenset[int]()


def outdated(practice_id: UUID) -> list[UUID]:
    """The judgements (by id) that an act came after, and that are not marked so. Four queries."""
    watch = Watch.objects.filter(practice=practice_id).first()
    changes = changes_since(practice_id, watch.horizon if watch else 0)
    everybody, by_client = _told(changes)
    if not (everybody or by_client):
        return []
    _tell_others(by_client, [one for one in changes if one.verb.startswith(SHARED)])
    kept = Judgement.objects.filter(practice=practice_id, horizon__gt=0)
    if not everybody:
        kept = kept.filter(plan__client__in=by_client)
    rows = kept.values_list("pk", "plan__client", "horizon", "running")
    return [
        pk
        for pk, client, end, running in rows
        if Seen(end, tuple(running)).misses(everybody | by_client.get(client, NONE))
    ]


def _tell_others(by_client: dict[UUID, frozenset[int]], changes: Iterable[Change]) -> None:
    """What concerns one client of a group, couple or family concerns the others who were there."""
    xids = {one.client: NONE for one in changes if one.client}
    for one in changes:
        if one.client:
            xids[one.client] |= one.xids
    if not xids:
        return
    rows = Attendance.objects.filter(session__attendances__client__in=xids)
    rows = rows.exclude(session__kind=Session.Kind.INDIVIDUAL).order_by().distinct()
    for other, client in rows.values_list("client", "session__attendances__client"):
        if client in xids:
            by_client[other] = by_client.get(other, NONE) | xids[client]


def _told(changes: Iterable[Change]) -> tuple[frozenset[int], dict[UUID, frozenset[int]]]:
    """The transactions that may have changed every plan, and those by client."""
    everybody, by_client = NONE, dict[UUID, frozenset[int]]()
    for change in changes:
        if change.client:
            by_client[change.client] = by_client.get(change.client, NONE) | change.xids
        elif not change.verb.startswith(ASIDE):
            everybody |= change.xids
    return everybody, by_client
