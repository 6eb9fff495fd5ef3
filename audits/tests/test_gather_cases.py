"""The facts of many plans come in a fixed number of queries, and say what the pages show."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.gathering import CHUNK, cases
from audits.tests.judged import case_of
from clients.models import Consent, Contributor
from clients.tests.factories import covered, safety_plan_of, taken_in
from config import clock
from measures.tests.factories import given
from notes.tests.factories import written_note
from plans.document import PlanDocument
from plans.drafting import draft_document
from plans.models import Plan, UnsignedReason, Version
from plans.tests.factories import sign_draft, signable_plan, signed_plan

LATE = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("America/Chicago"))


def lived(dana) -> Version:
    """A signed plan with a session, a measure, cover and people around it."""
    version = signed_plan(dana)
    client = version.plan.client
    covered(client), taken_in(client), given(dana, client)
    Consent.objects.create(
        practice=client.practice, client=client, kind="treatment", signed_by="Marisol",
        from_on=client.practice.today,
    )  # fmt: skip
    Contributor.objects.create(practice=client.practice, client=client, name="O", role="PCP")
    goal = version.plan.problems.get().goals.get()
    written_note(dana, client, scores={goal.pk: 6})
    return version


def queries(dana, most: int) -> int:
    plans = list(Plan.objects.select_related("practice")[:most])
    with CaptureQueriesContext(connection) as held:
        assert len(list(cases(plans, dana.practice.today))) == most
    return len(held)


def test_three_plans_cost_as_many_queries_as_one(dana):
    for _ in range(3):
        lived(dana)
    assert queries(dana, 3) == queries(dana, 1) <= 60


def test_more_plans_than_a_chunk_come_one_by_one(dana, monkeypatch):
    monkeypatch.setattr("audits.gathering.building.CHUNK", 2)
    plans = [signable_plan(dana) for _ in range(3)]
    assert [plan for plan, _, _ in cases(plans, plans[0].practice.today)] == plans
    assert CHUNK > 2


def test_a_case_holds_what_the_draft_and_the_signed_version_say(dana):
    version = lived(dana)
    plan = Plan.objects.get(pk=version.plan_id)
    plan.problems.get().goals.update(statement="Travel alone again")
    [(_, current, draft)] = cases([plan], plan.practice.today)
    assert current.document == PlanDocument.stored(version.document)
    assert draft.document == draft_document(Plan.objects.get(pk=plan.pk), author=plan.lead)
    assert draft.document.goals[0].statement == "Travel alone again"
    assert current.record == draft.record


def test_the_facts_around_a_plan_are_its_clients(dana):
    version = lived(dana)
    safety_plan_of(version.plan.client)
    lived(dana)
    record = case_of(version.plan).record
    assert [one.payer for one in record.coverages] == ["Example Mutual"]
    assert [(one.kind, one.signed_by) for one in record.consents] == [("treatment", "Marisol")]
    assert [one.role for one in record.contributors] == ["PCP"]
    assert [(one.instrument, one.total) for one in record.measures] == [("PHQ-9", 14)]
    assert len(record.sessions) == len(record.notes) == 1
    assert record.safety_plans_on == (version.practice.today,)


def test_days_are_those_of_the_practice_and_not_of_greenwich(dana):
    with clock.standing_at(LATE):
        version = signed_plan(dana)
        fact = case_of(version.plan).record.versions[0]
    assert fact.from_on == fact.frozen_on == fact.signatures[0].on == LATE.date()
    assert fact.signatures[0].at.hour == LATE.hour


def test_a_version_is_in_effect_until_the_next_one_is(dana):
    start = clock.now() - timedelta(days=30)
    with clock.standing_at(start):
        plan = signed_plan(dana).plan
    plan.problems.get().goals.update(statement="Travel alone again")
    sign_draft(plan, dana, "reworded")
    first, second = case_of(plan).record.versions
    assert (first.until_on, second.until_on) == (second.from_on, None)
    assert first.goals == second.goals == {plan.problems.get().goals.get().pk}
    assert case_of(plan).document.goals[0].statement == "Travel alone again"


def test_a_plan_that_waits_has_only_its_draft(sam, priya):
    version = signed_plan(sam)
    [(_, current, draft)] = cases([version.plan], version.practice.today)
    assert current is None
    [fact] = draft.record.versions
    assert (fact.from_on, fact.requires, fact.trainee) == (None, ("author", "co-signer"), True)


def test_why_a_signature_is_absent_comes_along(dana):
    version = signed_plan(dana)
    UnsignedReason.objects.create(
        practice=version.practice, version=version, role="client", because="verbal",
        words="said yes on video", recorded_by=dana,
    )  # fmt: skip
    [fact] = case_of(version.plan).record.versions
    assert fact.verbal
    assert "said yes on video" in fact.unsigned_because["client"]


@pytest.mark.parametrize("opened", [0, 30])
def test_only_what_happened_while_the_plan_was_open_counts(dana, opened):
    version = signed_plan(dana)
    written_note(dana, version.plan.client)
    today = version.practice.today
    Plan.objects.filter(pk=version.plan_id).update(
        opened_on=today - timedelta(days=30),
        closed_on=today - timedelta(days=1) if opened else None,
    )
    assert len(case_of(version.plan).record.sessions) == (0 if opened else 1)


def test_a_closed_plan_is_judged_as_on_its_last_day(dana):
    version = signed_plan(dana)
    closed_on = version.practice.today
    Plan.objects.filter(pk=version.plan_id).update(closed_on=closed_on)
    with clock.standing_at(clock.now() + timedelta(days=400)):
        assert case_of(version.plan).today == closed_on


def test_texts_count_as_compared_only_where_somebody_compared_them(dana):
    plans, echo = [signable_plan(dana) for _ in range(2)], (object(),)

    def heard(texts):
        plan, stands, _ = texts[0]
        return {(plan.pk, stands): echo}

    given = cases(plans, dana.practice.today, compare=heard)
    assert [(draft.record.compared, draft.record.echoes) for _, _, draft in given] == [
        (True, echo), (False, ()),
    ]  # fmt: skip
