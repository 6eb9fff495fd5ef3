"""Where a plan waits for the client or guardian, it waits for a yes (docs/adr/0022)."""

from datetime import timedelta

import pytest

from clients.models import Client, Coverage
from clients.tests.factories import client_of
from plans.actions import Said, answer
from plans.models import Plan
from plans.state import asked_for, awaited, effective_at, state_of
from plans.tests.browsing import said, signed_in
from plans.tests.factories import sign_draft, signable_plan, signed_plan

FIRST = "practice-client-signs"


def payer(client, profile=FIRST):
    Coverage.objects.create(
        practice=client.practice, client=client, payer="A payer", member_id="1",
        payer_profile=profile,
    )  # fmt: skip


@pytest.fixture
def version(dana, act_as):
    """Two goals, signed by their author, under the practice's own rule."""
    client = client_of(dana)
    payer(client)
    plan = signable_plan(dana, client, goals=2)
    with act_as(dana):
        return sign_draft(plan, dana)


def state(version):
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    return state_of(plan, plan.practice.today)


def say(version, by, *agrees, role="client", **more):
    goals = version.plan.problems.get().goals.all()
    words = tuple(
        {"goal": str(goal.pk), "agrees": yes, "words": ""}
        for goal, yes in zip(goals, agrees, strict=True)
    )
    return answer(version, Said(role, "Marisol Vega", words, **more), by=by, way="handed over")


@pytest.mark.parametrize("agrees", [(False, False), (True, False)])
def test_a_no_to_a_goal_puts_nothing_into_effect(dana, version, act_as, agrees):
    name = version.plan.client.legal_name
    assert state(version).label == f"waiting for {name}"
    with act_as(dana):
        say(version, dana, *agrees)
    found = state(version)
    assert found.word == "waiting"
    assert found.current is None
    assert found.label == f"waiting for {name}, who does not agree with every goal"
    assert version.signatures.filter(role="client").exists()
    plan = Plan.objects.get(pk=version.plan_id)
    assert plan.next_review_on is None
    page = signed_in(dana).get(f"/clients/{plan.client_id}/plans/1/versions/1/")
    assert "Does not agree with every goal" in said(page)


def test_a_yes_to_every_goal_puts_it_into_effect(dana, version, act_as):
    with act_as(dana):
        say(version, dana, True, True)
    found = state(version)
    assert found.word == "in effect"
    assert effective_at(found.current) == found.current.signatures.get(role="client").signed_at
    assert Plan.objects.get(pk=version.plan_id).next_review_on


def test_after_a_no_the_same_text_is_signed_again_and_answered_anew(dana, version, act_as):
    with act_as(dana):
        say(version, dana, True, False)
        again = sign_draft(version.plan, dana, reason="talked about again")
        assert again.number == 2
        assert again.digest == version.digest
        assert sign_draft(version.plan, dana, reason="pressed twice") == again
        say(again, dana, True, True)
    assert state(again).current == again


def test_a_no_holds_up_nothing_that_does_not_wait_for_the_answer(dana, act_as):
    version = signed_plan(dana)
    with act_as(dana):
        say(version, dana, False)
        assert sign_draft(version.plan, dana) == version
    assert state(version).word == "in effect"
    assert awaited(version) == asked_for(version) == []


def test_a_guardian_decides_and_a_minors_no_stands_beside_it_with_its_reason(dana, act_as):
    client = client_of(dana, born_on=dana.practice.today - timedelta(days=4000))
    Client.objects.filter(pk=client.pk).update(guardian_name="Teresa Vega")
    payer(client)
    plan = signable_plan(dana, Client.objects.get(pk=client.pk))
    with act_as(dana):
        version = sign_draft(plan, dana)
        why = "Would rather play football on that day."
        say(version, dana, True, role="guardian", assent="not given", assent_words=why)
    assert state(version).word == "in effect"
    page = signed_in(dana).get(f"/clients/{client.pk}/plans/1/versions/1/")
    assert "the minor does not agree" in said(page)
    assert why in said(page)
