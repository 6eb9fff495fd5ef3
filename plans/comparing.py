"""Two texts of one plan, side by side: which they are, and what changed between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from .beside import names_of
from .document import PlanDocument
from .document.changes_in_words import Told, told
from .document.difference import difference
from .models import Version
from .state import effective_at, in_effect, returned


@dataclass(frozen=True)
class Compared:
    """What changed from one text to another. `base` is the older version; None where none is.

    `names` calls every node of both texts by its name; `sent_back` is a version that was returned
    after `base`, to which this text is the answer.
    """

    base: Version | None
    told: list[Told]
    names: dict[UUID, str]
    sent_back: Version | None = None


def compared(old: PlanDocument, new: PlanDocument, base: Version | None = None) -> Compared:
    """The changes in words, and the names of all nodes; the newer text's come first."""
    return Compared(base, told(difference(old, new)), names_of(new) | _only_in(old, new))


def _only_in(old: PlanDocument, new: PlanDocument) -> dict[UUID, str]:
    known = names_of(new)
    return {pk: f"{name}, taken out" for pk, name in names_of(old).items() if pk not in known}


def since_in_effect(
    version: Version, document: PlanDocument, siblings: Iterable[Version]
) -> Compared:
    """The version's difference since the one in effect before it. One query, for its text.

    A first version differs from nothing.
    """
    earlier = [row for row in siblings if row.number < version.number]
    base = in_effect([row for row in earlier if effective_at(row)])
    last = max(earlier, key=lambda row: row.number, default=None)
    back = last if last and returned(last) else None
    if base is None:
        return Compared(None, [], names_of(document), back)
    found = compared(PlanDocument.stored(base.document), document, base)
    return Compared(base, found.told, found.names, back)
