"""Seeing to a flag: what was done about it is written down, with how the scores stood."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.actions.permits import refuse_later
from config import clock
from goals.flagged import flagged_goal
from goals.flags import Raised
from goals.models import FlagAnswer, Goal
from goals.scored import Points, scores_of
from goals.summaries import refresh
from plans.actions.permits import require_open_draft
from trail.proof import witness
from trail.recording import record

NOTHING_OPEN = "Nothing about this goal is open any more: somebody has seen to it."


@transaction.atomic
def answer_flags(said: FlagAnswer, *, by: User) -> list[FlagAnswer]:
    """Write down what was done about every flag of a goal that is open now.

    `said` holds the goal and the words: step, words, consulted_with, consulted_on; the rest is
    taken from the scores. Raises ValidationError when nothing is open, or nothing is said.
    """
    plan = require_open_draft(said.goal.home, by)
    goal = Goal.objects.select_related("problem__plan__practice").get(pk=said.goal_id)
    today = plan.practice.today
    refuse_later(said.consulted_on, "consulted_on", "The consultation", by)
    standing = flagged_goal(goal, today).open
    if not standing:
        raise ValidationError(NOTHING_OPEN)
    scores, at = scores_of([goal.pk]).get(goal.pk, {}), clock.now()
    rows = [_row(said, goal, one, scores.get(one.rater, ())) for one in standing]
    for row in rows:
        row.answered_on, row.answered_by, row.answered_at = today, by, at
        row.full_clean()
        row.save(force_insert=True)
    refresh([goal.pk])
    told, clients = witness(*rows), [plan.client_id]
    record("flag.answered", goal, by=by, clients=clients, changed=told)
    return rows


def _row(said: FlagAnswer, goal: Goal, one: Raised, points: Points) -> FlagAnswer:
    score_on, score = points[-1] if points else (None, None)
    return FlagAnswer(
        practice_id=goal.practice_id,
        goal=goal,
        flag=one.flag.value,
        rater=one.rater,
        step=said.step,
        words=said.words.strip(),
        consulted_with=said.consulted_with.strip(),
        consulted_on=said.consulted_on,
        score=score,
        score_on=score_on,
        sessions=one.sessions,
        worse=one.worse,
    )
