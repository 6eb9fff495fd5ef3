"""Choosing from a planner: the areas that fit a diagnosis, and one area's statements as they stand.

The practice's layer is applied: its wording stands in the shipped one's place, what it took out is
not offered, what it added is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User

from .models import Area, PracticeArea, PracticeStatement, Statement
from .wording import Kind


@dataclass(frozen=True)
class Offered:
    """One statement of a planner. `key` and `serves` tie its objectives to its goals."""

    row: Statement | PracticeStatement
    key: str = ""
    serves: tuple[str, ...] = ()

    @property
    def pk(self) -> UUID:
        """The statement's id."""
        return self.row.pk


@dataclass(frozen=True)
class Planner:
    """A problem area: `key` names it in an address, a slug or a practice's own id."""

    key: str
    title: str
    group: str
    summary: str
    codes: tuple[str, ...]

    def fits(self, codes: Iterable[str]) -> bool:
        """Whether it names one of these diagnoses, or their category, or one within it."""
        return any(
            code.startswith(own) or own.startswith(code) for code in codes for own in self.codes
        )

    def is_about(self, typed: str) -> bool:
        """Whether it speaks of each word typed."""
        said = f"{self.title} {self.group} {self.summary}".casefold()
        return all(word in said for word in typed.casefold().split())

    @property
    def offered_as(self) -> str:
        """For a list to choose from."""
        return f"{self.title} ({self.group})"


def planners(user: User) -> list[Planner]:
    """Every planner that the user may choose from, the practice's own among them. Two queries."""
    held = [_planner(area) for area in Area.objects.all()]
    held += [_planner(area) for area in PracticeArea.objects.visible_to(user)]
    return sorted(held, key=lambda planner: planner.title.casefold())


def _planner(area: Any) -> Planner:
    return Planner(str(area.pk), area.title, area.group, area.summary, tuple(area.codes))


def offered_by(key: str, user: User) -> list[Offered]:
    """The statements of one planner, in their order; of none, an empty list. Two queries."""
    layer = PracticeStatement.objects.visible_to(user)
    if own := _own_id(key):
        return [Offered(row) for row in layer.filter(own_area=own, is_hidden=False)]
    over = list(layer.filter(area=key))
    instead = {row.replaces_id: row for row in over if row.replaces_id}
    held = []
    for row in Statement.objects.filter(area=key):
        said = instead.get(row.pk, row)
        if not getattr(said, "is_hidden", False):
            held.append(Offered(said, row.key, tuple(row.serves)))
    return held + [Offered(row) for row in over if not row.replaces_id and not row.is_hidden]


def _own_id(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def of_kind(offered: Iterable[Offered], kind: Kind) -> list[Offered]:
    """Those of one kind."""
    return [item for item in offered if item.row.kind == kind]
