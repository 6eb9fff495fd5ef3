"""Which instruments a practice knows, and which of them it uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from accounts.models import User

from .instrument import Definition
from .models import Instrument, InstrumentChoice
from .shipped import shipped

Row = TypeVar("Row", Instrument, InstrumentChoice)


@dataclass(frozen=True)
class Known:
    """An instrument in this practice. `choice` is None where nobody has chosen yet."""

    says: Definition
    is_shipped: bool
    choice: InstrumentChoice | None = None

    @property
    def is_on(self) -> bool:
        """As chosen; until then as shipped, which is off where the terms are unsure."""
        return self.choice.is_on if self.choice else self.says.licence.is_on

    @property
    def needs_terms(self) -> bool:
        """Whether somebody must confirm the terms before it is used."""
        return not self.says.licence.is_on


def known_to(user: User) -> list[Known]:
    """Every instrument of the user's practice by name: the shipped, and its own. Two queries."""
    choices = _newest(InstrumentChoice.objects.visible_to(user).select_related("by"))
    own = _newest(Instrument.objects.visible_to(user).filter(added_by__isnull=False))
    found = [Known(said, True, choices.get(key)) for key, said in shipped().items()]
    found += [Known(row.says, False, choices.get(key)) for key, row in own.items()]
    return sorted(found, key=lambda one: (one.says.name.casefold(), one.says.key))


def find(key: str, user: User) -> Known | None:
    """One instrument of the user's practice, or None."""
    return next((one for one in known_to(user) if one.says.key == key), None)


def _newest(rows: Iterable[Row]) -> dict[str, Row]:
    """The highest number of each key."""
    return {row.key: row for row in sorted(rows, key=lambda row: row.number)}
