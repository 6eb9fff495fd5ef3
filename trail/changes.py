"""Which acts since a moment may have changed something, of which client, by which transaction.

The trail is the one place that every write passes, in its own transaction: whoever keeps what was
computed from a record asks here whether it may still be believed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

# Left out: acts that changed nothing of a record, that is openings, what was typed and not saved,
# and what an admin asks. "plan.opened" begins a plan and looks like an opening: a plan of which
# nothing is kept needs no telling. The index of migration 0003 is over these same words.
_CHANGES = r"""
    SELECT verb, client, array_agg(DISTINCT xid::text::bigint)
    FROM trail_event LEFT JOIN LATERAL unnest(clients) AS client ON true
    WHERE practice_id = %s AND xid::text::bigint >= %s
    AND verb !~ '\.(opened|[a-z]+_opened|read|listed|compared|sought|fed)$|^(typed|ask)\.'
    GROUP BY verb, client
"""


# Transactions under way when the snapshot was taken, our own among them: what it does from now on
# is not seen either.
_SEEN = """
    SELECT pg_snapshot_xmax(now)::text::bigint,
        ARRAY(SELECT pg_snapshot_xip(now)::text::bigint)
        || array_remove(ARRAY[pg_current_xact_id_if_assigned()::text::bigint], NULL)
    FROM pg_current_snapshot() AS now
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Acts of one kind on one client, or on none (then on the practice), by transactions."""

    verb: str
    client: UUID | None
    xids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader may count on: every transaction below `end` but those of `running`."""

    end: int
    running: tuple[int, ...]

    def misses(self, xids: Collection[int]) -> bool:
        """Whether one of these may have written what was not read."""
        return any(xid >= self.end or xid in self.running for xid in xids)


def seen() -> Seen:
    """What is committed now. Ask before reading: what is read later holds at least this."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN)
        end, running = cursor.fetchone()
    return Seen(int(end), tuple(sorted(running)))


def horizon() -> int:
    """The oldest transaction still open: what older ones wrote is seen from here on, and whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (found,) = cursor.fetchone()
    return int(found)


def changes_since(practice_id: UUID, horizon: int) -> list[Change]:
    """What was done in the practice by transactions of this id or later. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [practice_id, horizon])
        return [Change(verb, client, frozenset(xids)) for verb, client, xids in cursor.fetchall()]
