"""Judging change: what a clinician is told about one rater's scores on one goal."""

from datetime import date, timedelta

import pytest

from goals.trends import Judgement, client_judgement, trend

START = date(2026, 1, 5)


def weekly(*values, start=START + timedelta(days=7)):
    """Scores a week apart; None is a week without one."""
    days = ((start + timedelta(weeks=week), value) for week, value in enumerate(values))
    return [(day, value) for day, value in days if value is not None]


def judged(scores, **changes):
    """A goal to bring 8 down to 3 in twelve weeks, unless told otherwise."""
    asked = {
        "baseline": 8,
        "baseline_on": START,
        "target": 3,
        "target_on": START + timedelta(weeks=12),
        "lower_is_better": True,
        "aim": "reduce",
        "today": max([day for day, _ in scores], default=START),
    } | changes
    return trend(scores, **asked)


def said(found):
    return " ".join(found.sentences)


# The sample cases.


def test_it_calls_the_panic_goal_a_reliable_improvement():
    found = judged(weekly(8, 8, 7, 8, 7, None, 6, 6, 5, None, 5, 4, 4, 3, 4))
    assert (found.first, found.latest, found.change) == (8, 4, -4)
    assert found.change_in_good_direction == 4
    assert found.judgement == "reliable improvement"
    assert not found.stalled
    assert found.scored_sessions == 13
    assert found.sentences[0] == (
        "Reliable improvement: 8 to 4 is 4 points better (3 or more counts)."
    )


def test_it_calls_both_recovery_goals_stalled_and_names_a_next_step():
    people = judged(
        weekly(1, 1, 2, 2, None, 3, 3, 3, 3, 3, 3, 3, 3, 3),
        baseline=1,
        target=7,
        lower_is_better=False,
        aim="build",
    )
    cravings = judged(weekly(7, 8, 7, 7, None, 7, 6, 7, 6, 6, 7, 6, 6, 7), baseline=7)
    for found in people, cravings:
        assert found.judgement is Judgement.NO_RELIABLE_CHANGE
        assert found.stalled
        assert "Stalled (house rule): no reliable change after 13 scored sessions" in said(found)
        assert "Review barriers" in said(found)
    assert people.sentences[0] == (
        "No reliable change: 1 to 3 is 2 points better; 3 points would count."
    )
    assert cravings.sentences[0] == "No reliable change: 7 to 7 is the same; 3 points would count."


# The edges.


@pytest.mark.parametrize(
    ("latest", "judgement"),
    [
        (2, Judgement.RELIABLE_IMPROVEMENT),
        (3, Judgement.NO_RELIABLE_CHANGE),
        (7, Judgement.NO_RELIABLE_CHANGE),
        (8, Judgement.RELIABLE_DETERIORATION),
    ],
)
def test_it_turns_at_three_points_in_both_directions(latest, judgement):
    assert judged(weekly(latest), baseline=5).judgement is judgement
    mirrored = judged(weekly(10 - latest), baseline=5, lower_is_better=False, aim="build")
    assert mirrored.judgement is judgement


def test_it_counts_zero_as_a_score():
    found = judged(weekly(0))
    assert found.latest == 0
    assert found.judgement is Judgement.RELIABLE_IMPROVEMENT
    assert found.target_reached
    assert judged(weekly(3), baseline=0, target=0).first == 0


@pytest.mark.parametrize("scores", [[], weekly(4)])
def test_it_wants_two_scores_when_there_is_no_baseline(scores):
    found = judged(scores, baseline=None, baseline_on=None)
    assert found.judgement is Judgement.NOT_ENOUGH_DATA
    assert found.change is None
    assert found.sentences[0].startswith("Not enough data: a change needs two scores")


def test_it_counts_the_baseline_as_the_first_of_the_two_scores():
    assert judged([]).judgement is Judgement.NOT_ENOUGH_DATA
    assert judged(weekly(5)).judgement is Judgement.RELIABLE_IMPROVEMENT
    assert judged(weekly(5), baseline_on=None).judgement is Judgement.RELIABLE_IMPROVEMENT


def test_it_compares_with_the_first_score_when_there_is_no_baseline():
    found = judged(weekly(9, 7, 6), baseline=None, baseline_on=None)
    assert (found.first, found.first_on) == (9, START + timedelta(days=7))
    assert found.change == -3


def test_it_does_not_judge_within_one_day():
    assert judged([(START, 3)]).judgement is Judgement.NOT_ENOUGH_DATA
    twice = [(START, 8), (START, 3)]
    assert judged(twice, baseline=None).judgement is Judgement.NOT_ENOUGH_DATA


def test_it_takes_the_less_favourable_of_two_scores_on_a_day():
    day = START + timedelta(days=30)
    assert judged([(day, 4), (day, 6)]).latest == 6
    assert judged([(day, 4), (day, 6)], lower_is_better=False, aim="build").latest == 4


def test_it_leaves_out_what_came_before_the_baseline_and_after_today():
    scores = [(START - timedelta(days=1), 0), *weekly(8, 8), (START + timedelta(days=90), 0)]
    found = judged(scores, today=START + timedelta(days=30))
    assert (found.latest, found.scored_sessions) == (8, 2)


def test_it_calls_a_goal_stalled_at_the_sixth_scored_session():
    assert not judged(weekly(8, 8, 8, 8, 8)).stalled
    assert judged(weekly(8, 8, 8, 8, 8, 8)).stalled


def test_it_calls_a_goal_stalled_on_the_ninetieth_day():
    assert not judged(weekly(8), today=START + timedelta(days=89)).stalled
    assert judged(weekly(8), today=START + timedelta(days=90)).stalled


def test_it_never_calls_a_maintained_a_reached_or_a_parked_goal_stalled():
    flat = weekly(5, 5, 5, 5, 5, 5, 5)
    today = START + timedelta(days=120)
    asked = {"baseline": 5, "target": 3, "today": today}
    assert judged(flat, **asked).stalled
    assert not judged(flat, **asked | {"aim": "maintain"}).stalled
    assert not judged(flat, **asked | {"target": 5}).stalled
    assert not judged(flat, **asked, paused=[(today, None)]).stalled


def test_it_stops_both_clocks_while_a_goal_is_parked():
    parked = [(START + timedelta(days=10), START + timedelta(days=20))]
    assert not judged(weekly(8), today=START + timedelta(days=99), paused=parked).stalled
    assert judged(weekly(8), today=START + timedelta(days=100), paused=parked).stalled
    assert judged(weekly(8, 8, 8, 8, 8, 8), paused=parked).scored_sessions == 5


def test_it_counts_overlapping_pauses_once():
    parked = [
        (START + timedelta(days=10), START + timedelta(days=30)),
        (START + timedelta(days=20), START + timedelta(days=40)),
        (START + timedelta(days=25), START + timedelta(days=26)),
    ]
    assert judged(weekly(8), today=START + timedelta(days=100), paused=parked).days == 70


def test_it_calls_a_goal_off_pace_when_the_last_two_scores_are_two_points_behind():
    half_way = START + timedelta(days=50)  # the line from 8 to 3 in 100 days is at 5.5 here
    asked = {"target_on": START + timedelta(days=100)}
    early = (START + timedelta(days=7), 8)
    at = [half_way - timedelta(days=10), half_way + timedelta(days=10)]  # 6 and 5
    assert judged([early, (at[0], 8), (at[1], 7)], **asked).off_pace
    assert not judged([early, (at[0], 8), (at[1], 6)], **asked).off_pace
    assert not judged([early, (at[0], 7), (at[1], 7)], **asked).off_pace
    assert not judged([(at[0], 8), (at[1], 7)], **asked).off_pace
    assert "Off pace (house rule)" in said(judged([early, (at[0], 8), (at[1], 7)], **asked))


def test_it_holds_the_plan_line_at_the_target_after_its_date():
    late = weekly(5, 5, 5, start=START + timedelta(weeks=40))
    assert judged(late).off_pace
    assert not judged(weekly(4, 4, 4, start=START + timedelta(weeks=40))).off_pace


@pytest.mark.parametrize(
    "missing",
    [
        {"baseline": None},
        {"baseline_on": None},
        {"target": None},
        {"target_on": None},
        {"target_on": START},
        {"paused": [(START, None)]},
    ],
)
def test_it_judges_no_pace_without_a_whole_plan_line_or_while_parked(missing):
    late = weekly(9, 9, 9, start=START + timedelta(weeks=10))
    assert judged(late).off_pace
    assert not judged(late, **missing).off_pace


def test_it_says_when_the_target_is_reached_or_held():
    assert "Target 3 reached: the latest score is 2." in judged(weekly(2)).sentences
    held = judged(weekly(3), baseline=3, aim="maintain")
    assert "Target 3 held: the latest score is 3." in held.sentences
    assert not judged(weekly(4)).target_reached


@pytest.mark.parametrize(
    ("baseline", "lower", "warning"),
    [
        (8, True, "It started at 8 and cannot rise by 3 points, so a reliable deterioration"),
        (2, True, "It started at 2 and cannot fall by 3 points, so a reliable improvement"),
        (8, False, "It started at 8 and cannot rise by 3 points, so a reliable improvement"),
        (2, False, "It started at 2 and cannot fall by 3 points, so a reliable deterioration"),
        (7, True, None),
        (3, False, None),
    ],
)
def test_it_warns_where_the_scale_ends_too_near_the_start(baseline, lower, warning):
    found = judged([], baseline=baseline, lower_is_better=lower)
    if warning is None:
        assert found.warning is None
    else:
        assert found.warning == f"{warning} cannot show on this scale."
        assert found.warning in found.sentences


def test_it_names_a_next_step_with_a_deterioration():
    found = judged(weekly(8), baseline=5)
    assert found.sentences[0].endswith("Ask what has changed, and review the plan.")


@pytest.mark.parametrize("value", [-1, 11, 5.5, "5", True])
def test_it_refuses_what_is_not_a_score(value):
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        judged([(START, value)])


def test_it_refuses_an_unknown_aim():
    with pytest.raises(ValueError, match="reduce, build, maintain"):
        judged([], aim="cure")


# The client's goals together.


@pytest.mark.parametrize(
    ("latest", "judgement"),
    [
        ([2, 5], Judgement.RELIABLE_IMPROVEMENT),
        ([2, 8], Judgement.RELIABLE_DETERIORATION),
        ([5, 6], Judgement.NO_RELIABLE_CHANGE),
        ([None, 5], Judgement.NO_RELIABLE_CHANGE),
        ([None, 2], Judgement.RELIABLE_IMPROVEMENT),
        ([None, None], Judgement.NOT_ENOUGH_DATA),
        ([], Judgement.NOT_ENOUGH_DATA),
    ],
)
def test_it_says_that_a_client_improved_only_if_no_goal_deteriorated(latest, judgement):
    assert client_judgement(judged(weekly(one), baseline=5) for one in latest) is judgement
