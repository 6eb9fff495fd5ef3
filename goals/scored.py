"""The scores that count, goal by goal: signed, standing, and each rater apart.

Read through the goal's own relations, because notes stand above goals. notes/progress.py adds what
notes and plans know besides; whoever judges a goal judges it here, so that no two pages disagree.
Every function costs one query whatever the number of goals.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Min

from goals.models import Goal, GoalRevision
from goals.trends import Trend, trend
from plans.document import Goal as GoalDocument

Points = tuple[tuple[date, int], ...]
Pauses = tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class Scored:
    """By goal: each rater's scores, the days on which its meaning changed, and its pauses."""

    scores: Mapping[UUID, Mapping[str, Points]] = field(default_factory=dict)
    breaks: Mapping[UUID, tuple[date, ...]] = field(default_factory=dict)
    pauses: Mapping[UUID, Pauses] = field(default_factory=dict)

    def trends(self, goal: GoalDocument | Goal, today: date) -> dict[str, Trend]:
        """The judgement of each rater's scores since the goal has meant what it means now.

        The baseline is held against the scores of the rater who gave it.
        """
        since = max(self.breaks.get(id_of(goal), ()), default=date.min)
        return {
            rater: trend(
                [point for point in points if point[0] >= since],
                baseline=goal.baseline if rater == goal.baseline_rater else None,
                baseline_on=goal.baseline_on if rater == goal.baseline_rater else None,
                target=goal.target,
                target_on=goal.target_on,
                lower_is_better=goal.lower_is_better,
                aim=goal.aim,
                today=today,
                paused=self.pauses.get(id_of(goal), ()),
            )
            for rater, points in self.scores.get(id_of(goal), {}).items()
        }

    def points(self, goal: GoalDocument | Goal) -> Points:
        """The client's scores; the clinician's where the client gave none."""
        given = self.scores.get(id_of(goal), {})
        return given.get("client") or given.get("clinician") or ()


def id_of(goal: GoalDocument | Goal) -> UUID:
    """Of the row, or of the goal as a version holds it."""
    return goal.pk if isinstance(goal, Goal) else goal.id


def scored(goals: Iterable[Goal]) -> Scored:
    """The numbers of these goals; two queries."""
    kept = {goal.pk: goal for goal in goals}
    return Scored(
        scores=scores_of(kept),
        breaks=breaks_of(kept),
        pauses={pk: pauses(goal) for pk, goal in kept.items()},
    )


def scores_of(goal_ids: Iterable[UUID]) -> dict[UUID, dict[str, Points]]:
    """Standing scores from signed notes, by goal and rater, in order of date."""
    found: dict[UUID, dict[str, list[tuple[date, int]]]] = defaultdict(lambda: defaultdict(list))
    rows = Goal.objects.filter(
        pk__in=list(goal_ids),
        scores__note__signed_at__isnull=False,
        scores__superseded_by__isnull=True,
    )
    for goal_id, rater, on, value in rows.order_by("scores__on", "scores__note_id").values_list(
        "pk", "scores__rater", "scores__on", "scores__value"
    ):
        found[goal_id][rater].append((on, value))
    return {
        goal_id: {rater: tuple(points) for rater, points in raters.items()}
        for goal_id, raters in found.items()
    }


def breaks_of(goal_ids: Iterable[UUID]) -> dict[UUID, tuple[date, ...]]:
    """The days of the first score after a goal came to mean something else."""
    changed = GoalRevision.objects.filter(
        goal_id__in=list(goal_ids),
        same_meaning=False,
        number__gt=1,
        scores__note__signed_at__isnull=False,
    )
    rows = changed.values("goal_id", "pk").annotate(first=Min("scores__on")).order_by("first")
    found: dict[UUID, list[date]] = defaultdict(list)
    for row in rows:
        found[row["goal_id"]].append(row["first"])
    return {goal_id: tuple(days) for goal_id, days in found.items()}


def pauses(goal: Goal) -> Pauses:
    """The times in which the goal was parked; the last one may still go on."""
    over = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in goal.pauses]
    going_on = [(goal.parked_from, None)] if goal.parked_from else []
    return tuple([*over, *going_on])
