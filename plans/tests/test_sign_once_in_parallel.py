"""Two hundred plans, each signed by ten presses at once: each is signed once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from accounts.tests.factories import PracticeFactory, staff
from config.tenancy import acting, as_staff
from plans.actions import sign
from plans.document import canonical, digest
from plans.drafting import draft_document
from plans.models import Plan, Signature, Version
from plans.tests.factories import signable_plan
from trail.models import Event

PLANS, PRESSES = 200, 10


@pytest.fixture
def author(own_database):
    """A therapist in a database of this test's own, whose rows are committed."""
    return staff(PracticeFactory(name="Riverside Counseling"), name="Dana Whitfield")


def press(author, turns, plans):
    """One of ten browsers: at each plan it waits for the others, then presses."""
    signed = []
    try:
        for pk, seen in plans:
            turns.wait()
            with acting(as_staff(author.practice_id, author.pk)):
                version = sign(Plan.objects.get(pk=pk), by=author, reason="First plan", seen=seen)
            signed.append(version.pk)
    finally:
        connections["default"].close()
    return signed


def test_ten_presses_at_once_sign_each_of_two_hundred_plans_once(author):
    made = [signable_plan(author) for _ in range(PLANS)]
    plans = []
    for plan in made:
        fresh = Plan.objects.get(pk=plan.pk)
        plans.append((plan.pk, digest(canonical(draft_document(fresh, author=author)))))
    turns = Barrier(PRESSES, timeout=60)
    with ThreadPoolExecutor(PRESSES) as pool:
        told = list(pool.map(lambda _: press(author, turns, plans), range(PRESSES)))
    assert all(answers == told[0] for answers in told)
    assert Version.objects.count() == Signature.objects.count() == PLANS
    assert set(Version.objects.values_list("number", flat=True)) == {1}
    events = Counter(Event.objects.filter(verb="plan.signed").values_list("subject_id", flat=True))
    assert set(events.values()) == {1}
    assert len(events) == PLANS
