"""Putting back what was taken out of a draft."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models import F

from accounts.models import User
from config import clock
from goals.summaries import refresh
from trail.recording import record

from ..models import Plan, Removed
from .moving import PARENT
from .permits import require_open_draft, stamp

# A house rule: whoever wants it back notices within the day.
KEPT_FOR = timedelta(days=1)


def remember(plan: Plan, rows: Sequence[models.Model], *, by: User) -> Removed:
    """Keep what is about to be deleted: the node first, then what hangs on it, parents first.

    Also lets go of this plan's removals that are older than a day.
    """
    Removed.objects.filter(plan=plan, removed_at__lt=clock.now() - KEPT_FOR).delete()
    kind = str(rows[0]._meta.model_name).replace("serviceorder", "service")
    # Not the JSON serializer: it would cut the moments to milliseconds.
    said = json.loads(json.dumps(serializers.serialize("python", rows), default=str))
    return Removed.objects.create(
        practice_id=plan.practice_id,
        plan=plan,
        kind=kind,
        rows=said,
        removed_by=by,
        removed_at=clock.now(),
    )


@transaction.atomic
def put_back(removed: Removed, *, by: User) -> Any:
    """The node as it was, with its id and what hung on it, at its old place; the node.

    Raises ValidationError when what it stood under is gone too, or when it is back already.
    """
    plan = require_open_draft(removed.plan, by)
    rows = [row.object for row in serializers.deserialize("python", removed.rows)]
    node: Any = rows[0]
    if type(node)._base_manager.filter(pk=node.pk).exists():
        raise ValidationError("This is back already.")
    _make_room(node, removed.kind)
    for row in rows:
        row.save(force_insert=True)
    refresh([row.pk for row in rows if row._meta.model_name == "goal"])
    removed.delete()
    stamp(plan)
    record(f"{removed.kind}.put_back", node, by=by, clients=[plan.client_id])
    return node


def _make_room(node: Any, kind: str) -> None:
    """What came to its place meanwhile moves one on."""
    if kind not in PARENT:
        return
    try:
        parent = getattr(node, PARENT[kind])
    except ObjectDoesNotExist:
        raise ValidationError("What it stood under was removed too: put that back first.") from None
    family = type(node)._base_manager.filter(**{PARENT[kind]: parent})
    if family.filter(position=node.position).exists():
        family.filter(position__gte=node.position).update(position=F("position") + 1)
