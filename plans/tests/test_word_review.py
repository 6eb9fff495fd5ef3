"""The words of a review are drafted from facts, and say no more than the facts."""

from datetime import date, timedelta

import pytest

from goals.trends import trend
from plans.review_rules import RULES
from plans.review_words import (
    CountFacts,
    GoalFacts,
    ReviewFacts,
    due_words,
    progress_words,
    summary_words,
)

TODAY, START = date(2026, 4, 6), date(2026, 1, 5)


def judged(*values: int, lower: bool = True, baseline: int | None = 8, target: int | None = 3):
    """Weekly scores from the second week on."""
    scores = [(START + timedelta(weeks=n + 1), value) for n, value in enumerate(values)]
    return trend(
        scores, baseline=baseline, baseline_on=START, target=target, target_on=None,
        lower_is_better=lower, aim="reduce" if lower else "build", today=TODAY,
    )  # fmt: skip


def a_goal(*values: int, number: str = "1.1", **more: object) -> GoalFacts:
    given = {"target": 3, "target_on": date(2026, 6, 30)}
    return GoalFacts(number=number, trends={"client": judged(*values)}, **{**given, **more})


def test_progress_is_told_with_both_scores_and_their_days():
    said = progress_words(a_goal(7, 4), TODAY)
    assert said == (
        "Scored by the client: 8 at the start (5 January 2026), 4 on 19 January 2026,"
        " 4 points better: reliable improvement. The target is 3 by 30 June 2026."
    )


def test_regression_is_called_worse():
    assert "9 on 12 January 2026, 1 point worse: no reliable change." in progress_words(
        a_goal(9), TODAY
    )


def test_zero_is_a_score():
    assert ", 0 on 12 January 2026, 8 points better" in progress_words(a_goal(0), TODAY)


def test_a_goal_without_a_score_says_so():
    assert progress_words(GoalFacts("1.1", {}, target=3), TODAY) == "No score yet. The target is 3."


def test_a_target_that_is_reached_is_told_instead_of_its_date():
    said = progress_words(a_goal(3), TODAY)
    assert said.endswith("The target of 3 is reached.")
    assert "30 June" not in said


def test_a_date_that_has_passed_is_told_unless_the_goal_is_parked():
    past = {"target_on": date(2026, 3, 1)}
    assert "by 1 March 2026, a date that has passed." in progress_words(a_goal(7, **past), TODAY)
    parked = progress_words(a_goal(7, parked_from=date(2026, 2, 2), **past), TODAY)
    assert "Parked since 2 February 2026." in parked
    assert "passed" not in parked


def test_each_rater_is_told_apart():
    both = GoalFacts("1.1", {"clinician": judged(6, baseline=None), "client": judged(5)})
    said = progress_words(both, TODAY)
    assert said.index("Scored by the client: 8 at the start") < said.index("by the clinician: 6")
    assert "not enough scores to compare" in said


def test_counts_are_told_against_what_was_wanted():
    attacks = CountFacts("panic attacks", 3, 1, "week", 2, date(2026, 3, 30))
    never = CountFacts("bus rides", 0, 5, "in all")
    said = progress_words(a_goal(7, counts=(attacks, never)), TODAY)
    assert "Panic attacks (wanted: from 3 to 1 per week): 2 on 30 March 2026." in said
    assert "Bus rides (wanted: from 0 to 5 in all): not counted yet." in said


def facts(*goals: GoalFacts, **more: object) -> ReviewFacts:
    given = {"attended": 10, "missed": 1, "after_review": False}
    return ReviewFacts(held_on=TODAY, since=START, goals=goals, **{**given, **more})


def test_the_summary_counts_sessions_and_groups_goals_by_judgement():
    parked = GoalFacts("2.1", {}, parked_from=START)
    said = summary_words(facts(a_goal(4), a_goal(7, number="1.2"), a_goal(4, number="1.3"), parked))
    assert said == (
        "Review of 6 April 2026. Since the plan was opened on 5 January 2026, 10 sessions were"
        " attended and 1 missed or cancelled. Reliable improvement on goals 1.1 and 1.3."
        " No reliable change on goal 1.2. Parked: goal 2.1."
    )


def test_the_summary_of_a_later_review_begins_with_the_last_one():
    said = summary_words(facts(attended=0, missed=0, after_review=True))
    assert "Since the last review on 5 January 2026, no session was attended" in said
    assert "none missed or cancelled. No goal is being worked on." in said


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "review due in 12 days"),
        (1, "review due in 1 day"),
        (0, "review due today"),
        (-3, "review overdue by 3 days"),
    ],
)
def test_how_long_is_left_is_said_in_days(days, words):
    assert due_words(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_each_figure_stands_in_its_sentence_and_names_its_source(rule):
    assert str(rule.threshold) in rule.sentence
    assert rule.source
