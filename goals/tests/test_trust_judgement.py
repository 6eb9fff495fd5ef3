"""Trusting a judgement: its rules carry their sources, and laws hold whatever the scores."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goals.clocks import counted_on, days_counted
from goals.trends import RULES, Judgement, Status, trend

START = date(2026, 1, 5)
SCORES = st.lists(
    st.tuples(st.integers(0, 200).map(lambda n: START + timedelta(days=n)), st.integers(0, 10)),
    max_size=30,
)
PAUSES = st.lists(
    st.tuples(st.integers(-20, 220), st.none() | st.integers(0, 90)).map(
        lambda pair: (
            START + timedelta(days=pair[0]),
            None if pair[1] is None else START + timedelta(days=pair[0] + pair[1]),
        )
    ),
    max_size=4,
)
CASES = st.fixed_dictionaries(
    {
        "scores": SCORES,
        "baseline": st.none() | st.integers(0, 10),
        "baseline_on": st.none() | st.just(START),
        "target": st.none() | st.integers(0, 10),
        "target_on": st.none() | st.just(START + timedelta(days=112)),
        "lower_is_better": st.booleans(),
        "aim": st.sampled_from(["reduce", "build", "maintain"]),
        "today": st.just(START + timedelta(days=200)),
        "paused": PAUSES,
    }
)
RANK = [
    Judgement.RELIABLE_DETERIORATION,
    Judgement.NO_RELIABLE_CHANGE,
    Judgement.RELIABLE_IMPROVEMENT,
]


def test_it_gives_every_rule_a_source_and_says_which_are_of_the_house():
    assert all(rule.source and rule.id == key for key, rule in RULES.items())
    assert all(str(rule.threshold) in rule.sentence for rule in RULES.values())
    house = {key for key, rule in RULES.items() if rule.status is Status.HOUSE}
    assert {"stalled-sessions", "stalled-days", "off-pace"} <= house
    assert RULES["reliable-improvement"].status == "NHS rule"
    assert "NHS Digital" in RULES["reliable-improvement"].source


@given(CASES, st.randoms())
def test_the_order_of_entry_does_not_matter(case, random):
    shuffled = case | {"scores": random.sample(case["scores"], len(case["scores"]))}
    assert trend(**shuffled) == trend(**case)


@given(CASES, st.integers(0, 200), st.integers(0, 10))
def test_a_later_score_in_the_good_direction_never_makes_it_look_worse(case, day, step):
    before = trend(**case)
    last_on = max((day for day, _ in case["scores"]), default=START)
    good = -1 if case["lower_is_better"] else 1
    latest = before.latest if before.latest is not None else before.first
    value = min(10, max(0, (5 if latest is None else latest) + step * good))
    later = min(last_on + timedelta(days=day), case["today"])
    after = trend(**case | {"scores": [*case["scores"], (later, value)]})
    if before.change_in_good_direction is not None:
        assert after.change_in_good_direction >= before.change_in_good_direction
        assert RANK.index(after.judgement) >= RANK.index(before.judgement)
    assert after.target_reached >= before.target_reached


@given(CASES, PAUSES)
def test_a_pause_never_stalls_a_goal(case, more):
    if trend(**case | {"paused": [*case["paused"], *more]}).stalled:
        assert trend(**case).stalled


@given(CASES, st.integers(0, 120))
def test_the_day_from_which_it_stalls_is_the_first_on_which_it_is_stalled(case, ahead):
    """Unless something is added: the lists of a caseload keep that day, and let time pass."""
    held = trend(**case)
    later = case["today"] + timedelta(days=ahead)
    closed = all(end and end <= case["today"] for _, end in case["paused"])
    if closed:
        expected = held.stalls_on is not None and held.stalls_on <= later
        assert trend(**case | {"today": later}).stalled == expected


@given(st.integers(0, 120), PAUSES)
def test_a_clock_gives_the_first_day_on_which_so_many_days_have_counted(days, paused):
    found = counted_on(START, days, paused)
    if found is not None:
        assert days_counted(START, found, paused) == days
        assert days == 0 or days_counted(START, found - timedelta(days=1), paused) < days
    else:
        assert days_counted(START, START + timedelta(days=9999), paused) < days


@given(CASES)
def test_a_mirrored_goal_is_judged_alike(case):
    mirrored = case | {
        "scores": [(day, 10 - value) for day, value in case["scores"]],
        "baseline": None if case["baseline"] is None else 10 - case["baseline"],
        "target": None if case["target"] is None else 10 - case["target"],
        "lower_is_better": not case["lower_is_better"],
    }
    one, other = trend(**case), trend(**mirrored)
    assert one.judgement is other.judgement
    assert one.change_in_good_direction == other.change_in_good_direction
    assert (one.stalled, one.off_pace, one.target_reached) == (
        other.stalled,
        other.off_pace,
        other.target_reached,
    )
