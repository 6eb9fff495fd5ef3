"""How often, in words: what is understood, and what is left to a person."""

from fractions import Fraction

import pytest

from audits.frequency import sessions_per_week

UNDERSTOOD = [
    ("weekly", 1), ("Weekly.", 1), ("once a week", 1), ("every week", 1), ("1x/week", 1),
    ("once per week", 1), ("1 per week", 1), ("one session a week", 1), ("once weekly", 1),
    ("twice a week", 2), ("2 times per week", 2), ("two times a week", 2), ("twice weekly", 2),
    ("3x per week", 3), ("three sessions each week", 3), ("every other week", "1/2"),
    ("every two weeks", "1/2"), ("every 2 weeks", "1/2"), ("once every 2 weeks", "1/2"),
    ("fortnightly", "1/2"), ("every third week", "1/3"), ("monthly", "3/13"),
    ("once a month", "3/13"), ("twice a month", "6/13"), ("2x monthly", "6/13"),
    ("every month", "3/13"), ("every two months", "3/26"), ("daily", 7), ("every other day", "7/2"),
]  # fmt: skip
LEFT = [
    "", "biweekly", "bi-monthly", "as needed", "one to two times a week", "1-2x per week",
    "every session", "0 times a week", "weekly, then monthly", "often", "weekly week",
    "every 0 weeks",
]  # fmt: skip


@pytest.mark.parametrize(("words", "often"), UNDERSTOOD)
def test_it_reads_how_often(words, often):
    assert sessions_per_week(words) == Fraction(often)


@pytest.mark.parametrize("words", LEFT)
def test_what_it_does_not_understand_it_leaves(words):
    assert sessions_per_week(words) is None
