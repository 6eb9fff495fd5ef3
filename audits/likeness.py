"""Signed texts of a practice that share a mark with given ones, asked of the database at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from .models.signed_text import MARKS

# House rule: of texts that share a mark so many are looked at. The first of many copies is enough.
MOST = 5

Asked = tuple[UUID, datetime, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Near:
    """A text of another client's plan that may be alike: the number of who asked, and its words."""

    number: int
    plan_id: UUID
    node: str
    words: str


def alike(practice_id: UUID, asked: Sequence[Asked], *, later: bool = False) -> Iterator[Near]:
    """Texts of the practice's other clients that share a mark, signed before (or after) each asked.

    `asked` are (client, moment, marks). One query.
    """
    if not asked:
        return
    query = " UNION ALL ".join(_of_mark(place, later) for place in range(1, MARKS + 1))
    clients, moments, marks = zip(*asked, strict=True)
    columns = [list(range(len(asked))), list(clients), list(moments)]
    with connection.cursor() as cursor:
        given: list[Any] = [*columns, *map(list, zip(*marks, strict=True)), *[practice_id] * MARKS]
        cursor.execute(_ASKED + query, given)
        for row in cursor.fetchall():
            yield Near(*row)


_NAMES = ", ".join(f"mark_{place}" for place in range(1, MARKS + 1))
_ASKED = (
    f"WITH asked AS (SELECT * FROM unnest(%s::int[], %s::uuid[], %s::timestamptz[]"  # noqa: S608
    f"{', %s::bigint[]' * MARKS}) AS one(number, client, moment, {_NAMES})) "
)


def _of_mark(place: int, later: bool) -> str:
    """The earliest rows by one mark: an index lookup for each that asks."""
    sign = ">" if later else "<"
    return (
        "SELECT asked.number, near.plan_id, near.node, near.words FROM asked"  # noqa: S608
        " CROSS JOIN LATERAL (SELECT plan_id, node, words FROM audits_signedtext"
        f" WHERE mark_{place} = asked.mark_{place} AND client_id <> asked.client"
        f" AND at {sign} asked.moment"
        f" AND practice_id = %s ORDER BY at LIMIT {MOST}) near"
    )
