"""Keeping what lists need of goals: written by one function, called by each act that changes it.

Whoever signs a note, corrects a score, rewords, parks or takes up a goal, reviews its plan or sees
to a flag calls `refresh` by name, in the same transaction. `manage.py refresh_summaries --check`
proves that what is kept is what is computed (docs/adr/0026).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from goals.flagged import flagged
from goals.flags import NO_RATER, Flag, Handling, Raised, quiet_before, raised
from goals.models import Goal, GoalSummary
from goals.scored import Scored, scored
from goals.trends import Trend
from notes.rules import RULES

# What a refresh may change; the rest says which row it is.
KEPT = [
    field.name
    for field in GoalSummary._meta.fields
    if field.name not in ("id", "practice", "goal", "rater")
]
SAYS = [name for name in KEPT if name != "counted_at"]


def refresh(goal_ids: Iterable[UUID], *, only_kept: bool = False) -> None:
    """Keep anew what holds for these goals of one practice; call it after the act, within it.

    The goals are locked in one order, so that two acts at once are seen by the later one. With
    `only_kept` a goal to which nothing happened yet is left alone. Nine queries, however many.
    """
    wanted = set(goal_ids)
    if only_kept:
        wanted = set(GoalSummary.objects.filter(goal__in=wanted).values_list("goal", flat=True))
    if not wanted:
        return
    goals = Goal.objects.filter(pk__in=wanted).select_for_update(of=("self",))
    rows = computed(goals.select_related("practice", "problem__plan").order_by("pk"))
    GoalSummary.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["goal", "rater"], update_fields=KEPT
    )


def computed(goals: Iterable[Goal]) -> list[GoalSummary]:
    """The rows as they should be kept today, unsaved: each goal's own, and one for each rater."""
    held = list(goals)
    if not held:
        return []
    today, progress = held[0].practice.today, scored(held)
    plans = {goal.problem.plan_id: goal.problem.plan for goal in held}
    flags = flagged(held, plans, progress, today)
    found = []
    for goal in held:
        known = flags[goal.pk].handlings
        found.append(_of_goal(goal, progress, known))
        for rater, one in progress.trends(goal, today).items():
            found.append(_of_rater(goal, rater, one, known))
    return found


def _of_goal(goal: Goal, progress: Scored, handlings: Iterable[Handling]) -> GoalSummary:
    days = [on for points in progress.scores.get(goal.pk, {}).values() for on, _ in points]
    days += [end for _, end in progress.pauses.get(goal.pk, ()) if end]
    return GoalSummary(
        practice_id=goal.practice_id,
        goal=goal,
        rater=NO_RATER,
        last_on=max(days, default=None),
        quiet_before=quiet_before(Raised(Flag.NO_SCORES, NO_RATER, ""), handlings),
    )


def _of_rater(goal: Goal, rater: str, one: Trend, handlings: tuple[Handling, ...]) -> GoalSummary:
    sure = replace(one, stalled=one.stalls_on is not None)
    raises = {flag.flag: flag for flag in raised({rater: sure})}
    return GoalSummary(
        practice_id=goal.practice_id,
        goal=goal,
        rater=rater,
        judgement=one.judgement,
        first=one.first,
        first_on=one.first_on,
        latest=one.latest,
        latest_on=one.latest_on,
        better=one.change_in_good_direction,
        sessions=one.scored_sessions,
        target_reached=one.target_reached,
        stalls_on=one.stalls_on,
        off_pace=one.off_pace,
        fell_from=_opens(raises, Flag.DETERIORATION, one.latest_on, handlings),
        off_pace_from=_opens(raises, Flag.OFF_PACE, one.latest_on, handlings),
        stalled_from=_opens(raises, Flag.STALLED, one.stalls_on, handlings),
    )


def _opens(
    raises: Mapping[Flag, Raised], flag: Flag, since: date | None, handlings: Iterable[Handling]
) -> date | None:
    """The day from which the flag stands open: once it is raised, and no handling holds."""
    if flag not in raises or since is None:
        return None
    return max(since, quiet_before(raises[flag], handlings) or since)


def silent_after() -> timedelta:
    """How long a goal may go without a score before that is said (house rule)."""
    return timedelta(days=RULES["no-scores"].threshold)


def differing(goals: Iterable[Goal]) -> list[str]:
    """What is kept otherwise than it is computed, a sentence each; names nobody."""
    held = list(goals)
    rows = GoalSummary.objects.filter(goal__in=held)
    kept = {(row.goal_id, row.rater): said(row) for row in rows}
    should = {(row.goal_id, row.rater): said(row) for row in computed(held)}
    nothing = said(GoalSummary())
    found = []
    for goal_id, rater in sorted(kept.keys() | should.keys(), key=str):
        one, other = kept.get((goal_id, rater)), should.get((goal_id, rater))
        # A goal to which nothing happened has no row, or one that says nothing.
        if one != other and {str(one or nothing), str(other or nothing)} != {str(nothing)}:
            found.append(f"goal {goal_id}, {rater or 'all'}: kept {one}, computed {other}")
    return found


def said(row: GoalSummary) -> dict[str, object]:
    """Everything that the row says, without when it was counted."""
    return {name: getattr(row, name) for name in SAYS}
