"""Which plan a session belongs to, where a client has several at one time.

A session stands on no plan of its own. House rule: its note tells, by the goals and objectives that
it names; until one does, it counts in each plan that was open on its day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from audits.facts import SessionFact
from goals.models import Goal
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class Episode:
    """A plan's time, both days counted, and every goal and objective that it ever held."""

    plan: UUID
    opened_on: date
    closed_on: date | None
    nodes: frozenset[UUID]

    def is_open(self, day: date) -> bool:
        """Whether it was open on a day."""
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)


Episodes = Mapping[UUID, Sequence[Episode]]


def episodes_of(clients: Collection[UUID]) -> Episodes:
    """The plans of those of these clients who have more than one; two queries."""
    found: dict[UUID, list[tuple[UUID, date, date | None]]] = defaultdict(list)
    rows = Plan.objects.filter(client__in=clients).order_by("number")
    for client, pk, start, end in rows.values_list("client", "pk", "opened_on", "closed_on"):
        found[client].append((pk, start, end))
    several = {client: plans for client, plans in found.items() if len(plans) > 1}
    nodes = _nodes(pk for plans in several.values() for pk, *_ in plans)
    return {
        client: [Episode(pk, start, end, frozenset(nodes[pk])) for pk, start, end in plans]
        for client, plans in several.items()
    }


def _nodes(plans: Iterable[UUID]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Goal.objects.filter(problem__plan__in=list(plans)).order_by()
    for plan, goal, step in rows.values_list("problem__plan", "pk", "objectives__pk"):
        found[plan] |= {goal, step} - {None}
    return found


def is_elsewhere(session: SessionFact, plan: UUID, episodes: Iterable[Episode]) -> bool:
    """Whether its note names only what another plan holds that was open on that day."""
    named = session.note.named_nodes if session.note else frozenset()
    holding = {one.plan for one in episodes if one.is_open(session.on) and one.nodes & named}
    return bool(holding) and plan not in holding
