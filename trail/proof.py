"""A row that stays, and the event that witnesses it: later, each proves the other.

The event carries the SHA-256 of everything in the row. Whoever changes, removes or slips in a row
behind the program's back must change the event too, and breaks the chain of seals.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from .models import Event


def witness(row: models.Model) -> dict[str, str]:
    """What the event of the act says about the row that it made: add it to `changed`."""
    return {"row": _name(row), "proof": proof(row)}


def proof(row: models.Model) -> str:
    """SHA-256 (hex) over every column of the row, by name, as JSON with boundaries.

    A column that a model got later (its `ADDED` names it) counts once it holds something: so what
    was proved before there was the column is proved still.
    """
    added = getattr(row, "ADDED", ())
    columns = [
        [field.attname, _plain(field, row)]
        for field in row._meta.concrete_fields
        if field.attname not in added or getattr(row, field.attname) != field.get_default()
    ]
    text = json.dumps(columns, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Unproved:
    """A row that its event does not bear out, in a sentence."""

    row: str
    sentence: str


def unproved(practice_id: UUID, rows: Iterable[models.Model], labels: set[str]) -> list[Unproved]:
    """The rows that no event witnesses as they are, and the witnessed ones that are gone.

    `rows` are all rows of the practice in the tables that `labels` names ("plans.version").
    """
    told = Event.objects.filter(practice_id=practice_id, changed__has_key="row")
    said: dict[str, set[str]] = {}
    for row, seen in told.values_list("changed__row", "changed__proof"):
        said.setdefault(row, set()).add(seen)
    found, there = [], set()
    for one in rows:
        name = _name(one)
        there.add(name)
        if name not in said:
            found.append(Unproved(name, f"No event of the trail speaks of {name}."))
        elif said[name] != {proof(one)}:
            found.append(Unproved(name, f"{name} is not as it was written down."))
    gone = [name for name in said if name.split(":")[0] in labels and name not in there]
    return found + [Unproved(name, f"{name} is gone.") for name in sorted(gone)]


def _name(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _plain(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.BinaryField):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(field, models.JSONField) or value is None:
        return value
    value = field.to_python(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
