"""The desk's states, said by the database, are those of `plans.state`, whatever happened."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from audits import desk
from audits.states import word
from clients.tests.factories import client_of
from config import clock
from plans.models import ClientAnswer, Plan, Return, Signature, Version
from plans.state import effective_at, state_of
from plans.tests.factories import PlanFactory

ROLES = Signature.Role.values
A_VERSION = some.tuples(
    some.dictionaries(some.sampled_from(ROLES), some.sampled_from([True, False, None]), min_size=1),
    some.lists(some.sampled_from(ROLES), unique=True, max_size=5),
    some.booleans(),
    some.lists(some.booleans(), min_size=1, max_size=3),
)
A_HISTORY = some.tuples(
    some.lists(A_VERSION, max_size=4),
    some.sampled_from([None, -20, -1, 0, 1, 13, 14, 15, 60]),
    some.booleans(),
)


def live(therapist, history):
    """A plan with these versions, a review date, and an end.

    A version: the roles wanted and whether each blocks (None: not said, as once), the roles that
    signed, whether it was returned, and what a client or guardian said to each goal.
    """
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
    for number, (wanted, signed, sent_back, said) in enumerate(versions, 1):
        version = Version.objects.create(
            practice=plan.practice, plan=plan, number=number, document="{}", digest=str(number),
            frozen_at=moment, reason="test",
            requires=[
                {"role": role, "name": role.title()}
                | ({} if blocks is None else {"blocks": blocks})
                # The author's signature is waited for in every version.
                for role, blocks in sorted({**wanted, "author": None}.items())
            ],
        )  # fmt: skip
        for later, role in enumerate(signed):
            signature = Signature.objects.create(
                practice=plan.practice, version=version, signer=therapist, role=role, name="N",
                method="password", statement="S", signed_at=moment + timedelta(days=later * 7),
            )  # fmt: skip
            if role in ClientAnswer.Role.values:
                ClientAnswer.objects.create(
                    practice=plan.practice, version=version, signature=signature, role=role,
                    way="own sign-in", name="N", recorded_by=therapist,
                    goals=[{"goal": "g", "agrees": agrees, "words": ""} for agrees in said],
                )  # fmt: skip
        if sent_back:
            Return.objects.create(
                practice=plan.practice, version=version, returned_by=therapist, comments={}
            )
        moment += timedelta(days=5)


def effective_by_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, version_effective_at(id) FROM plans_version")
        return cursor.fetchall()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories=some.lists(A_HISTORY, min_size=4, max_size=8))
def test_both_say_the_same_word_of_every_plan(dana, avery, histories):
    with transaction.atomic():
        for history in histories:
            live(dana, history)
        today = dana.practice.today
        plans = desk.plans_for(avery).annotate(word=word(today))
        said = dict(plans.values_list("pk", "word"))
        states = {plan.pk: state_of(plan, today) for plan in Plan.objects.with_versions()}
        assert said == {pk: state.word for pk, state in states.items()}
        assert {
            version.pk: effective_at(version) for version in Version.objects.with_signatures()
        } == dict(effective_by_database())
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_that_a_signature_can_have_may_be_waited_for(dana, avery, role):
    others = [] if role == "author" else ["author"]
    live(dana, ([({role: True}, others, False, [True])], 30, False))
    plans = desk.plans_for(avery).annotate(word=word(dana.practice.today))
    assert plans.values_list("word", flat=True).get() == "waiting"
