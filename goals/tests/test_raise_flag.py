"""Raising a flag: what the scores say of a goal, until somebody has seen to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.flags import RULES, Flag, Handling, Step, handled, open_flags, quiet_before, raised
from goals.tests.test_judge_change import START, judged, weekly

TODAY = START + timedelta(days=60)


def fell(to=8, sessions=1):
    """The flags of a client's scores that fell from 5 to `to` (lower is better)."""
    return raised({"client": judged(weekly(*[to] * sessions), baseline=5, target_on=None)})


def seen(flag, on=TODAY, **about):
    return Handling(Step.BARRIERS, on, "client", flag, **{"sessions": 1, "worse": 3, **about})


def names(flags):
    return [one.flag for one in flags]


def test_every_rule_of_the_house_says_that_it_is_one():
    for key, rule in RULES.items():
        assert rule.id == key
        assert rule.status == "house rule"
        assert str(rule.threshold) in rule.sentence
        assert rule.source


def test_the_most_urgent_comes_first_and_says_what_happened():
    late = weekly(9, 9, 9, start=START + timedelta(weeks=10))
    flags = raised({"client": judged(late, baseline=6)}, unscored=31)
    assert names(flags) == [Flag.DETERIORATION, Flag.OFF_PACE, Flag.NO_SCORES]
    assert [one.words for one in flags] == [
        "reliable deterioration: 6 to 9",
        "off pace (house rule)",
        "no score in 31 days",
    ]
    assert (flags[0].sessions, flags[0].worse) == (3, 3)


def test_a_goal_that_goes_its_way_raises_nothing():
    assert raised({"client": judged(weekly(6, 5, 4))}) == ()
    assert raised({}) == ()


def test_raters_are_flagged_and_answered_apart():
    trends = {
        "client": judged(weekly(8), baseline=5),
        "clinician": judged(weekly(9), baseline=5),
    }
    flags = raised(trends)
    assert [(one.rater, one.worse) for one in flags] == [("client", 3), ("clinician", 4)]
    assert [one.rater for one in open_flags(flags, [seen(Flag.DETERIORATION)], TODAY)] == [
        "clinician"
    ]


def test_what_was_seen_to_is_quiet_and_says_by_what():
    by = seen(Flag.DETERIORATION)
    assert handled(fell()[0], [by], TODAY) is by
    assert open_flags(fell(), [by], TODAY) == ()
    assert handled(fell()[0], [seen(Flag.STALLED)], TODAY) is None


@pytest.mark.parametrize(("sessions", "quiet"), [(1, True), (3, True), (4, False)])
def test_it_comes_back_after_three_more_scored_sessions(sessions, quiet):
    flags = fell(sessions=sessions)
    assert (open_flags(flags, [seen(Flag.DETERIORATION)], TODAY) == ()) is quiet


@pytest.mark.parametrize(("days", "quiet"), [(-1, False), (0, True), (29, True), (30, False)])
def test_it_comes_back_after_thirty_days(days, quiet):
    by, on = seen(Flag.DETERIORATION), TODAY + timedelta(days=days)
    assert (open_flags(fell(), [by], on) == ()) is quiet
    assert quiet_before(fell()[0], [by]) == TODAY + timedelta(days=30)


def test_a_deterioration_that_grows_is_a_new_one():
    by = seen(Flag.DETERIORATION)
    assert open_flags(fell(to=8), [by], TODAY) == ()
    assert names(open_flags(fell(to=9), [by], TODAY)) == [Flag.DETERIORATION]
    assert quiet_before(fell(to=9)[0], [by]) is None


def test_a_review_or_a_rewording_answers_every_flag():
    late = weekly(9, 9, 9, start=START + timedelta(weeks=10))
    flags = raised({"client": judged(late, baseline=6)})
    whole = Handling(Step.REVIEWED, TODAY, "client", sessions=3, worse=3)
    assert open_flags(flags, [whole], TODAY) == ()


HANDLINGS = st.lists(
    st.tuples(
        st.integers(0, 90),
        st.sampled_from(["client", "clinician", ""]),
        st.sampled_from([None, *Flag]),
        st.integers(0, 8),
        st.integers(-5, 5),
    ).map(lambda it: Handling(Step.BARRIERS, TODAY - timedelta(days=it[0]), *it[1:])),
    max_size=4,
)
VALUES = st.lists(st.integers(0, 10), min_size=1, max_size=8)


@given(VALUES, HANDLINGS, st.integers(0, 40))
def test_time_alone_only_ever_brings_a_flag_back_on_the_day_that_was_told(values, known, later):
    on = TODAY + timedelta(days=later)
    for one in raised({"client": judged(weekly(*values), baseline=5, today=TODAY)}):
        shown_from = quiet_before(one, known)
        quiet = handled(one, known, on) is not None
        assert quiet == (shown_from is not None and on < shown_from)


@given(VALUES, HANDLINGS, HANDLINGS)
def test_seeing_to_more_never_opens_a_flag(values, known, more):
    flags = raised({"client": judged(weekly(*values), baseline=5, today=date.max)})
    fewer = set(open_flags(flags, [*known, *more], TODAY))
    assert fewer <= set(open_flags(flags, known, TODAY))
