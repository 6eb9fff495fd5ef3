"""Telling small wins, and what is said when there are none."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from plans.document import Goal, Objective
from portal.stories import first_name, sentence
from portal.voice import Voice
from portal.wins import MOST_WINS, Numbers, comfort, small_wins

START = date(2026, 1, 5)


def an_objective(**fields):
    return Objective(**{
        "id": uuid4(), "number": "1.1A", "statement": "Panic attacks fall", "status": "active",
        "status_reason": "", "measure": "panic attacks", "measure_from": 3, "measure_to": 1,
        "measure_per": "week", "target_on": None, "times_extended": 0, "interventions": (),
        **fields,
    })  # fmt: skip


def a_goal(*objectives):
    return Goal(
        id=uuid4(), number="1.1", statement="Less panic", status="active", status_reason="",
        own_words="", kind="actionable", focus="symptom relief", aim="reduce", why_it_matters="",
        zero_means="", ten_means="", lower_is_better=True, baseline=8, baseline_on=START,
        baseline_rater="client", target=3, target_on=None, parked_from=None, parked_until=None,
        objectives=objectives,
    )  # fmt: skip


def numbers(*scores, start=8, target=3, lower_is_better=True):
    points = tuple((START + timedelta(weeks=week), score) for week, score in enumerate(scores, 1))
    return Numbers(start, target, lower_is_better, points)


def wins(scores, goal=None, counts=None, **fields):
    told = numbers(*scores, **fields)
    today = told.points[-1][0] if told.points else START
    return small_wins(told, goal or a_goal(), counts or {}, today=today)


def test_the_best_score_yet_is_better_than_every_earlier_one_and_the_start():
    assert "This is the best score yet." in wins([7, 6])
    assert "This is the best score yet." not in wins([6, 6])
    assert "This is the best score yet." not in wins([6, 7])
    assert "This is the best score yet." in wins([3, 4], start=2, target=7, lower_is_better=False)


def test_three_points_better_than_the_start_are_told_and_two_are_not():
    assert "That is 3 points better than at the start." in wins([5])
    assert wins([6]) == []


def test_a_count_that_arrived_is_a_step_reached_whichever_way_it_goes():
    down, up = an_objective(), an_objective(measure="days by bus", measure_from=0, measure_to=4)
    for objective, value, reached in (
        (down, 1, True),
        (down, 2, False),
        (up, 4, True),
        (up, 3, False),
    ):
        told = wins([8], a_goal(objective), {objective.id: ((START, value),)})
        assert (f"A step reached: {objective.measure}, now {value}." in told) is reached


def test_a_count_of_zero_is_a_step_reached():
    objective = an_objective(measure_to=0)
    told = wins([8], a_goal(objective), {objective.id: ((START, 0),)})
    assert told == ["A step reached: panic attacks, now 0."]


def test_three_weeks_at_a_better_score_are_held_steady():
    assert wins([6, 6, 6, 6]) == ["Held steady at 6 for 3 weeks."]
    assert wins([6, 6, 6]) == []


def test_three_weeks_at_the_start_are_no_news():
    assert wins([8, 8, 8, 8, 8]) == []


@settings(deadline=None)
@given(
    some.lists(some.integers(0, 10), max_size=12),
    some.integers(0, 10),
    some.integers(0, 10),
    some.booleans(),
)
def test_there_are_never_more_than_two_and_none_beside_a_word_of_comfort(
    scores, start, target, lower
):
    told = numbers(*scores, start=start, target=target, lower_is_better=lower)
    found = small_wins(told, a_goal(), {}, today=START + timedelta(weeks=13))
    assert len(found) <= MOST_WINS
    if comfort(told, "Dana"):
        assert found == []


def test_the_sentence_says_zero_and_who_said_it():
    assert sentence(numbers(0), Voice(), by_client=True) == (
        "You started at 8. Now you say 0. You were aiming for 3."
    )
    assert "Now your therapist says 5." in sentence(numbers(5), Voice(), by_client=False)
    assert sentence(numbers(7, start=7, target=7), Voice("Theo"), by_client=True, keeps=True) == (
        "Theo started at 7. Now Theo says 7. Theo wants to keep it at 7."
    )


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dana Whitfield", "Dana"),
        ("Dr. Dana Whitfield", "Dana"),
        ("D.", "D."),
        ("", "your therapist"),
    ],
)
def test_the_therapist_is_called_by_the_first_name(name, called):
    assert first_name(name) == called
