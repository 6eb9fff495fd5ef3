"""A month as a table of weeks, with what is due on each day. Plain functions."""

from calendar import SUNDAY, Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .kinds import KINDS


@dataclass(frozen=True)
class Day:
    """One square: `due` are (label, number)."""

    on: date
    is_of_month: bool
    is_today: bool
    due: list[tuple[str, int]]


@dataclass(frozen=True)
class Month:
    """Weeks from Sunday to Saturday, and the months on either side."""

    first: date
    weeks: list[list[Day]]

    @property
    def last(self) -> date:
        """The last day on the page."""
        return self.weeks[-1][-1].on

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=32)).replace(day=1)


def span(first: date) -> tuple[date, date]:
    """The first and the last day on the page of a month."""
    days = list(Calendar(SUNDAY).itermonthdates(first.year, first.month))
    return days[0], days[-1]


def month_of(first: date, today: date, due: Mapping[date, Mapping[str, int]]) -> Month:
    """The month that begins on `first`; `due` counts kinds by day."""
    weeks = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [
                Day(day, day.month == first.month, day == today, _due(due.get(day, {})))
                for day in week
            ]
            for week in weeks
        ],
    )


def _due(of_day: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(kind.label, of_day[key]) for key, kind in KINDS.items() if key in of_day]
