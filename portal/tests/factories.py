"""A course of treatment for tests: a plan signed some weeks ago, and a session a week since."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of
from config import clock
from goals.models import Goal
from notes.tests.factories import written_note
from plans.tests.factories import sign_draft, signable_plan


def lived_plan(
    therapist: User,
    client: Client | None = None,
    *,
    scores: Iterable[int] = (),
    counts: Iterable[int] = (),
    **fields: Any,
) -> Goal:
    """The first goal of a plan in effect, scored by the client in one session a week until now.

    `fields` are the goal's; `counts` go to its first objective, week by week from the first.
    """
    scores, counts = list(scores), list(counts)
    client = client or client_of(therapist)
    weeks = max(len(scores), len(counts))
    began = clock.now() - timedelta(weeks=weeks + 1)
    with clock.standing_at(began):
        plan = signable_plan(therapist, client)
        goal = Goal.objects.filter(problem__plan=plan).first()
        Goal.objects.filter(pk=goal.pk).update(**fields)
        sign_draft(plan, therapist)
    objective = goal.objectives.first()
    for week in range(weeks):
        with clock.standing_at(began + timedelta(weeks=week + 1)):
            written_note(
                therapist,
                client,
                scores={goal.pk: scores[week]} if week < len(scores) else {},
                counts={objective.pk: counts[week]} if week < len(counts) else {},
            )
    return Goal.objects.get(pk=goal.pk)
