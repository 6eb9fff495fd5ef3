"""The tables of a client's record: headings, and a row of plain values for each thing.

A new kind of record gets a module beside these and its TABLES a place below: the files, the page to
read, the data for programs and the list of what may be kept back follow from it.
"""

from collections.abc import Collection
from typing import Any

from clients.models import Client

from . import around, measures, plans, sessions
from .shape import Table

TABLES: dict[str, Table] = {
    **around.TABLES,
    **sessions.TABLES,
    **measures.TABLES,
    **plans.TABLES,
}

INTAKE = ("why_now", "own_words", "magic_wand", "strengths", "needs", "preferences", "culture",
          "supports", "barriers")  # fmt: skip


def particulars(client: Client, withheld: Collection[str] = ()) -> dict[str, Any]:
    """What templates/exchange/record.html shows: particulars, intake, and every table."""
    whole = "particulars" not in withheld
    intake = getattr(client, "intake", None) if whole else None
    fields = [
        "record_number", "given_name", "family_name", "preferred_name", "pronouns", "born_on",
        "language", "status", "email", "phone", "address", "guardian_name", "guardian_relation",
    ]  # fmt: skip
    return {
        "client": client,
        "particulars": [_labelled(client, name) for name in fields] if whole else [],
        "intake": [_labelled(intake, name) for name in INTAKE] if intake else [],
        "tables": [
            (name.replace("-", " ").capitalize(), table.headings, table.rows(client))
            for name, table in TABLES.items()
            if name not in withheld
        ],
    }


def _labelled(row: Any, name: str) -> tuple[str, Any]:
    label = str(row._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:], getattr(row, name)
