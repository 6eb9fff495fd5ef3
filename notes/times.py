"""Sessions on the practice's wall: what the clock shows, and the same hour week after week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from config import clock

# A rule of this software: a year of weekly sessions at once.
MOST_WEEKS = 52
# A rule of this software: later than this is a slip in the year.
FARTHEST = timedelta(days=2 * 366)


def moment(day: date, at: time, time_zone: str) -> datetime:
    """The moment at which the wall clock shows this. Refuses the hour that a spring night skips.

    Of an hour that an autumn night shows twice, it is the first.
    """
    zone = ZoneInfo(time_zone)
    found = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    back = found.astimezone(ZoneInfo("UTC")).astimezone(zone)
    if back.replace(tzinfo=None) != found.replace(tzinfo=None):
        raise ValidationError(
            "There was no such time on that day: the clocks were put forward. Correct the time."
        )
    return found


@dataclass(frozen=True)
class Hours:
    """From when to when on a day, as the wall clock shows it."""

    day: date
    start: time
    stop: time

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime, time_zone: str) -> "Hours":
        """What the clock showed. A session that ends after midnight ends on the next day."""
        zone = ZoneInfo(time_zone)
        first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
        return cls(first.date(), first.time(), last.time())

    def moments(self, time_zone: str, days_later: int = 0) -> tuple[datetime, datetime]:
        """Start and stop, some days later by the calendar: the clock shows the same then.

        Raises ValidationError, with the day, where the clock skips the hour.
        """
        day = self.day + timedelta(days=days_later)
        night = timedelta(days=1 if self.stop <= self.start else 0)
        try:
            return moment(day, self.start, time_zone), moment(day + night, self.stop, time_zone)
        except ValidationError:
            raise ValidationError(
                f"On {day.day} {day:%B %Y} there is no such time: the clocks are put forward."
                " Choose another time."
            ) from None


def weekly(
    starts_at: datetime, ends_at: datetime, time_zone: str, weeks: int
) -> Iterator[tuple[datetime, datetime]]:
    """The same hours on the wall in each of so many weeks, the first one included."""
    hours = Hours.of(starts_at, ends_at, time_zone)
    for week in range(weeks):
        yield hours.moments(time_zone, 7 * week)


def day_of(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """A day of the practice, from midnight to midnight: 23, 24 or 25 hours."""
    zone = ZoneInfo(time_zone)
    after = day + timedelta(days=1)
    return datetime.combine(day, time.min, zone), datetime.combine(after, time.min, zone)


def has_begun(starts_at: datetime) -> bool:
    """Whether the session's start is past."""
    return starts_at <= clock.now()
