"""What is shared with a client: the versions in effect, and the numbers of their goals.

Each question begins with the client that the sign-in names, and asks only for columns that a
client's request may read. The database holds the same wall (docs/adr/0002).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from goals.scored import Points, breaks_of, scores_of
from notes.models import Count
from notes.progress import Progress
from plans.answered import Answers
from plans.answers import answers_of
from plans.document import Goal, PlanDocument
from plans.models import Version
from plans.state import effective_at, in_effect, printed_signatures

from .rules import Rules


@dataclass(frozen=True)
class Shared:
    """A plan as the client reads it: the version in effect, its document as the page shows it."""

    version: Version
    document: PlanDocument
    since: datetime

    @property
    def since_on(self) -> date:
        """The day since when the version is in effect, where the practice is."""
        return self.since.astimezone(ZoneInfo(self.document.practice.time_zone)).date()

    @property
    def signatures(self) -> list[tuple[str, date]]:
        """Who signed, as printed, and on which day where the practice is."""
        zone = ZoneInfo(self.document.practice.time_zone)
        return [
            (signature.printed_name, signature.signed_at.astimezone(zone).date())
            for signature in printed_signatures(self.version)
        ]

    @property
    def answers(self) -> Answers:
        """What the client or a guardian said to it. One query."""
        return answers_of(self.version, self.document, for_client=True)

    @property
    def reached(self) -> list[Goal]:
        """The goals that are met."""
        return [goal for goal in self.document.goals if goal.status == "met"]

    @property
    def for_later(self) -> list[Goal]:
        """The goals that are parked, or stand under a problem that is deferred."""
        active = {goal.id for goal in self.document.active_goals}
        return [
            goal
            for problem in self.document.problems
            if problem.status != "resolved"
            for goal in problem.goals
            if goal.status in ("active", "reserve") and goal.id not in active
        ]

    @property
    def ended_on(self) -> date | None:
        """The day on which the episode was closed, if it was."""
        return self.version.plan.closed_on


def shared_with(client_id: UUID, rules: Rules, versions: Iterable[Version] = ()) -> list[Shared]:
    """The client's open plans in effect; if none is open, the last one that was. Four queries.

    `rules` say what is held back and what is said in other words (portal.rules). `versions` are
    the client's own, if they are at hand; that leaves one query.
    """
    versions = versions or Version.objects.read_by(client_id)
    current = [
        version
        for _, group in groupby(versions, key=lambda version: version.plan_id)
        if (version := in_effect(group))
    ]
    chosen = [version for version in current if version.plan.is_open] or current[-1:]
    texts = dict(
        Version.objects.filter(plan__client=client_id, pk__in=[one.pk for one in chosen])
        .order_by()
        .values_list("pk", "document")
    )
    return [
        Shared(version, rules.apply(PlanDocument.stored(texts[version.pk])), since)
        for version in chosen
        if (since := effective_at(version))
    ]


def numbers_of(client_id: UUID, shared: Iterable[Shared]) -> Progress:
    """Scores and counts of the goals that are shared, from signed notes. Three queries.

    Missed sessions, reviews and versions are no part of what a client is shown.
    """
    goals = [goal for plan in shared for goal in plan.document.goals]
    ids = [goal.id for goal in goals]
    objectives = [objective.id for goal in goals for objective in goal.objectives]
    return Progress(
        scores=scores_of(ids), counts=_counts(client_id, objectives), breaks=breaks_of(ids)
    )


def _counts(client_id: UUID, objective_ids: list[UUID]) -> dict[UUID, Points]:
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = (
        Count.objects.signed()
        .standing()
        .filter(note__attendance__client=client_id, objective_id__in=objective_ids)
        .order_by("on", "note_id")
    )
    for objective_id, on, value in rows.values_list("objective_id", "on", "value"):
        found[objective_id].append((on, value))
    return {objective_id: tuple(points) for objective_id, points in found.items()}
