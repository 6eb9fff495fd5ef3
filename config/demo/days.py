"""When things happened: weeks and hours of a case, counted back from today."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Practice, User
from config import clock
from config.tenancy import acting, as_staff, asking

from .cases import Case, Life

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@dataclass(frozen=True)
class Days:
    """The calendar of one case. Week 0 is the opening; the last week ends before today."""

    opened_on: date
    hour: time
    zone: ZoneInfo

    @classmethod
    def of(cls, case: Case, life: Life, practice: Practice) -> "Days":
        """Counted so that the last week of the case fell within the last seven days."""
        yesterday = practice.today - timedelta(days=1)
        last = yesterday - timedelta(days=(yesterday.weekday() - WEEKDAYS.index(life.weekday)) % 7)
        weeks = max([life.weeks, *case.sessions])
        hour = time.fromisoformat(life.time)
        return cls(last - timedelta(weeks=weeks), hour, ZoneInfo(practice.time_zone))

    def day(self, week: int, *, later: int = 0) -> date:
        """The day of that week's appointment, or some days later."""
        return self.opened_on + timedelta(weeks=week, days=later)

    def at(self, week: int, *, minutes: int = 0, days: int = 0) -> datetime:
        """The hour of that week's appointment where the practice is, or some time later."""
        moment = datetime.combine(self.day(week, later=days), self.hour, tzinfo=self.zone)
        return moment + timedelta(minutes=minutes)


@contextmanager
def working(user: User, moment: datetime) -> Iterator[None]:
    """What the user does at that moment, with the walls standing.

    Within `at_work` it costs no transaction of its own.
    """
    with clock.standing_at(moment):
        if asking() == as_staff(user.practice_id, user.pk):
            yield
        else:
            with at_work(user):
                yield


def at_work(user: User) -> AbstractContextManager[None]:
    """One transaction in which the database knows that the user asks."""
    return acting(as_staff(user.practice_id, user.pk))
