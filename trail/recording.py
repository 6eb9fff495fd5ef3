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

    @property
    def practice_id(self) -> UUID | None:
        """The practice acted in."""
        ...

    @property
    def role_words(self) -> str:
        """The roles held there."""
        ...


@dataclass(frozen=True)
class Origin:
    """Where a request came from."""

    address: str = ""
    request_id: str = ""


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())


def origin() -> Origin:
    """Where the request that is under way came from."""
    return _origin.get()


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
    """Write one event, in the transaction of the act; raises RuntimeError when none is open.

    `verb` names the act ("plan.signed", "client.opened"), `clients` every client whose record was
    shown or changed, `changed` what changed: fields and short values, never private notes.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its act.")
    event = {
        "actor_id": by.pk if by else None,
        "role": by.role_words if by else "",
        "verb": verb,
        "clients": sorted({str(client) for client in clients}),
        "changed": json.dumps(changed or {}, default=str),
        "at": clock.now(),
        "practice_id": getattr(subject, "practice_id", None) or (by.practice_id if by else None),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, event | _named(subject) | vars(_origin.get()))


def _named(subject: Any) -> dict[str, str]:
    kind = subject._meta.label_lower if hasattr(subject, "_meta") else str(subject)
    return {"subject_type": kind, "subject_id": str(getattr(subject, "pk", ""))}


# Without RETURNING: a client's request may insert into the trail and may not read it.
_INSERT = """
    INSERT INTO trail_event (practice_id, at, actor_id, role, verb, subject_type, subject_id,
                             clients, changed, address, request_id)
    VALUES (%(practice_id)s, %(at)s, %(actor_id)s, %(role)s, %(verb)s, %(subject_type)s,
            %(subject_id)s, %(clients)s::uuid[], %(changed)s, %(address)s, %(request_id)s)
"""
