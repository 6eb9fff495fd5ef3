"""ICD-10-CM in use: may this code stand on a claim, which release says so, and how one is loaded.

The codes are data: fixtures/icd10cm holds those shipped, `manage.py import_icd10cm` brings a newer
release (docs/adr/0003).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.apps import apps as installed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.formats import date_format

from clients.icd10_files import CodeRow, Release, UnreadableCodes, read_shipped, succeed
from clients.icd10_text import is_code, normalise
from clients.models.icd import IcdCode, IcdRelease
from config import clock

__all__ = [
    "LoadReport",
    "ReleaseStatement",
    "check_billable",
    "load",
    "load_shipped",
    "normalise",
    "release_in_use",
    "unload",
]

MOST_SUGGESTED = 8
IN_WORDS = "F j, Y"


@dataclass(frozen=True)
class ReleaseStatement:
    """What a page says of the release in use. `in_force` is about the day that was asked for."""

    name: str
    valid_from: date | None
    valid_to: date | None
    in_force: bool
    sentence: str


@dataclass(frozen=True)
class LoadReport:
    """What loading a release did to the table, in numbers of codes and headings."""

    listed: int
    added: int
    changed: int
    ended: int


def check_billable(code: str) -> IcdCode:
    """The code as the newest release lists it, if it may stand on a claim.

    Raises ValidationError with a sentence for the clinician: unknown, ended, or a heading, with
    the codes below it to choose from. One query for a billable code.
    """
    typed = normalise(code)
    found = IcdCode.objects.filter(pk=typed).first() if is_code(typed) else None
    if found is None:
        raise ValidationError(
            f"There is no ICD-10-CM code {typed} in the release loaded ({_newest_name()}).",
            code="unknown",
        )
    if found.valid_to is not None:
        raise ValidationError(
            f"ICD-10-CM code {found.code} ended on {date_format(found.valid_to, IN_WORDS)};"
            f" it is not in the release loaded ({_newest_name()}).",
            code="ended",
        )
    if not found.billable:
        raise ValidationError(_heading_sentence(found), code="heading")
    return found


def _heading_sentence(heading: IcdCode) -> str:
    choices = [str(code) for code in IcdCode.objects.billable().under(heading.code)]
    more = len(choices) - MOST_SUGGESTED
    said = "; ".join(choices[:MOST_SUGGESTED]) + (f"; and {more} more" if more > 0 else "")
    return f"{heading.code} is a heading, not billable; choose one of: {said}."


def _newest_name() -> str:
    newest = IcdRelease.objects.first()
    return newest.name if newest else "none is loaded"


def release_in_use(today: date) -> ReleaseStatement:
    """The newest release loaded, and whether it is the one in force on `today`."""
    newest = IcdRelease.objects.first()
    if newest is None:
        return ReleaseStatement("", None, None, False, "No release of ICD-10-CM is loaded.")
    begins, ends = (date_format(day, IN_WORDS) for day in (newest.valid_from, newest.valid_to))
    in_force = newest.valid_from <= today <= newest.valid_to
    if in_force:
        said = f"in force from {begins} through {ends}"
    elif today < newest.valid_from:
        said = f"not the one in force: it begins on {begins}"
    else:
        said = f"not the one in force: it ended on {ends}. Ask your administrator for the newer one"
    sentence = f"ICD-10-CM {newest.name}, {said}."
    return ReleaseStatement(newest.name, newest.valid_from, newest.valid_to, in_force, sentence)


def load(
    rows: Iterable[CodeRow], release: Release, *, using: str, registry: Any = installed
) -> LoadReport:
    """Make the table hold this release: all or nothing, and the same again changes nothing.

    `rows` must be all that is wanted of the release: what the table holds and they lack is marked
    as ended. Raises UnreadableCodes if there are none, or if the table holds a newer release.
    `registry` is `apps` as a migration sees it.
    """
    code_model = registry.get_model("clients", "IcdCode")
    after = list(rows)
    if not after:
        raise UnreadableCodes(f"{release.name} brings no codes.")
    with transaction.atomic(using=using):
        stored = _store_release(release, using, registry)
        held = {code.code: _as_row(code) for code in code_model.objects.using(using).all()}
        wanted = succeed(held.values(), after, release)
        fresh = [row for code, row in wanted.items() if held.get(code) != row]
        code_model.objects.using(using).bulk_create(
            [code_model(**asdict(row), release=stored) for row in fresh],
            batch_size=2_000,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[*_FIELDS, "release"],
        )
        code_model.objects.using(using).filter(valid_to=None).update(release=stored)
    return _report(held, wanted, fresh)


def _report(
    held: dict[str, CodeRow], wanted: dict[str, CodeRow], fresh: list[CodeRow]
) -> LoadReport:
    listed = sum(row.valid_to is None for row in wanted.values())
    added = len(wanted) - len(held)
    ended = sum(row.valid_to is not None for row in fresh if row.code in held)
    return LoadReport(listed, added, len(fresh) - added - ended, ended)


_FIELDS = ["title", "billable", "inclusion_terms", "valid_from", "valid_to"]


def _as_row(code: Any) -> CodeRow:
    return CodeRow(code=code.code, **{name: getattr(code, name) for name in _FIELDS})


def _store_release(release: Release, using: str, registry: Any) -> Any:
    releases = registry.get_model("clients", "IcdRelease").objects.using(using)
    newer = releases.filter(valid_from__gt=release.valid_from).order_by("-valid_from").first()
    if newer is not None:
        raise UnreadableCodes(f"{newer.name} is loaded already; {release.name} is older.")
    known = {
        "valid_from": release.valid_from,
        "valid_to": release.valid_to,
        "source": f"{release.publisher}. {release.source}",
        "loaded_at": clock.now(),
    }
    return releases.update_or_create(name=release.name, defaults=known)[0]


def load_shipped(registry: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: load the codes in fixtures/icd10cm."""
    rows, release = read_shipped()
    load(rows, release, using=schema_editor.connection.alias, registry=registry)


def unload(registry: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration, backwards: take every code and release out."""
    for name in ("IcdCode", "IcdRelease"):
        registry.get_model("clients", name).objects.using(schema_editor.connection.alias).delete()
