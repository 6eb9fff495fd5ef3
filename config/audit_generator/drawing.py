"""Drawing by lot, and the words that are drawn from (fixtures/audit/invented_records.yaml)."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings

Row = dict[str, Any]
Thing = TypeVar("Thing")

ZONE = ZoneInfo("America/Chicago")


@cache
def vocabulary() -> Row:
    """All that made-up records are written with."""
    path = settings.BASE_DIR / "fixtures" / "audit" / "invented_records.yaml"
    found: Row = yaml.safe_load(path.read_text())
    return found


class Lot(random.Random):
    """A seeded draw: the same seed, the same record."""

    def id(self) -> UUID:
        """A new identity."""
        return UUID(int=self.getrandbits(128), version=4)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return self.choice(things)

    def chance(self, share: float) -> bool:
        """True in so many of all cases (0 to 1)."""
        return self.random() < share

    def some(self, things: Sequence[Thing], most: int) -> list[Thing]:
        """One or more of them, in any order."""
        return self.sample(things, self.randint(1, min(most, len(things))))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment where the practice is."""
    return datetime.combine(day, time(hour, minute), ZONE)


def after(moment: datetime, wait: timedelta) -> datetime:
    """So much time later; the clock on the wall may have been changed meanwhile."""
    return (moment.astimezone(UTC) + wait).astimezone(ZONE)


def weeks(number: float) -> timedelta:
    """So many weeks, in whole days."""
    return timedelta(days=round(7 * number))
