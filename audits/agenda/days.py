"""The practice's agenda in a number of queries that does not grow.

Every kind answers (day, kind, id); the database sorts them together and cuts them into pages, and
only the rows of one page are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value
from django.urls import reverse

from accounts.models import User
from clients.models import Client
from plans.calendar import ANNOUNCED, SOON
from plans.models import Plan

from .kinds import KINDS, Kind, Rows

Key = tuple[date, str, UUID]


@dataclass(frozen=True)
class Asked:
    """What is asked of the agenda: kinds (none: all), a lead clinician, and the days."""

    kind: str = ""
    lead: UUID | None = None
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True)
class Item:
    """A day of the agenda, and what is due on it."""

    on: date
    kind: Kind
    client: Client
    about: str
    lead: str
    url: str
    uid: str
    is_past: bool

    @property
    def words(self) -> str:
        """ "Authorization ends", "Authorization ended"."""
        return self.kind.past if self.is_past else self.kind.ahead


@dataclass(frozen=True)
class Stretch:
    """A part of the agenda: "Overdue", "Within 14 days"."""

    title: str
    items: list[Item]


def keys(user: User, asked: Asked, today: date) -> Rows:
    """(day, kind, id) of all that is due, in order of day. One query, when it is read."""
    found = [
        _rows(kind, user, asked, today)
        .annotate(on=F(kind.field), kind_key=Value(kind.key, output_field=CharField()))
        .order_by()
        .values_list("on", "kind_key", "pk")
        for kind in _kinds(asked)
    ]
    first, *others = found
    together: Rows = first.union(*others, all=True).order_by("on", "kind_key", "pk")
    return together


def counts(user: User, asked: Asked, today: date) -> dict[date, dict[str, int]]:
    """How many of each kind on each day. One query for each kind."""
    found: dict[date, dict[str, int]] = {}
    for kind in _kinds(asked):
        for day in _rows(kind, user, asked, today).values_list(kind.field, flat=True):
            of_day = found.setdefault(day, {})
            of_day[kind.key] = of_day.get(kind.key, 0) + 1
    return found


def items(user: User, rows: Iterable[Key], today: date) -> list[Item]:
    """The keys' rows as the page tells them. At most one query for each kind, and one for leads."""
    asked, by_kind = list(rows), dict[str, list[UUID]]()
    for _, kind, pk in asked:
        by_kind.setdefault(kind, []).append(pk)
    held = {
        kind: KINDS[kind].rows(user).select_related(*KINDS[kind].related).in_bulk(some)
        for kind, some in by_kind.items()
    }
    leads = _leads(user, {_client(row).pk for some in held.values() for row in some.values()})
    return [_item(KINDS[kind], on, held[kind][pk], leads, today) for on, kind, pk in asked]


def stretches(found: Iterable[Item], today: date) -> list[Stretch]:
    """Overdue, within 14 days, within 30 days, later; a part without anything is left out."""
    parts: dict[str, list[Item]] = {}
    for item in found:
        parts.setdefault(_part(item.on, today), []).append(item)
    return [Stretch(title, some) for title, some in parts.items()]


def _part(on: date, today: date) -> str:
    if on < today:
        return "Overdue"
    for within in (SOON, ANNOUNCED):
        if on <= today + within:
            return f"Within {within.days} days"
    return "Later"


def _kinds(asked: Asked) -> Iterator[Kind]:
    for kind in KINDS.values():
        if asked.kind in ("", kind.key):
            yield kind


def _rows(kind: Kind, user: User, asked: Asked, today: date) -> Rows:
    first = asked.first if kind.past else max(asked.first, today)
    rows = kind.rows(user).filter(**{f"{kind.field}__range": (first, asked.last)})
    if asked.lead:
        led = Plan.objects.visible_to(user).filter(lead=asked.lead, closed_on=None)
        rows = rows.filter(**{f"{kind.client}__in": led.order_by().values("client")})
    return rows


def _item(kind: Kind, on: date, row: Any, leads: dict[UUID, str], today: date) -> Item:
    client = _client(row)
    return Item(
        on=on,
        kind=kind,
        client=client,
        about=kind.about(row),
        lead=leads.get(client.pk, ""),
        url=_url(row),
        uid=sha256(f"{kind.key} {row.pk}".encode()).hexdigest()[:32],
        is_past=on < today,
    )


def _client(row: Any) -> Client:
    found: Client = row.plan.client if hasattr(row, "plan") else row.client
    return found


def _url(row: Any) -> str:
    """Where it is seen to: the plan, its findings, or the client's page."""
    if isinstance(row, Plan):
        return reverse("plans:read", args=[row.client_id, row.number])
    if hasattr(row, "plan"):
        return reverse("audits:findings", args=[row.plan_id])
    return reverse("clients:detail", args=[row.client_id])


def _leads(user: User, clients: Iterable[UUID]) -> dict[UUID, str]:
    """Who leads the open plans of each client, in words. One query."""
    plans = Plan.objects.visible_to(user).filter(client__in=clients, closed_on=None)
    found: dict[UUID, list[str]] = {}
    for client, name in plans.order_by("number").values_list("client", "lead__name"):
        found.setdefault(client, []).append(name)
    return {client: ", ".join(dict.fromkeys(names)) for client, names in found.items()}
