"""From signed notes to numbers: what charts, tables, paper and the client's page are drawn from.

Only signed notes count, only standing numbers, and each rater apart. Every function costs one
query whatever the number of goals.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from goals.charts import GoalChart, RaterSeries
from goals.models import Goal
from goals.scored import Points, Scored, breaks_of, id_of, pauses, scores_of
from plans.document import Goal as GoalDocument
from plans.models import Plan
from plans.state import effective_at

from .models import Attendance, Count


@dataclass(frozen=True)
class Progress(Scored):
    """The numbers of one client: by goal and rater, by objective; and the days that mark them."""

    counts: Mapping[UUID, Points] = field(default_factory=dict)
    missed: tuple[date, ...] = ()
    reviews: tuple[date, ...] = ()
    versions: tuple[tuple[date, int], ...] = ()

    def chart(self, goal: GoalDocument | Goal, today: date) -> GoalChart:
        """Everything that the picture of a goal says."""
        return GoalChart(
            title=goal.statement,
            zero_means=goal.zero_means,
            ten_means=goal.ten_means,
            lower_is_better=goal.lower_is_better,
            baseline=None if goal.baseline is None else (goal.baseline, goal.baseline_on),
            target=None if goal.target is None else (goal.target, goal.target_on),
            series=tuple(
                RaterSeries(rater, points)
                for rater, points in sorted(self.scores.get(id_of(goal), {}).items())
            ),
            missed=self.missed,
            reviews=self.reviews,
            versions=self.versions,
            breaks=self.breaks.get(id_of(goal), ()),
            off_pace=self._main_is_off_pace(goal, today),
        )

    def _main_is_off_pace(self, goal: GoalDocument | Goal, today: date) -> bool:
        """Whether the line that is drawn first is off pace: the client's, if there is one."""
        trends = self.trends(goal, today)
        main = trends.get("client") or trends.get("clinician")
        return main is not None and main.off_pace


def progress_of(plan: Plan) -> Progress:
    """The numbers of a plan, for staff: eight queries at most."""
    goals = Goal.objects.filter(problem__plan=plan)
    kept = {goal.pk: goal for goal in goals}
    return Progress(
        scores=scores_of(kept),
        counts=counts_of(kept),
        breaks=breaks_of(kept),
        pauses={pk: pauses(goal) for pk, goal in kept.items()},
        missed=_missed(plan),
        reviews=tuple(plan.reviews.values_list("held_on", flat=True)),
        versions=_versions(plan),
    )


def counts_of(goal_ids: Iterable[UUID]) -> dict[UUID, Points]:
    """Standing counts from signed notes, by objective, in order of date."""
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = Count.objects.signed().standing().filter(objective__goal_id__in=list(goal_ids))
    for objective_id, on, value in rows.order_by("on", "note_id").values_list(
        "objective_id", "on", "value"
    ):
        found[objective_id].append((on, value))
    return {objective_id: tuple(points) for objective_id, points in found.items()}


def _missed(plan: Plan) -> tuple[date, ...]:
    zone = ZoneInfo(plan.practice.time_zone)
    starts = (
        Attendance.objects.missed()
        .filter(client_id=plan.client_id, session__starts_at__date__gte=plan.opened_on)
        .order_by("session__starts_at")
        .values_list("session__starts_at", flat=True)
    )
    days = [start.astimezone(zone).date() for start in starts]
    return tuple(day for day in days if plan.closed_on is None or day <= plan.closed_on)


def _versions(plan: Plan) -> tuple[tuple[date, int], ...]:
    zone = ZoneInfo(plan.practice.time_zone)
    versions = plan.versions.defer("document").with_signatures()
    moments = [(effective_at(version), version.number) for version in versions]
    return tuple((moment.astimezone(zone).date(), number) for moment, number in moments if moment)
