"""Which templates a practice offers: its own and the built-in ones, each in its newest number."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Practice

from .definition import Definition
from .models import Template
from .shipping import Shipped, shipped

FEW = 5


@dataclass(frozen=True)
class Offered:
    """A template that can be chosen. `number` is 0 for a built-in one that was never used."""

    key: str
    kind: str
    title: str
    number: int
    built_in: bool
    retired: bool
    asks: Definition

    @property
    def in_short(self) -> str:
        """Its first headings or questions, for a list to choose from."""
        labels = [placed.label for placed in self.asks.fields]
        return ", ".join(labels) if len(labels) <= FEW else f"{', '.join(labels[:FEW])} and more"


def all_templates(practice: Practice | None) -> list[Offered]:
    """Built-in ones first, in their order, then the practice's by title; one query."""
    held = {row.key: row for row in Template.objects.filter(practice=practice).newest()}
    built_in = [_built_in(item, held.pop(item.key, None)) for item in shipped().values()]
    own = sorted(held.values(), key=lambda row: (row.title.casefold(), row.key))
    return [*built_in, *(_own(row) for row in own)]


def offered(practice: Practice | None, kinds: Iterable[str]) -> list[Offered]:
    """The templates of these kinds that are in use; one query."""
    wanted = set(kinds)
    return [item for item in all_templates(practice) if item.kind in wanted and not item.retired]


def _built_in(item: Shipped, held: Template | None) -> Offered:
    return Offered(
        key=item.key,
        kind=item.kind,
        title=item.title,
        number=held.number if held else 0,
        built_in=True,
        retired=bool(held and held.retired),
        asks=item.asks,
    )


def _own(row: Template) -> Offered:
    return Offered(
        row.key, row.kind, row.title, row.number, built_in=False, retired=row.retired, asks=row.asks
    )
