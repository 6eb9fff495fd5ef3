"""What a therapist decided about a client's page: other words, and what others do not read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from accounts.models import User
from clients.actions import hold_back, word_for_client
from clients.models import Client, HeldBack, PageWords
from goals.models import Goal, Objective
from plans.models import Plan

LOOK_AGAIN = timedelta(days=60)


def share(
    said: Mapping[Literal["words", "kept"], dict[int, str]], client: Client, plan: Plan, *, by: User
) -> None:
    """Goals and steps are named by their place in the plan, from 1."""
    goals = list(Goal.objects.filter(problem__plan=plan).in_order())
    for place, words in said.get("words", {}).items():
        key = str(goals[place - 1].pk)
        word_for_client(PageWords(client=client, kind="goal", item=key, words=words), by=by)
    steps = list(Objective.objects.filter(goal=goals[0]).order_by("position"))
    for place, why in said.get("kept", {}).items():
        held = HeldBack(
            client=client,
            kind=HeldBack.Kind.OBJECTIVE,
            item=str(steps[place - 1].pk),
            readers=HeldBack.Readers.OTHERS,
            ground="client asked",
            words=why,
            look_again_on=client.practice.today + LOOK_AGAIN,
        )
        hold_back(held, by=by)
