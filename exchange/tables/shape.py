"""What a table of the record is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from clients.models import Client

Rows = list[list[Any]]


@dataclass(frozen=True)
class Table:
    """One table: its headings, and what gives the rows of a client."""

    headings: tuple[str, ...]
    rows: Callable[[Client], Rows]


def day_of(moment: datetime | None, client: Client) -> date | None:
    """The day where the practice is."""
    zone = ZoneInfo(client.practice.time_zone)
    return moment.astimezone(zone).date() if moment else None
