"""Order within the plan: any node moves up or down among its siblings."""

from typing import Any

from django.db import transaction

from accounts import editing
from accounts.models import User
from trail.recording import record

from .permits import require_open_draft, stamp

PARENT = {"problem": "plan", "goal": "problem", "objective": "goal", "intervention": "objective"}


@transaction.atomic
def move(node: Any, places: int, *, expected: int, by: User) -> int:
    """Move a node by places (-1 up, +1 down); at an end it stays. The new place, from 1."""
    plan = require_open_draft(node.home, by)
    stored = editing.lock(node, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    parent = PARENT[node._meta.model_name]
    family = type(node)._base_manager.filter(**{parent: getattr(stored, parent)})
    siblings = list(family.select_for_update().order_by("position", "id"))
    here = next(i for i, sibling in enumerate(siblings) if sibling.pk == stored.pk)
    there = min(max(here + places, 0), len(siblings) - 1)
    siblings.insert(there, siblings.pop(here))
    for place, sibling in enumerate(siblings, 1):
        if sibling.position != place:
            family.filter(pk=sibling.pk).update(position=place)
    stamp(plan)
    name = node._meta.model_name
    record(f"{name}.moved", stored, by=by, clients=[plan.client_id], changed={"to": there + 1})
    return there + 1
