"""Seeing to a flag: what was done is kept, and the flag is gone until something new happens."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from config import clock
from config.looking import looks
from goals import actions
from goals.flagged import flagged_goal
from goals.flags import Flag, Step
from goals.models import FlagAnswer, Goal
from notes.actions import answer_flags
from notes.tests.factories import written_note
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan
from trail.models import Event
from trail.proof import unproved

WORDS = "Fears fainting on the bus. We begin with one stop, with her sister."


def scored(dana, goal, *values):
    """One scored session a day, the last one today."""
    for place, value in enumerate(values):
        on = clock.now() - timedelta(days=len(values) - 1 - place, minutes=1)
        written_note(dana, goal.home.client, on=on, scores={goal.pk: value})


@pytest.fixture
def goal(dana):
    """A goal of a plan in effect, begun 40 days ago at 5; lower is better."""
    plan, opened = signable_plan(dana), dana.practice.today - timedelta(days=40)
    Plan.objects.filter(pk=plan.pk).update(opened_on=opened)
    goals = Goal.objects.filter(problem__plan=plan)
    target_on = opened + timedelta(days=400)
    goals.update(baseline=5, baseline_on=opened, target=2, target_on=target_on)
    sign_draft(plan, dana)
    return goals.get()


@pytest.fixture
def worse(dana, goal):
    """The same goal, after the client scored 8."""
    scored(dana, goal, 8)
    return goal


def flags(goal):
    found = flagged_goal(Goal.objects.get(pk=goal.pk), goal.home.practice.today)
    return [one.flag for one in found.open]


def looked_at(goal):
    plans = Plan.objects.filter(pk=goal.home.pk)
    return looks(plans, goal.home.practice.today)


def barriers(goal, words=WORDS):
    return FlagAnswer(goal=goal, step=Step.BARRIERS, words=words)


def test_reviewed_barriers_are_kept_with_the_scores_as_they_stood(dana, worse, act_as):
    assert [look.words for look in looked_at(worse)] == ["reliable deterioration: 5 to 8"]
    with act_as(dana):
        (row,) = answer_flags(barriers(worse), by=dana)
    today = dana.practice.today
    assert (row.flag, row.rater, row.step, row.words) == (
        "reliable deterioration", "client", "reviewed barriers", WORDS,
    )  # fmt: skip
    assert (row.score, row.score_on, row.sessions, row.worse) == (8, today, 1, 3)
    assert (row.answered_on, row.answered_by) == (today, dana)
    assert flags(worse) == []
    assert looked_at(worse) == []
    event = Event.objects.get(verb="flag.answered")
    assert (event.actor_id, event.clients) == (dana.pk, [worse.home.client_id])
    assert not unproved(dana.practice_id, FlagAnswer.objects.all(), {"goals.flaganswer"})


def test_a_consultation_says_with_whom_and_when(dana, worse):
    said = FlagAnswer(goal=worse, step=Step.CONSULT, consulted_with="Dr. Osei")
    with pytest.raises(ValidationError, match="with whom you consulted, and when"):
        answer_flags(said, by=dana)
    said.consulted_on = dana.practice.today + timedelta(days=1)
    with pytest.raises(ValidationError, match="in the future"):
        answer_flags(said, by=dana)
    said.consulted_on = dana.practice.today
    answer_flags(said, by=dana)
    assert flags(worse) == []


def test_reviewing_barriers_without_a_word_is_refused(dana, worse):
    with pytest.raises(ValidationError, match="Say what stands in the way"):
        answer_flags(barriers(worse, "  "), by=dana)
    assert not FlagAnswer.objects.exists()


def test_one_answer_sees_to_every_open_flag_and_a_second_has_nothing_to_see_to(dana, goal):
    scored(dana, goal, 8, 8, 8)
    rows = answer_flags(barriers(goal), by=dana)
    assert [row.flag for row in rows] == ["reliable deterioration", "off pace"]
    with pytest.raises(ValidationError, match="somebody has seen to it"):
        answer_flags(barriers(goal), by=dana)


def test_the_flag_comes_back_when_it_grows(dana, goal):
    scored(dana, goal, 8)
    answer_flags(barriers(goal), by=dana)
    clock_now = clock.now()
    written_note(dana, goal.home.client, on=clock_now - timedelta(days=2), scores={goal.pk: 8})
    assert flags(goal) == []
    Goal.objects.filter(pk=goal.pk).update(baseline=4)
    assert flags(goal) == [Flag.DETERIORATION]


def test_the_flag_comes_back_thirty_days_later(dana, worse):
    answer_flags(barriers(worse), by=dana)
    goal, today = Goal.objects.get(pk=worse.pk), dana.practice.today
    for days, is_open in ((29, False), (30, True)):
        found = flagged_goal(goal, today + timedelta(days=days)).open
        assert (Flag.DETERIORATION in [one.flag for one in found]) is is_open


def test_parking_ends_the_flag_and_taking_up_begins_anew(dana, worse):
    parked = actions.park(worse, because="On holiday", expected=worse.row_version, by=dana)
    assert flags(worse) == []
    actions.take_up(parked, expected=parked.row_version, by=dana)
    assert flags(worse) == []
    assert Step.PARKED in {
        by.step for by in flagged_goal(Goal.objects.get(pk=worse.pk), dana.practice.today).handlings
    }


def test_a_reworded_goal_leads_to_its_signature_and_is_quiet_once_signed(dana, worse):
    fresh = Goal.objects.get(pk=worse.pk)
    fresh.statement = "Ride two stops on the bus without getting off"
    actions.change(fresh, expected=fresh.row_version, by=dana)
    (look,) = looked_at(worse)
    assert look.step == "Sign the reworded goal"
    assert look.url.endswith("/sign/")
    sign_draft(worse.home, dana, reason="the goal was too large")
    assert looked_at(worse) == []


def test_only_the_care_team_sees_to_a_flag(sam, worse):
    with pytest.raises(PermissionDenied):
        answer_flags(barriers(worse), by=sam)


def test_the_database_keeps_the_answer_as_it_was_written(dana, worse):
    answer_flags(barriers(worse), by=dana)
    for said in ("UPDATE goals_flaganswer SET words = ''", "DELETE FROM goals_flaganswer"):
        with (
            pytest.raises(DatabaseError, match="stays as it was written down"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(said)
