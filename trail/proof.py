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


def witness(*rows: models.Model) -> dict[str, Any]:
    """What the event of the act says about the rows that it made: add it to `changed`.

    {"kept": {name of the row: proof}, "columns": {its table: the columns that the proof covers}}.
    A column that is added later is not in the proof of the rows that stood before it.
    """
    columns = {row._meta.label_lower: _columns(row) for row in rows}
    kept = {_name(row): proof(row, columns[row._meta.label_lower]) for row in rows}
    return {"kept": kept, "columns": columns}


def proof(row: models.Model, columns: Iterable[str]) -> str:
    """SHA-256 (hex) over these columns of the row, by name, as JSON with boundaries."""
    covered = set(columns)
    held = [
        [field.attname, _plain(field, row)]
        for field in row._meta.concrete_fields
        if field.attname in covered
    ]
    text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _columns(row: models.Model) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields]


def _columns_once(row: models.Model) -> list[str]:
    """What an event of the older form covers, which names no columns.

    A column that the model got meanwhile (its `ADDED` names it) counts where it holds something.
    """
    added = getattr(row, "ADDED", ())
    return [
        field.attname
        for field in row._meta.concrete_fields
        if field.attname not in added or getattr(row, field.attname) != field.get_default()
    ]


@dataclass(frozen=True)
class Unproved:
    """A row that its event does not bear out, in a sentence."""

    row: str
    sentence: str


@dataclass(frozen=True)
class _Said:
    """What one event said of a row: its proof, and which columns that covers."""

    proof: str
    columns: frozenset[str] | None

    def holds(self, row: models.Model) -> bool:
        columns = _columns_once(row) if self.columns is None else self.columns
        return self.proof == proof(row, columns)


def unproved(practice_id: UUID, rows: Iterable[models.Model], labels: set[str]) -> list[Unproved]:
    """The rows that no event witnesses as they are, and the witnessed ones that are gone.

    `rows` are all rows of the practice in the tables that `labels` names ("plans.version").
    """
    said = _told(practice_id)
    found, there = [], set()
    for one in rows:
        name = _name(one)
        there.add(name)
        if name not in said:
            found.append(Unproved(name, f"No event of the trail speaks of {name}."))
        elif not all(heard.holds(one) for heard in said[name]):
            found.append(Unproved(name, f"{name} is not as it was written down."))
    gone = [name for name in said if name.split(":")[0] in labels and name not in there]
    return found + [Unproved(name, f"{name} is gone.") for name in sorted(gone)]


def unwitnessed(practice_id: UUID, rows: Iterable[models.Model]) -> list[models.Model]:
    """The rows of which no event of the trail speaks."""
    said = _told(practice_id)
    return [row for row in rows if _name(row) not in said]


def _told(practice_id: UUID) -> dict[str, list[_Said]]:
    """What the events of the practice say, by the row's name; also in the older form, one a row."""
    told = Event.objects.filter(practice_id=practice_id)
    said: dict[str, list[_Said]] = {}
    older = told.filter(changed__has_key="row").values_list("changed__row", "changed__proof")
    for name, seen in older:
        said.setdefault(name, []).append(_Said(seen, None))
    newer = told.filter(changed__has_key="kept").values_list("changed__kept", "changed__columns")
    for kept, columns in newer:
        for name, seen in kept.items():
            covered = frozenset(columns[name.split(":")[0]])
            said.setdefault(name, []).append(_Said(seen, covered))
    return said


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
