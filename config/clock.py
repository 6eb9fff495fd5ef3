"""The one clinical clock.

Everything that dates a clinical act asks here. Only the demo loader and tests may set it, so that
a year of honest history can be lived through the actions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clinical_clock", default=None)


def now() -> datetime:
    """This moment, timezone-aware, in UTC."""
    return _set_to.get() or timezone.now()


def today(zone: str = "UTC") -> date:
    """Today's date in the practice's time zone (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Within this block, `now()` is `moment`. For the demo loader and tests only."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
