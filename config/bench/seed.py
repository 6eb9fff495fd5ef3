"""Filling a database with a practice's years by COPY, as its owner: rows, and no acts.

Each client has two plans, one closed and one in effect, of five goals each; each plan twenty weekly
sessions with a signed note, and each note a score of each goal of its plan. The trail stays empty:
nobody did any of it.
"""

from collections import Counter
from typing import Any
from uuid import uuid4

from django.db import connections, models, transaction
from django.db.models import JSONField
from psycopg import sql
from psycopg.types.json import Jsonb

from accounts.models import Membership, Practice, Role, User
from builder.models import Template
from builder.shipping import shipped
from config.bench.rows import Row, Tables, Writer

OWNER = "owner"
NAME = "Bench practice"
CASELOAD = 40


class NotABench(Exception):
    """The database holds a practice that nobody should pour made-up rows beside."""


def seed(clients: int) -> dict[str, int]:
    """Add so many clients to the bench practice; how many rows of each kind were copied.

    Each therapist's clients are a transaction. Where the tables have doubled they are counted
    (ANALYZE): until then the keys of a row were looked up by the plan of a smaller table.
    """
    practice = _bench_practice()
    template = _template(practice)
    counted: Counter[str] = Counter()
    for place in range(-(-clients // CASELOAD)):
        with transaction.atomic(using=OWNER):
            many = min(CASELOAD, clients - place * CASELOAD)
            for model, rows in _written(practice, template, many).items():
                _copy(model, rows)
                counted[str(model._meta.verbose_name_plural)] += len(rows)
        if (place + 1).bit_count() == 1:
            _analyze()
    _analyze()
    return dict(counted)


def _written(practice: Practice, template: Template, clients: int) -> Tables:
    """The rows of a therapist's clients, by table."""
    writer = Writer(practice, _therapist(practice), template)
    for _ in range(clients):
        writer.client()
    return writer.tables


def _analyze() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE")


def _bench_practice() -> Practice:
    """The bench practice, made if there is no practice at all."""
    names = set(Practice.objects.using(OWNER).values_list("name", flat=True))
    if names - {NAME}:
        raise NotABench(
            f"This database holds {len(names - {NAME})} practice(s) that are not for measuring."
            " Seed an empty one."
        )
    held = Practice.objects.using(OWNER).first()
    return held or Practice.objects.using(OWNER).create(name=NAME)


def _therapist(practice: Practice) -> User:
    user = User(email=f"{uuid4()}@example.org", name="Bench Therapist", credentials="LCSW")
    user.set_unusable_password()
    user.save(using=OWNER, force_insert=True)
    for role in (Role.THERAPIST, Role.ADMIN):
        Membership.objects.using(OWNER).create(practice=practice, user=user, role=role)
    return user


def _template(practice: Practice) -> Template:
    item = shipped()["dap"]
    template, _ = Template.objects.using(OWNER).get_or_create(
        practice=practice,
        key="dap",
        number=1,
        defaults={"title": item.title, "definition": item.asks.stored(), "shipped": True},
    )
    return template


def _copy(model: type[models.Model], rows: list[Row]) -> None:
    """COPY the rows into the model's table; what they leave out is the field's default."""
    fields = model._meta.concrete_fields
    given = set(rows[0])
    defaults = {field.attname: _stored(field, field.get_default()) for field in fields}
    names = [field.attname for field in fields]
    json = {field.attname for field in fields if isinstance(field, JSONField)} & given
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
    )
    with connections[OWNER].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            full = {**defaults, **row, **{name: Jsonb(row[name]) for name in json}}
            copy.write_row([full[name] for name in names])


def _stored(field: object, value: Any) -> Any:
    return Jsonb(value) if isinstance(field, JSONField) and value is not None else value
