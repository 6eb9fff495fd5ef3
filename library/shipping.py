"""Bringing the shipped planners into the database: what changed in a file changes there."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps as installed
from django.db import connections, transaction

from config import clock

from .planner import Line, Planner, shipped
from .wording import fingerprint

# A name space of our own: a statement's id follows from "panic/g2" for ever.
NAMES = UUID("6f1c2a53-74f5-4a39-9a4e-2f7d1b0c9e35")


def load_shipped(registry: Any = installed, using: str | None = None) -> tuple[int, int]:
    """Load every planner file; gives the numbers of areas and of statements.

    What a practice edited stays as it is: its rows name the statement, whose id never changes. A
    migration gives its own `registry` of models, and the connection that it is `using`: the
    application's own may not write here.
    """
    with transaction.atomic(using):
        return load(shipped(), registry, using)


def tell_practices(using: str) -> None:
    """Each practice's trail says that shipped wording changed: whoever compares plans with it
    (docs/adr/0034) looks again. By no person.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_TELL, [clock.now()])


_TELL = """
    INSERT INTO trail_event (practice_id, at, role, verb, subject_type, subject_id, clients,
                             changed, address, request_id)
    SELECT id, %s, '', 'planner.shipped', 'library.statement', '', '{}', '{}', '', ''
    FROM accounts_practice
"""


def load(
    planners: Iterable[Planner], registry: Any = installed, using: str | None = None
) -> tuple[int, int]:
    """Make the shipped tables say what these planners say, and nothing else; one transaction."""
    area, statement = (registry.get_model("library", name) for name in ("Area", "Statement"))
    areas, statements = area.objects.using(using), statement.objects.using(using)
    planners = list(planners)
    # A migration that came before a column does not know it yet.
    known = {field.attname for field in statement._meta.fields}
    rows = [
        statement(**{name: value for name, value in said.items() if name in known})
        for planner in planners
        for said in _statements(planner)
    ]
    areas.bulk_create(
        [area(**_area(planner)) for planner in planners],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["title", "group", "summary", "codes"],
    )
    statements.exclude(pk__in=[row.pk for row in rows]).delete()
    statements.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[field.name for field in statement._meta.fields if field.name != "id"],
    )
    gone = areas.exclude(pk__in=[planner.slug for planner in planners])
    gone.filter(practice_statements__isnull=True).delete()
    return len(planners), len(rows)


def unload(registry: Any, using: str | None = None) -> None:
    """For a migration, backwards: take every shipped planner out."""
    for name in ("Statement", "Area"):
        registry.get_model("library", name).objects.using(using).all().delete()


def _area(planner: Planner) -> dict[str, Any]:
    return {
        "slug": planner.slug,
        "title": planner.area,
        "group": planner.group,
        "summary": planner.summary,
        "codes": planner.codes,
    }


def _statements(planner: Planner) -> Iterable[dict[str, Any]]:
    for position, line in enumerate(planner.lines(), start=1):
        yield {
            "id": uuid5(NAMES, f"{planner.slug}/{line.part.id}"),
            "area_id": planner.slug,
            "key": line.part.id,
            "position": position,
            "fingerprint": fingerprint(line.part.text),
            **_said(line),
        }


def _said(line: Line) -> dict[str, Any]:
    """The columns of `Worded`; a field that this kind does not have stays empty."""
    part = line.part.model_dump()
    return {
        "kind": line.kind,
        "text": part["text"],
        "approach": part.get("approach", ""),
        "measure": part.get("measure", ""),
        "focus": part.get("focus", ""),
        "aim": part.get("aim", ""),
        "zero_means": part.get("zero", ""),
        "ten_means": part.get("ten", ""),
        "serves": part.get("serves", []),
    }
