"""`trail.record`: one act, one trace, in the transaction of the act."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from config import clock


class Actor(Protocol):
    """Whoever acts: needs an id, a practice to act in, and the roles held there."""

    pk: Any
    practice_id: UUID | None
    role_words: str


@dataclass(frozen=True)
class Origin:
    """Where a request came from."""

    address: str = ""
    request_id: str = ""


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Events recorded within this block carry the request's address and id."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    verb: str,
    subject: Any,
    *,
    by: Actor | None,
    clients: Iterable[UUID] = (),
    changed: dict[str, Any] | None = None,
) -> None:
    """Write one event.

    `verb` names the act ("plan.signed", "client.opened"), `subject` the row acted on, `clients`
    every client whose record was shown or changed, `changed` what changed (names of fields and
    short values, never private notes). Raises when no transaction is open: an act and its trace
    stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its act.")
    practice_id = getattr(subject, "practice_id", None) or (by.practice_id if by else None)
    origin = _origin.get()
    # Without RETURNING: a client's request may insert into the trail and may not read it.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_event (practice_id, at, actor_id, role, verb, subject_type,"
            " subject_id, clients, changed, address, request_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s)",
            [
                practice_id,
                clock.now(),
                by.pk if by else None,
                by.role_words if by else "",
                verb,
                subject._meta.label_lower if hasattr(subject, "_meta") else str(subject),
                str(getattr(subject, "pk", "")),
                sorted({str(client) for client in clients}),
                json.dumps(changed or {}, default=str),
                origin.address,
                origin.request_id,
            ],
        )
