"""What stands around a client: cover, consents, people, measures and the safety plan."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from audits.facts import ConsentFact, ContributorFact, CoverageFact, MeasureFact
from clients.models import Client, RiskAnswer, SafetyPlan, SafetyReview
from measures.models import Administration

from .whose import Episodes, episodes_of


@dataclass(frozen=True)
class Around:
    """What the queries found, by client; nothing for one of whom there is nothing."""

    measures: Mapping[UUID, tuple[MeasureFact, ...]]
    safety_plans: Mapping[UUID, tuple[date, ...]]
    safety_looks: Mapping[UUID, tuple[date, ...]]
    episodes: Episodes


def around(clients: Collection[UUID]) -> Around:
    """Of many clients; six queries."""
    plans = SafetyPlan.objects.filter(client__in=clients).order_by("agreed_on")
    looks = SafetyReview.objects.filter(client__in=clients).order_by("reviewed_on")
    return Around(
        _measures(clients),
        _days(plans.values_list("client_id", "agreed_on")),
        _days(looks.values_list("client_id", "reviewed_on")),
        episodes_of(clients),
    )


def _days(rows: Any) -> Mapping[UUID, tuple[date, ...]]:
    found: dict[UUID, tuple[date, ...]] = defaultdict(tuple)
    for client, day in rows:
        found[client] += (day,)
    return found


def _measures(clients: Collection[UUID]) -> Mapping[UUID, tuple[MeasureFact, ...]]:
    """The finished results that stand, in order of date."""
    risk = _risk_of_measures(clients)
    rows = Administration.objects.standing().filter(client__in=clients)
    found: dict[UUID, tuple[MeasureFact, ...]] = defaultdict(tuple)
    for client, pk, name, on, total in rows.order_by("on", "completed_at", "pk").values_list(
        "client_id", "pk", "instrument__name", "on", "total"
    ):
        found[client] += (MeasureFact(pk, name, on, total, risk.get(pk, False)),)
    return found


def _risk_of_measures(clients: Collection[UUID]) -> dict[UUID, bool]:
    """Whether the newest answer of each measure named a risk."""
    rows = RiskAnswer.objects.filter(client__in=clients, source=RiskAnswer.Source.MEASURE)
    return dict(rows.order_by("answered_at", "pk").values_list("source_id", "is_present"))


def coverages_of(client: Client) -> tuple[CoverageFact, ...]:
    """Who pays, in the order in which they are billed. No query: drafting fetched them."""
    return tuple(
        CoverageFact(
            id=row.pk,
            payer=row.payer,
            member_id=row.member_id,
            rank=row.rank,
            authorization_number=row.authorization_number,
            authorized_visits=row.authorized_visits,
            authorized_from=row.authorized_from,
            authorized_to=row.authorized_to,
        )
        for row in client.coverages.all()
    )


def consents_of(client: Client) -> tuple[ConsentFact, ...]:
    """What was signed for. No query."""
    return tuple(
        ConsentFact(
            id=row.pk,
            kind=row.kind,
            signed_by=row.signed_by,
            scope=row.scope,
            from_on=row.from_on,
            to_on=row.to_on,
            revoked_on=row.revoked_on,
        )
        for row in client.consents.all()
    )


def contributors_of(client: Client) -> tuple[ContributorFact, ...]:
    """Other professionals and family members. No query."""
    return tuple(
        ContributorFact(
            id=row.pk,
            name=row.name,
            role=row.role,
            release=row.release,
            signed_on=row.release_signed_on,
            expires_on=row.release_expires_on,
            declined_because=row.declined_because,
            contributed=row.contributed,
        )
        for row in client.contributors.all()
    )
