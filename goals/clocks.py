"""The clocks of a goal: days that count, what counts of a day, and when it was parked.

A pause runs from its first day (included) to the day on which the goal was taken up again (not
included); None: it is parked still.
"""

from collections.abc import Iterable
from datetime import date, timedelta

Pause = tuple[date, date | None]
Score = tuple[date, int]


def is_parked(day: date, paused: Iterable[Pause]) -> bool:
    """Whether the goal was parked on that day."""
    return any(start <= day and (end is None or day < end) for start, end in paused)


def days_counted(start: date, today: date, paused: Iterable[Pause]) -> int:
    """Days from `start` to `today`, each parked day left out once."""
    counted, edge = (today - start).days, start
    for parked_on, back_on in sorted(paused, key=lambda pause: pause[0]):
        begins, ends = max(parked_on, edge), min(back_on or today, today)
        if ends > begins:
            counted, edge = counted - (ends - begins).days, ends
    return max(counted, 0)


def counted_on(start: date, days: int, paused: Iterable[Pause]) -> date | None:
    """The first day on which `days_counted` gives so many; None where a pause has no end."""
    found, edge = start + timedelta(days=days), start
    for parked_on, back_on in sorted(paused, key=lambda pause: pause[0]):
        begins = max(parked_on, edge)
        if begins >= found:
            break
        if back_on is None:
            return None
        if back_on > begins:
            found, edge = found + (back_on - begins), back_on
    return found


def one_a_day(scores: Iterable[Score], good: int) -> tuple[Score, ...]:
    """Rule "one-score-a-day": so that the order of entry within a day cannot matter."""
    worst: dict[date, int] = {}
    for day, value in scores:
        worst[day] = min(worst.get(day, value), value, key=lambda one: one * good)
    return tuple(sorted(worst.items()))
