"""What changed from one document to another; `apply` makes the new one of the old and the changes.

Nodes are told apart by their ids, so that a reworded goal is that goal, and not another one.
`changes_in_words` says the changes as a clinician would. Pure: no row, no query, no clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from .nodes import Frozen
from .numbering import number_of
from .plan_document import PlanDocument

# What stands in lists by its id, and what hangs on what.
ROOTS = {"diagnosis": "diagnoses", "service": "services", "problem": "problems"}
CHILD = {
    "problem": ("goal", "goals"),
    "goal": ("objective", "objectives"),
    "objective": ("intervention", "interventions"),
}
LISTS = {*ROOTS.values(), *(name for _, name in CHILD.values())}
PARTS = ("practice", "client", "plan", "lead", "author", "intake")
# Told by something else, or by nothing that a person reads.
SILENT = {"diagnosis_id", "schema_number"}

Key = tuple[str, UUID]
Family = tuple[str, UUID | None]


@dataclass(frozen=True)
class Change:
    """One thing that differs.

    `kind` is added, removed, moved or changed; `node` what it is about ("goal", "plan", "client",
    or a list such as "coverage"), `id` which one. For changed, `old` and `new` are the values of
    `field`; for added and removed the node itself without what hangs on it; for moved its numbers.
    `parent` and `place` (from 0) say where an added or moved node stands. `name` is what it is
    called in the newer document that has it, `was` its number before, if that is another.
    """

    kind: str
    node: str
    id: UUID | None = None
    field: str = ""
    old: Any = None
    new: Any = None
    parent: UUID | None = None
    place: int | None = None
    name: str = ""
    was: str = ""

    @property
    def is_told(self) -> bool:
        """Whether a reader is told of it."""
        return self.field not in SILENT


@dataclass(frozen=True)
class Item:
    """A node without what hangs on it, and where it stands."""

    node: Any
    family: Family
    number: str

    @property
    def name(self) -> str:
        """ "goal 1.2 “Worry less”"."""
        kind = self.family[0]
        if kind == "diagnosis":
            return f"diagnosis {self.node.code}"
        if kind == "service":
            return f"service “{self.node.type}, {self.node.minutes} minutes”"
        return f"{kind} {self.number} “{shortened(self.node.statement)}”"


def shortened(text: str, most: int = 60) -> str:
    """The text, or its beginning in whole words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return f"{cut}…"


@dataclass
class Laid:
    """A document taken apart: its nodes by key, and the order within each family."""

    items: dict[Key, Item] = field(default_factory=dict)
    families: dict[Family, list[Key]] = field(default_factory=dict)

    @classmethod
    def out(cls, document: PlanDocument) -> "Laid":
        """Take the document apart."""
        laid = cls()
        for kind, name in ROOTS.items():
            laid._lay((kind, None), getattr(document, name), "")
        return laid

    def _lay(self, family: Family, nodes: Iterable[Any], above: str) -> None:
        kind = family[0]
        child, name = CHILD.get(kind, ("", ""))
        for place, node in enumerate(nodes):
            number = number_of(kind, above, place) if kind not in ("diagnosis", "service") else ""
            alone = node.model_copy(update={name: ()}) if name else node
            self.items[kind, node.id] = Item(alone, family, number)
            self.families.setdefault(family, []).append((kind, node.id))
            if name:
                self._lay((child, node.id), getattr(node, name), number)

    def together(self, family: Family, above: str = "") -> tuple[Any, ...]:
        """The nodes of a family, numbered by their places, with all that hangs on them."""
        found = []
        for place, key in enumerate(self.families.get(family, [])):
            kind, pk = key
            changed: dict[str, Any] = {}
            if kind not in ("diagnosis", "service"):
                changed["number"] = number_of(kind, above, place)
            if kind in CHILD:
                child, name = CHILD[kind]
                changed[name] = self.together((child, pk), changed["number"])
            found.append(self.items[key].node.model_copy(update=changed))
        return tuple(found)


def difference(old: PlanDocument, new: PlanDocument) -> list[Change]:
    """Every difference: the parts around the tree, then what was removed, then the new tree."""
    before, after = Laid.out(old), Laid.out(new)
    return [*_around(old, new), *_removed(before, after), *_in_tree(before, after)]


def _around(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    for name in type(new).model_fields:
        if name in LISTS:
            continue
        one, other = getattr(old, name), getattr(new, name)
        if name in PARTS:
            yield from _fields(Change("changed", name, name=name), one, other)
        elif one != other:
            yield Change("changed", name, field=name, old=one, new=other, name=name)


def _fields(change: Change, old: Frozen, new: Frozen) -> Iterator[Change]:
    """One change for each field that differs; the number follows from the place."""
    for name in type(new).model_fields:
        one, other = getattr(old, name), getattr(new, name)
        if one != other and not (name == "number" and change.id):
            yield replace(change, field=name, old=one, new=other)


def _removed(before: Laid, after: Laid) -> Iterator[Change]:
    for key, item in before.items.items():
        if key not in after.items:
            yield Change("removed", *key, old=item.node, name=item.name)


def _in_tree(before: Laid, after: Laid) -> Iterator[Change]:
    moved = {key for family in after.families for key in _moved(before, after, family)}
    for key, item in after.items.items():
        had = before.items.get(key)
        place = after.families[item.family].index(key)
        at: dict[str, Any] = {"parent": item.family[1], "place": place, "name": item.name}
        if had is None:
            yield Change("added", *key, new=item.node, **at)
            continue
        was = had.number if had.number != item.number else ""
        if key in moved:
            yield Change("moved", *key, old=had.number, new=item.number, was=was, **at)
        told = Change("changed", *key, name=item.name, was=was)
        yield from _fields(told, had.node, item.node)


def _moved(before: Laid, after: Laid, family: Family) -> Iterator[Key]:
    """The fewest nodes whose moving explains the new order; and those from another parent."""
    here = after.families[family]
    places = {key: n for n, key in enumerate(before.families.get(family, []))}
    stayed = _longest_rising([places[key] for key in here if key in places])
    for key in here:
        if key in before.items and places.get(key) not in stayed:
            yield key


def _longest_rising(numbers: list[int]) -> set[int]:
    """A longest part of the numbers, in their order, that only rises."""
    best: list[list[int]] = []
    for number in numbers:
        lower = [part for part in best if part[-1] < number]
        best.append([*_longest(lower), number])
    return set(_longest(best))


def _longest(parts: list[list[int]]) -> list[int]:
    return max(parts, key=lambda part: len(part), default=[])


def apply(old: PlanDocument, changes: Iterable[Change]) -> PlanDocument:
    """The document that the changes make of the old one."""
    changes = list(changes)
    laid = Laid.out(old)
    _rearrange(laid, changes)
    around: dict[str, Any] = {}
    for change in changes:
        if change.kind != "changed":
            continue
        if change.id:
            key = (change.node, change.id)
            item = laid.items[key]
            node = item.node.model_copy(update={change.field: change.new})
            laid.items[key] = replace(item, node=node)
        elif change.node in PARTS:
            part = around.get(change.node, getattr(old, change.node))
            around[change.node] = part.model_copy(update={change.field: change.new})
        else:
            around[change.node] = change.new
    lists = {name: laid.together((kind, None)) for kind, name in ROOTS.items()}
    return old.model_copy(update=around | lists)


def _rearrange(laid: Laid, changes: list[Change]) -> None:
    """Take out what was removed or moved, then put in what was added or moved, by its place."""
    for change in changes:
        if change.kind in ("removed", "moved"):
            assert change.id
            key = (change.node, change.id)
            laid.families[laid.items[key].family].remove(key)
    put = [change for change in changes if change.kind in ("added", "moved")]
    for change in sorted(put, key=lambda change: change.place or 0):
        assert change.id
        assert change.place is not None
        key, family = (change.node, change.id), (change.node, change.parent)
        node = change.new if change.kind == "added" else laid.items[key].node
        laid.items[key] = Item(node, family, "")
        laid.families.setdefault(family, []).insert(change.place, key)
