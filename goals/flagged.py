"""The flags of goals as they stand on a day: raised by the numbers, and which are seen to.

The rules are in flags.py; here the rows are read. Four queries, whatever the number of
goals, besides those for the scores.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min

from notes.rules import RULES
from plans.models import Plan

from .flags import Flag, Handling, Raised, Step, handled, open_flags, raised
from .models import FlagAnswer, Goal, GoalReview, GoalRevision
from .scored import Scored, pauses, scored

RATERS = ("client", "clinician", "")


@dataclass(frozen=True)
class Flagged:
    """One goal's flags: all that are raised, those still open, and every handling there was.

    `is_reworded` says that the draft words the goal otherwise than when it last counted: the way
    to handle the flag was taken, and ends with the signature.
    """

    raised: tuple[Raised, ...] = ()
    open: tuple[Raised, ...] = ()
    handlings: tuple[Handling, ...] = ()
    is_reworded: bool = False

    def quiet(self, today: date) -> list[tuple[Raised, Handling]]:
        """The raised ones that somebody saw to, and the handling by which each is quiet."""
        held = [(one, handled(one, self.handlings, today)) for one in self.raised]
        return [(one, by) for one, by in held if by]


def flagged(
    goals: Collection[Goal], plans: Mapping[UUID, Plan], progress: Scored, today: date
) -> dict[UUID, Flagged]:
    """The flags of these goals; a goal that is not worked on raises none.

    `plans` holds the plan of each goal by its id, `progress` the goals' scores, breaks and pauses.
    """
    told = _handlings(goals, progress, _zone(plans.values()))
    found = {}
    for goal in goals:
        plan = plans[goal.problem.plan_id]
        flags = _raised(goal, plan, progress, today)
        by = tuple(told.by_goal.get(goal.pk, ()))
        reworded = goal.pk in told.reworded
        found[goal.pk] = Flagged(flags, open_flags(flags, by, today), by, reworded)
    return found


def flagged_goal(goal: Goal, today: date) -> Flagged:
    """The flags of one goal."""
    plan = goal.home
    progress = scored([goal])
    return flagged([goal], {plan.pk: plan}, progress, today)[goal.pk]


def _raised(goal: Goal, plan: Plan, progress: Scored, today: date) -> tuple[Raised, ...]:
    if not goal.is_scored:
        return ()
    days = unscored(goal, plan, progress, today)
    too_long = days if days > RULES["no-scores"].threshold else None
    return raised(progress.trends(goal, today), unscored=too_long)


def unscored(goal: Goal, plan: Plan, progress: Scored, today: date) -> int:
    """Days since the goal was last scored, taken up again, or its plan opened."""
    days = [on for points in progress.scores.get(goal.pk, {}).values() for on, _ in points]
    days += [end for _, end in pauses(goal) if end]
    return (today - max([*days, plan.opened_on])).days


@dataclass
class _Told:
    """What the record says was done, by goal; and the goals whose draft words them anew."""

    by_goal: dict[UUID, list[Handling]] = field(default_factory=lambda: defaultdict(list))
    reworded: set[UUID] = field(default_factory=set)


def _handlings(goals: Collection[Goal], progress: Scored, zone: ZoneInfo) -> _Told:
    """Answers, reviews, signed rewordings and pauses that are over."""
    told, kept = _Told(), {goal.pk: goal for goal in goals}
    for row in FlagAnswer.objects.filter(goal__in=kept):
        told.by_goal[row.goal_id].append(handling_of(row))
    for goal_id, on in GoalReview.objects.filter(goal__in=kept).values_list(
        "goal_id", "review__held_on"
    ):
        told.by_goal[goal_id] += _as_of(kept[goal_id], Step.REVIEWED, on, on, progress)
    for goal in goals:
        for _, end in pauses(goal):
            if end:
                told.by_goal[goal.pk] += _as_of(goal, Step.PARKED, end, end, progress)
    _add_revisions(told, kept, progress, zone)
    return told


def _add_revisions(
    told: _Told, kept: Mapping[UUID, Goal], progress: Scored, zone: ZoneInfo
) -> None:
    """A rewording answers what was known before it: scores that were given on it came after."""
    scored_from = _first_scores(kept)
    last: dict[UUID, GoalRevision] = {}
    for revision in GoalRevision.objects.filter(goal__in=kept).order_by("number"):
        goal = kept[revision.goal_id]
        last[goal.pk] = revision
        if revision.number > 1:
            on = revision.from_at.astimezone(zone).date()
            known = min(on, scored_from.get(revision.pk, date.max) - timedelta(days=1))
            told.by_goal[goal.pk] += _as_of(goal, Step.REVISED, on, known, progress)
    told.reworded = {pk for pk, one in last.items() if one.wording != kept[pk].wording}


def _first_scores(goal_ids: Iterable[UUID]) -> dict[UUID, date]:
    """By revision, the day of the first score that was given on it."""
    rows = GoalRevision.objects.filter(
        goal_id__in=list(goal_ids), number__gt=1, scores__note__signed_at__isnull=False
    )
    return dict(rows.values_list("pk").annotate(Min("scores__on")).order_by())


def handling_of(row: FlagAnswer) -> Handling:
    """A written answer as a plain value."""
    return Handling(
        step=Step(row.step),
        on=row.answered_on,
        rater=row.rater,
        flag=Flag(row.flag),
        sessions=row.sessions,
        worse=row.worse,
    )


def _as_of(goal: Goal, step: Step, on: date, known: date, progress: Scored) -> Iterable[Handling]:
    """What the record itself tells handles every flag; `known` is the last day that was seen."""
    trends = progress.trends(goal, known)
    for rater in RATERS:
        if one := trends.get(rater):
            worse = -(one.change_in_good_direction or 0)
            yield Handling(step, on, rater, sessions=one.scored_sessions, worse=worse)
        elif not rater:
            yield Handling(step, on, rater)


def _zone(plans: Iterable[Plan]) -> ZoneInfo:
    """Goals that are looked at together are of one practice."""
    plan = next(iter(plans), None)
    return ZoneInfo(plan.practice.time_zone) if plan else ZoneInfo("UTC")
