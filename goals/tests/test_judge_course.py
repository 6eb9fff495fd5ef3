"""Judging a whole course: the published rule on a table of cases, and goals that are maintained.

The rule is that of NHS Digital, mental-health-monthly-statistics (MIT licence), menh_bbrb/schemas/
05_create_cyp_outcomes_tables.py and 05_cyp_outcomes/cyp_outcomes_prep.py, as RULES cites it: first
and last score paired per measure and rater, 3 points for a goal, and per rater one outcome of the
client: deteriorated if any goal did, improved if at least one did and none deteriorated. The cases
are made up.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.models import Goal
from goals.scored import Scored
from goals.tests.test_judge_change import START, judged, said, weekly
from goals.trends import RULES, Judgement, client_judgement, trend

BETTER, WORSE = Judgement.RELIABLE_IMPROVEMENT, Judgement.RELIABLE_DETERIORATION
SAME, UNPAIRED = Judgement.NO_RELIABLE_CHANGE, Judgement.NOT_ENOUGH_DATA

# Scores of each goal, first to last, where 10 is best; each goal's outcome; the client's.
NHS_CASES = [
    ([[2, 5]], [BETTER], BETTER),
    ([[2, 4]], [SAME], SAME),
    ([[5, 2]], [WORSE], WORSE),
    ([[5, 3]], [SAME], SAME),
    ([[0, 3]], [BETTER], BETTER),
    ([[10, 7]], [WORSE], WORSE),
    ([[4]], [UNPAIRED], UNPAIRED),
    ([[]], [UNPAIRED], UNPAIRED),
    ([[2, 9, 3]], [SAME], SAME),
    ([[5, 0, 8]], [BETTER], BETTER),
    ([[2, 5], [4, 4], [3, 5]], [BETTER, SAME, SAME], BETTER),
    ([[2, 9], [1, 8], [6, 3]], [BETTER, BETTER, WORSE], WORSE),
    ([[2, 4], [4]], [SAME, UNPAIRED], SAME),
    ([[2, 5], [4]], [BETTER, UNPAIRED], BETTER),
    ([[5, 2], [4]], [WORSE, UNPAIRED], WORSE),
    ([[7], [4]], [UNPAIRED, UNPAIRED], UNPAIRED),
]


def course(values, **about):
    """A goal without a baseline: the first score is what the last one is paired with."""
    asked = {"baseline": None, "baseline_on": None, "lower_is_better": False, "aim": "build"}
    return judged(weekly(*values), **asked | about)


@pytest.mark.parametrize(("goals", "outcomes", "of_client"), NHS_CASES)
def test_it_pairs_first_and_last_as_the_published_rule_does(goals, outcomes, of_client):
    found = [course(values) for values in goals]
    assert [one.judgement for one in found] == outcomes
    assert client_judgement(found) is of_client
    mirrored = [[10 - value for value in values] for values in goals]
    turned = [course(values, lower_is_better=True, aim="reduce") for values in mirrored]
    assert [one.judgement for one in turned] == outcomes


def test_the_rule_names_where_it_was_published_and_for_whom():
    for key in ("reliable-improvement", "reliable-deterioration", "client-level"):
        assert "05_cyp_outcomes/cyp_outcomes_prep.py" in RULES[key].source
        assert "services for young people" in RULES[key].source


# A goal that is maintained.


@pytest.mark.parametrize(("latest", "held"), [(9, True), (7, True), (5, True), (4, False)])
def test_a_maintained_goal_is_held_within_a_reliable_change(latest, held):
    steady = [7] * 8
    found = course([*steady, latest], aim="maintain", target=7)
    assert found.held is held
    assert not found.stalled
    word = "Maintained: " if held else "Not maintained: "
    assert f"{word}{latest}" in said(found)
    assert "house rule" in said(found)


def test_only_a_maintained_goal_with_two_scores_is_held_or_not():
    assert course([7, 7]).held is None
    assert course([7], aim="maintain").held is None
    assert "aintained" not in said(course([7, 7]))


# The course of a treatment.


def test_a_new_baseline_begins_anew():
    before = weekly(8, 7, 6)
    taken = START + timedelta(days=25)
    after = [(taken + timedelta(days=7), 4), (taken + timedelta(days=14), 5)]
    found = judged([*before, *after], baseline=5, baseline_on=taken)
    assert (found.first, found.latest, found.change) == (5, 5, 0)
    assert found.scored_sessions == 2


def test_five_hundred_scores_and_one_are_judged_by_the_same_rule():
    many = course([5] * 499 + [8])
    assert (many.scored_sessions, many.judgement) == (500, BETTER)
    one = judged(weekly(5))
    assert (one.scored_sessions, one.judgement) == (1, BETTER)


# Laws.


GIVEN = st.lists(st.integers(0, 10), max_size=12)


def goal_of(**about):
    return Goal(
        pk=UUID(int=1), baseline=6, baseline_on=START, baseline_rater="client", target=3,
        target_on=START + timedelta(weeks=12), lower_is_better=True, aim="reduce", **about,
    )  # fmt: skip


@given(GIVEN, GIVEN)
def test_raters_never_mix(mine, yours):
    goal, today = goal_of(), START + timedelta(weeks=12)
    both = Scored({goal.pk: {"client": weekly(*mine), "clinician": weekly(*yours)}})
    alone = Scored({goal.pk: {"client": weekly(*mine)}})
    other = Scored({goal.pk: {"clinician": weekly(*yours)}})
    found = both.trends(goal, today)
    assert found["client"] == alone.trends(goal, today)["client"]
    assert found["clinician"] == other.trends(goal, today)["clinician"]


@given(st.lists(GIVEN, max_size=4), st.integers(0, 3), st.integers(0, 10))
def test_a_better_last_score_on_one_goal_never_makes_the_client_look_worse(goals, place, step):
    rank = [WORSE, SAME, BETTER]
    before = [course(values) for values in goals]
    if place >= len(goals) or not goals[place] or client_judgement(before) not in rank:
        return
    last = goals[place][-1]
    more = [*goals[place], min(10, last + step)]
    after = [*before[:place], course(more), *before[place + 1 :]]
    told = client_judgement(after)
    assert rank.index(told) >= rank.index(client_judgement(before)) or (
        before[place].judgement is UNPAIRED and told is SAME
    )


@given(GIVEN, st.sampled_from(["reduce", "build", "maintain"]))
def test_what_is_maintained_is_held_until_it_deteriorates_reliably(values, aim):
    found = course(values, aim=aim)
    if aim == "maintain" and found.change is not None:
        assert found.held is (found.judgement is not WORSE)
        assert not found.stalled
    else:
        assert found.held is None


def test_a_pause_that_spans_everything_leaves_no_clock_running():
    flat = weekly(*[5] * 10)
    asked = dict(
        baseline=5, baseline_on=START, target=2, target_on=None, lower_is_better=True, aim="reduce",
        today=START + timedelta(days=400),
    )  # fmt: skip
    assert trend(flat, **asked).stalled
    whole = trend(flat, **asked, paused=[(START, START + timedelta(days=390))])
    assert (whole.scored_sessions, whole.days, whole.stalled) == (0, 10, False)
    assert replace(whole, sentences=()).stalls_on is not None
