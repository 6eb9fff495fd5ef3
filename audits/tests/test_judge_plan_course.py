"""The rules on the course of a plan: deadlines, reviews, plateaus, measures, risk, family work."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from audits.facts import Echo
from audits.said import Outcome
from audits.tests.clean import attest, clean_plan, clean_version, in_goal, undone
from audits.tests.judged import judged, one_of, places
from clients.models import SafetyReview
from clients.tests.factories import client_of, safety_plan_of
from config import clock
from goals.models import Goal, GoalReview
from measures.tests.factories import given, phq9
from notes.models import Attendance, Note, Session
from notes.tests.factories import held_session, written_note
from plans.models import Plan, Review, ReviewSignature
from plans.tests.factories import sign_draft

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
OPEN, OUT = Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE


@pytest.fixture
def version(dana):
    return clean_version(dana)


def later(days: int, hour: int = 12):
    """Noon in the practice, so many days from today: the whole test then happens there."""
    day = clock.today("America/Chicago") + timedelta(days=days)
    return clock.standing_at(datetime.combine(day, time(hour), ZoneInfo("America/Chicago")))


def a_session(plan, by, days: int = 0, **fields) -> Attendance:
    """A session held at noon, so many days from today."""
    with later(days, 11):
        row = held_session(by, plan.client, on=clock.now())
    if fields:
        Session.objects.filter(pk=row.session_id).update(**fields)
    return row


def reviewed(version, by, *, days: int = 0, progress: str = "Rides again.", **fields) -> Review:
    """A review held so many days from today, with one goal's progress."""
    held_on = version.practice.today + timedelta(days=days)
    common = {"practice": version.practice}
    review = Review.objects.create(
        **common, plan=version.plan, held_on=held_on, summary="Reviewed.", held_by=by,
        next_due_on=held_on + timedelta(days=90), **fields,
    )  # fmt: skip
    goal = Goal.objects.get(problem__plan=version.plan)
    GoalReview.objects.create(
        **common, review=review, goal=goal, progress=progress, decision="keep"
    )
    return review


def confirmed(version, by, **fields) -> Review:
    """One that changed nothing, signed."""
    review = reviewed(version, by, outcome="no change", **fields)
    ReviewSignature.objects.create(
        practice=version.practice, review=review, version=version, digest=version.digest,
        signer=by, name=by.name, method="password", statement="Nothing changes.",
    )  # fmt: skip
    return review


# Deadlines ---------------------------------------------------------------------------------------


def test_the_first_plan_stands_by_its_deadline(dana):
    plan = clean_plan(dana)
    assert one_of(plan, "R01").outcome == OUT
    with later(31):
        assert places(one_of(plan, "R01")) == [("plan", plan.pk, "signature")]
    sign_draft(plan, dana)
    assert one_of(plan, "R01").outcome == MET
    with later(31):
        assert one_of(plan, "R01").outcome == MET


def test_sessions_held_without_a_plan_count_where_the_payer_counts_them(dana):
    plan = clean_plan(dana)
    Plan.objects.filter(pk=plan.pk).update(opened_on=plan.opened_on - timedelta(days=9))
    for days in (-8, -5, -2):
        a_session(plan, dana, days)
    assert one_of(plan, "R01").outcome == OUT
    figures = {("R01", "sessions"): 2}
    assert places(one_of(plan, "R01", figures=figures)) == [("plan", plan.pk, "signature")]
    assert one_of(plan, "R01", figures={("R01", "sessions"): 3}).outcome == OUT


def test_a_plan_is_not_billed_on_after_a_year(version, dana):
    plan = version.plan
    a_session(plan, dana, 365)
    with later(380):
        assert one_of(plan, "R02").outcome == MET
        a_session(plan, dana, 0, cpt="")
        assert one_of(plan, "R02").outcome == MET
        a_session(plan, dana, -1)
        assert places(one_of(plan, "R02")) == [("plan", plan.pk, "signature")]
    assert one_of(clean_plan(dana), "R02").outcome == OPEN


# Reviews -----------------------------------------------------------------------------------------


def test_a_review_is_held_on_time(version, dana):
    plan = version.plan
    assert one_of(plan, "R34").outcome == MET
    with later(91):
        assert places(one_of(plan, "R34")) == [("plan", plan.pk, "review")]
    shorter = {("R34", "days"): 60}
    assert places(one_of(plan, "R34", figures=shorter)) == [("plan", plan.pk, "review_due_on")]
    with undone():
        Plan.objects.filter(pk=plan.pk).update(next_review_on=None)
        assert places(one_of(plan, "R34")) == [("plan", plan.pk, "review_due_on")]
    with undone(), later(70):
        confirmed(version, dana)
        Plan.objects.filter(pk=plan.pk).update(next_review_on=clock.today() + timedelta(days=50))
        assert one_of(plan, "R34", figures=shorter).outcome == MET
    Plan.objects.filter(pk=plan.pk).update(closed_on=version.practice.today)
    assert one_of(plan, "R34").outcome == OUT


def test_a_review_says_how_each_goal_went_and_ends_signed(version, dana):
    plan, goal = version.plan, Goal.objects.get()
    assert one_of(plan, "R35").outcome == OUT
    with later(30):
        with undone():
            confirmed(version, dana)
            assert one_of(plan, "R35").outcome == MET
        with undone():
            review = confirmed(version, dana, progress=" ")
            assert places(one_of(plan, "R35")) == [("review", review.pk, f"progress-{goal.pk}")]
        review = reviewed(version, dana)
        assert places(one_of(plan, "R35")) == [("review", review.pk, "outcome")]
        in_goal(statement="Ride the bus alone")(plan)
        sign_draft(plan, dana, "reviewed")
        assert one_of(plan, "R35").outcome == MET


def test_a_plateau_leads_to_a_review(version, dana):
    plan, goal = version.plan, Goal.objects.get()
    assert one_of(plan, "R36").outcome == OPEN
    for days in (7, 92):
        with later(days):
            written_note(dana, plan.client, scores={goal.pk: 8})
    with later(110):
        assert one_of(plan, "R36").outcome == MET
    with later(125):
        assert places(one_of(plan, "R36")) == [("goal", goal.pk, "target")]
        with undone():
            confirmed(version, dana)
            assert one_of(plan, "R36").outcome == MET
        in_goal(aim="maintain")(plan)
        assert one_of(plan, "R36", draft=True).outcome == OUT


def test_a_goal_that_improves_needs_no_revision(version, dana):
    goal = Goal.objects.get()
    with later(60):
        written_note(dana, version.plan.client, scores={goal.pk: 4})
    with later(130):
        assert one_of(version.plan, "R36").outcome == MET


# Originality, measures, risk ---------------------------------------------------------------------


def test_near_copies_of_another_clients_plan_are_found(version):
    plan, goal = version.plan, uuid4()
    assert one_of(plan, "R37").outcome == OPEN
    assert one_of(plan, "R37", compared=True).outcome == MET
    other = Echo("goal", goal, "statement", 95, "another client's plan", "a goal")
    said = {"compared": True, "echoes": (other,)}
    assert places(one_of(plan, "R37", **said)) == [("goal", goal, "statement")]
    assert one_of(plan, "R37", **said, figures={("R37", "likeness"): 96}).outcome == MET
    twice = Echo("goal", goal, "statement", 99, "another client's plan", "another goal")
    delivered = Echo("goal", goal, "statement", 100, "the library", "a planner")
    [found] = one_of(plan, "R37", compared=True, echoes=(other, twice)).findings
    assert found.evidence.startswith("99 of 100 alike; another goal. For example: ")
    [found] = one_of(plan, "R37", compared=True, echoes=(delivered,)).findings
    assert "planner" in found.sentence


def test_a_tool_tracks_the_goals_and_is_used(version, dana):
    plan = version.plan
    place = [("client", plan.client_id, "measures")]
    assert one_of(plan, "R38").outcome == OUT
    with later(91):
        assert places(one_of(plan, "R38")) == place
    given(dana, plan.client)
    assert one_of(plan, "R38").outcome == OPEN
    with undone():
        attest(plan, "R38", dana)
        assert one_of(plan, "R38").outcome == MET
    note = written_note(dana, plan.client, signed=False)
    Note.objects.filter(pk=note.pk).update(
        response="Her PHQ-9 fell.", signed_at=clock.now(), signed_name="Dana"
    )
    assert one_of(plan, "R38").outcome == MET
    with later(91):
        assert places(one_of(plan, "R38")) == place


def risky(plan, by, days: int) -> None:
    with later(days):
        note = written_note(by, plan.client, signed=False)
        Note.objects.filter(pk=note.pk).update(risk_found=["ideation"])


def test_risk_is_answered_by_a_safety_plan(version, dana):
    plan = version.plan
    place = [("client", plan.client_id, "safety_plan")]
    assert one_of(plan, "R39").outcome == OUT
    risky(plan, dana, 1)
    assert places(one_of(plan, "R39")) == place
    with later(2), undone():
        SafetyReview.objects.create(
            practice=plan.practice, client=plan.client, words="None is needed.", reviewed_by=dana,
            reviewed_on=clock.today(),
        )  # fmt: skip
        assert one_of(plan, "R39").outcome == MET
    with later(1):
        safety_plan_of(plan.client)
        assert one_of(plan, "R39").outcome == MET
    risky(plan, dana, 4)
    assert places(one_of(plan, "R39")) == place
    Note.objects.update(safety_plan="reviewed", signed_at=clock.now(), signed_name="Dana")
    assert one_of(plan, "R39").outcome == MET


def test_a_measure_may_name_the_risk(version, dana):
    given(dana, version.plan.client, answers=phq9(6, q9=2))
    assert one_of(version.plan, "R39").outcome == NOT_MET


# Family ------------------------------------------------------------------------------------------


def test_family_work_stands_on_one_identified_clients_plan(version, dana):
    plan, other = version.plan, client_of(dana)
    assert one_of(plan, "R40").outcome == OUT
    row = a_session(plan, dana, 0, kind="family")
    assert places(one_of(plan, "R40")) == [("plan", plan.pk, "services")]
    with undone():
        Attendance.objects.create(practice=plan.practice, session=row.session, client=other)
        Attendance.objects.filter(pk=row.pk).update(identified=False)
        assert places(one_of(plan, "R40")) == [("session", row.session_id, "identified")]
        Attendance.objects.filter(client=other).update(identified=True)
        assert one_of(plan, "R40").outcome == MET
    plan.services.update(type="family")
    sign_draft(plan, dana, "family therapy")
    assert one_of(plan, "R40").outcome == MET


def test_a_clean_record_asks_no_more_than_the_clients_part(version):
    said = judged(version.plan)
    wrong = [key for key in said if key <= "R41" and said[key].outcome == NOT_MET]
    assert wrong == ["R25", "R30"]
