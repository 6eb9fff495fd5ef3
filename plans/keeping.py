"""What stays: the tables in which the database refuses every change, as its catalogue says.

A table is in as soon as it is armed (config.operations.Refuse), so that none is forgotten.
"""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet
from psycopg import sql

# Their own chain proves these (trail.sealing).
CHAINED = {"trail_event", "trail_seal"}
ARMED = r"""
SELECT c.relname, coalesce(substring(pg_get_triggerdef(t.oid) FROM ' WHEN \((.*)\) EXECUTE '), '')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = 'stays' AND t.tgfoid = 'refuse_change'::regproc
ORDER BY c.relname
"""


@dataclass(frozen=True)
class Kept:
    """A table whose rows stay; with `when` (SQL over old), those of which that is true."""

    model: type[Model]
    when: str

    @property
    def name(self) -> str:
        """What its rows are called, in the plural."""
        return str(self.model._meta.verbose_name_plural)

    def rows(self, practice_id: UUID) -> "QuerySet[Model]":
        """The practice's rows that stay."""
        rows: QuerySet[Model] = self.model._base_manager.filter(practice=practice_id)
        if not self.when:
            return rows
        table = sql.Identifier(self.model._meta.db_table)
        asked = sql.SQL("SELECT old.id FROM {} old WHERE {}").format(table, sql.SQL(self.when))
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return rows.filter(pk__in=[pk for (pk,) in cursor])


def kept() -> list[Kept]:
    """Every table that stays, but for the trail."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    with connection.cursor() as cursor:
        cursor.execute(ARMED)
        return [Kept(by_table[name], when) for name, when in cursor if name not in CHAINED]
