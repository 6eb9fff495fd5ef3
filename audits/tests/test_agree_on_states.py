"""The desk's states, said by the database, are those of `plans.state`, whatever happened."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from audits import desk
from audits.states import DUE_SOON
from clients.tests.factories import client_of
from config import clock
from plans.models import Plan, Return, Signature, Version
from plans.state import state_of
from plans.tests.factories import PlanFactory

ROLES = Signature.Role.values
A_VERSION = some.tuples(
    some.sets(some.sampled_from(ROLES), min_size=1, max_size=3),
    some.lists(some.sampled_from(ROLES), unique=True, max_size=5),
    some.booleans(),
)
A_HISTORY = some.tuples(
    some.lists(A_VERSION, max_size=4),
    some.sampled_from([None, -20, -1, 0, 1, 13, 14, 15, 60]),
    some.booleans(),
)


def live(therapist, history):
    """A plan with these versions (required roles, roles that signed, returned), review, end."""
    versions, review_in, closed = history
    today = therapist.practice.today
    plan = PlanFactory(
        client=client_of(therapist),
        lead=therapist,
        opened_on=today - timedelta(days=90),
        next_review_on=None if review_in is None else today + timedelta(days=review_in),
        closed_on=today if closed else None,
    )
    moment = clock.now() - timedelta(days=80)
    for number, (required, signed, sent_back) in enumerate(versions, 1):
        version = Version.objects.create(
            practice=plan.practice, plan=plan, number=number, document="{}", digest=str(number),
            frozen_at=moment, reason="test",
            requires=[{"role": role, "name": role.title()} for role in sorted(required)],
        )  # fmt: skip
        for later, role in enumerate(signed):
            Signature.objects.create(
                practice=plan.practice, version=version, signer=therapist, role=role, name="N",
                method="password", statement="S", signed_at=moment + timedelta(days=later * 7),
            )  # fmt: skip
        if sent_back:
            Return.objects.create(
                practice=plan.practice, version=version, returned_by=therapist, comments={}
            )
        moment += timedelta(days=5)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories=some.lists(A_HISTORY, min_size=4, max_size=8))
def test_both_say_the_same_word_of_every_plan_and_count_alike(dana, avery, histories):
    with transaction.atomic():
        for history in histories:
            live(dana, history)
        today = dana.practice.today
        plans = desk.plans_for(avery, today)
        said = dict(plans.values_list("pk", "word"))
        states = {plan.pk: state_of(plan, today) for plan in Plan.objects.with_versions()}
        assert said == {pk: state.word for pk, state in states.items()}
        counted = desk.counts(plans, today)
        due = [
            plan
            for plan in Plan.objects.all()
            if states[plan.pk].word == "in effect"
            and plan.next_review_on
            and today <= plan.next_review_on <= today + DUE_SOON
        ]
        assert counted.pop("due") == len(due)
        assert sum(counted.values()) == len(histories)
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_that_a_signature_can_have_may_be_waited_for(dana, avery, role):
    live(dana, ([({role}, [], False)], 30, False))
    (word,) = desk.plans_for(avery, dana.practice.today).values_list("word", flat=True)
    assert word == "waiting"
