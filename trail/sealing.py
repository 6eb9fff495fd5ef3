"""Seals: a hash chain per practice over its events.

Openings must not make a practice's pages wait for each other, so events are inserted freely and
sealed afterwards, in order. Order is by writing transaction: all events of transactions below the
horizon (`pg_snapshot_xmin`) are decided, so no event can slip in behind a seal.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from config import clock

from .models import Seal

_EVENTS = """
    SELECT id, practice_id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
           actor_id::text, role, verb, subject_type, subject_id, clients::text[], changed::text,
           address, request_id, xid::text
    FROM trail_event WHERE practice_id = %s AND xid::text::bigint >= %s AND xid::text::bigint < %s
    ORDER BY xid::text::bigint, id
"""


@dataclass(frozen=True)
class Fault:
    """A seal that does not hold, in a sentence."""

    number: int
    sentence: str


def _events(practice_id: UUID, start: int, horizon: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [practice_id, start, horizon])
        return list(cursor.fetchall())


def _digest(previous: str, events: list[tuple[Any, ...]]) -> str:
    # A JSON array has boundaries, so no two different histories share one text.
    text = json.dumps([previous, *events], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal(practice_id: UUID) -> Seal | None:
    """Seal every decided event that is not sealed yet; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('seal'), hashtext(%s))", [str(practice_id)]
        )
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    last = newest(practice_id)
    events = _events(practice_id, last.horizon if last else 0, horizon)
    if not events:
        return None
    return Seal.objects.create(
        practice_id=practice_id,
        number=last.number + 1 if last else 1,
        horizon=horizon,
        last_event_id=events[-1][0],
        events=len(events),
        digest=_digest(last.digest if last else "", events),
        previous=last.digest if last else "",
        at=clock.now(),
    )


def newest(practice_id: UUID) -> Seal | None:
    """The practice's last seal: the head that is printed on signed paper."""
    return Seal.objects.filter(practice_id=practice_id).order_by("-number").first()


def faults(practice_id: UUID) -> list[Fault]:
    """Walk the chain from its start and say where it does not hold."""
    found = []
    previous, start = "", 0
    for number, link in enumerate(
        Seal.objects.filter(practice_id=practice_id).order_by("number"), 1
    ):
        events = _events(practice_id, start, link.horizon)
        if link.number != number or link.previous != previous:
            found.append(Fault(link.number, f"Seal {link.number} does not follow the one before."))
        if len(events) != link.events:
            found.append(
                Fault(
                    link.number,
                    f"Seal {link.number} covers {link.events} events; {len(events)} are there.",
                )
            )
        elif _digest(previous, events) != link.digest:
            found.append(Fault(link.number, f"An event under seal {link.number} was changed."))
        previous, start = link.digest, link.horizon
    return found
