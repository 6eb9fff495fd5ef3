"""What stands beside the nodes of a plan: what a return said, where to comment, what was asked."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from .document import PlanDocument
from .document.difference import Laid
from .models import Return

TREE = {"problem", "goal", "objective", "intervention"}


@dataclasses.dataclass
class Beside:
    """Everything beside one node: a return's comment, a field to write one, amendment threads."""

    comment: str = ""
    field: Any = None
    threads: list[Any] = dataclasses.field(default_factory=list)


def names_of(document: PlanDocument) -> dict[UUID, str]:
    """Every node of the tree by its id, called "goal 1.2 “Worry less”", in the plan's order."""
    items = Laid.out(document).items
    return {pk: item.name for (kind, pk), item in items.items() if kind in TREE}


def beside(
    *,
    comments: Mapping[str, str] | None = None,
    fields: Mapping[UUID, Any] | None = None,
    threads: Iterable[Any] = (),
) -> dict[UUID, Beside]:
    """What to show beside which node; nodes without anything are left out."""
    found: dict[UUID, Beside] = {}
    for node, comment in (comments or {}).items():
        if pk := node_id(node):
            found.setdefault(pk, Beside()).comment = comment
    for pk, bound in (fields or {}).items():
        found.setdefault(pk, Beside()).field = bound
    for thread in threads:
        if pk := node_id(thread.request.node):
            found.setdefault(pk, Beside()).threads.append(thread)
    return found


def node_id(key: str) -> UUID | None:
    """The id of a node; None for "plan" and for nothing."""
    try:
        return UUID(key)
    except ValueError:
        return None


def comments_by_name(back: Return | None, document: PlanDocument) -> list[tuple[UUID, str, str]]:
    """(node, name, comment) of what a return said about nodes of this document, in its order."""
    said = back.comments if back else {}
    names = names_of(document)
    return [(pk, name, said[str(pk)]) for pk, name in names.items() if str(pk) in said]
