"""Sealing in tests, while other tests have transactions under way."""

import time
from uuid import UUID

from config.tenancy import acting, as_staff
from trail import sealing
from trail.models import Event, Seal


def seal_all(practice_id: UUID) -> list[Seal]:
    """Seal until everything is sealed; gives the practice's seals.

    A seal waits for every transaction of the whole server that began earlier, and the other tests
    have some under way: so it may take a while, and more than one seal.
    """
    end = time.monotonic() + 120
    while sealed(practice_id) < Event.objects.filter(practice_id=practice_id).count():
        with acting(as_staff(practice_id)):
            sealing.seal(practice_id)
        assert time.monotonic() < end, "some transaction is held open"
        time.sleep(0.1)
    return list(Seal.objects.filter(practice_id=practice_id).order_by("number"))


def sealed(practice_id: UUID) -> int:
    """How many events of the practice are sealed."""
    return sum(Seal.objects.filter(practice_id=practice_id).values_list("events", flat=True))
