"""Saving a row that others may be editing too: nobody overwrites another unseen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from config import clock
from trail.recording import record

from .models import EditableRow, User

Row = TypeVar("Row", bound=EditableRow)

# What no form says: the actions set it themselves.
KEPT_BY_US = {"id", "practice", "row_version", "changed_at", "changed_by", "fingerprint"}
SHORT = 200


class Stale(Exception):
    """Somebody else changed the row after it was opened. `theirs` is the row as it is now."""

    def __init__(self, theirs: EditableRow) -> None:
        super().__init__("Somebody else changed this after you opened it.")
        self.theirs = theirs


@dataclass(frozen=True)
class Difference:
    """One field that two people wrote differently."""

    name: str
    label: str
    mine: str
    theirs: str


def differences(mine: EditableRow, theirs: EditableRow) -> list[Difference]:
    """The fields in which two copies of a row differ, as a person would read them."""
    found = []
    for field in mine._meta.concrete_fields:
        if field.name in KEPT_BY_US or _same(field, mine, theirs):
            continue
        found.append(
            Difference(
                field.name, str(field.verbose_name), _read(field, mine), _read(field, theirs)
            )
        )
    return found


def _same(field: Any, one: models.Model, other: models.Model) -> bool:
    return bool(getattr(one, field.attname) == getattr(other, field.attname))


def _read(field: Any, row: models.Model) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@transaction.atomic
def add(row: Row, *, by: User, verb: str, clients: Iterable[UUID]) -> Row:
    """Insert a new row of the practice. The form chose its id, so a form posted twice adds once."""
    model = type(row)
    assert by.practice is not None
    row.practice = by.practice
    if held := model._base_manager.filter(practice=by.practice, pk=row.pk).first():
        return _sent_again(row, held, by=by, verb=verb, clients=clients)
    row.changed_by, row.changed_at = by, clock.now()
    check(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # The same form, sent again in the same instant, was faster.
        if held := model._base_manager.filter(practice=by.practice, pk=row.pk).first():
            return held
        raise ValidationError("This form was used before. Open it again.") from None
    record(verb, row, by=by, clients=clients)
    return row


def _sent_again(row: Row, held: Row, *, by: User, verb: str, clients: Iterable[UUID]) -> Row:
    """A new row's form came a second time: the first answer was lost, and there is more text now.

    Nothing that was typed is dropped unseen. Raises ValidationError when the row was edited since.
    """
    for field in row._meta.concrete_fields:
        if not field.editable:
            setattr(row, field.attname, getattr(held, field.attname))
    row._state.adding = False
    if not differences(row, held):
        return held
    if held.row_version != 1 or held.changed_by_id != by.pk:
        raise ValidationError(
            "This was added already and edited since. Open it again; nothing was overwritten."
        )
    again = verb.rpartition(".")[0] + ".changed"
    return change(row, expected=1, by=by, verb=again, clients=clients)


@transaction.atomic
def change(row: Row, *, expected: int, by: User, verb: str, clients: Iterable[UUID]) -> Row:
    """Save an edited row whose version was `expected` when it was opened.

    Raises Stale when somebody else was faster, unless both wrote the same. Records the changed
    fields, before and after, each cut at 200 characters; of a row that the trail does not tell of
    (`trail_tells`), only that it changed.
    """
    stored = lock(row, by=by)
    changed = differences(row, stored)
    if not changed:
        return stored
    if stored.row_version != expected:
        raise Stale(stored)
    check(row)
    row.row_version = stored.row_version + 1
    row.changed_by, row.changed_at = by, clock.now()
    row.save()
    quoted = changed if row.trail_tells else ()
    said = {item.name: [item.theirs[:SHORT], item.mine[:SHORT]] for item in quoted}
    record(verb, row, by=by, clients=clients, changed=said)
    return row


def check(row: EditableRow) -> None:
    """Django's full_clean, without asking the database for what we set ourselves."""
    row.clean_fields(exclude=KEPT_BY_US)
    row.clean()
    row.validate_unique(exclude={"id"})
    row.validate_constraints(exclude={"id"})


def lock(row: Row, *, by: User) -> Row:
    """The row as it is stored, locked until the transaction ends."""
    locked = type(row)._base_manager.select_for_update(of=("self",)).filter(practice=by.practice)
    return locked.get(pk=row.pk)
