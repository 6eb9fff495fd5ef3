"""Which acts since a moment may have changed something, of which client, by which transaction.

The trail is the one place that every write passes, in its own transaction: whoever keeps what was
computed from a record asks here whether it may still be believed.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

# Left out: acts that changed nothing of a record, that is openings, what was typed and not saved,
# and what an admin asks. "plan.opened" begins a plan and looks like an opening: a plan of which
# nothing is kept needs no telling. The index of migration 0003 is over these same words.
_CHANGES = r"""
    SELECT verb, client, max(xid::text::bigint)
    FROM trail_event LEFT JOIN LATERAL unnest(clients) AS client ON true
    WHERE practice_id = %s AND xid::text::bigint >= %s
    AND verb !~ '\.(opened|[a-z]+_opened|read|listed|compared|sought|fed)$|^(typed|ask)\.'
    GROUP BY verb, client
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Acts of one kind on one client, or on none (then on the practice); the last transaction."""

    verb: str
    client: UUID | None
    xid: int


def horizon() -> int:
    """The oldest transaction still open: what older ones wrote is seen from here on, and whole.

    Ask before reading: what a transaction of at least this id wrote may or may not be seen.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (found,) = cursor.fetchone()
    return int(found)


def changes_since(practice_id: UUID, horizon: int) -> list[Change]:
    """What was done in the practice by transactions of this id or later. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [practice_id, horizon])
        return [Change(verb, client, xid) for verb, client, xid in cursor.fetchall()]
