"""The small line beside a goal in a list."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.sparkline import sparkline
from goals.tests.chart_cases import MEETINGS, PANIC, START, week

SVG = "{http://www.w3.org/2000/svg}"


def drawn(points, **changes):
    return sparkline(points, **{"target": 3, "lower_is_better": True} | changes)


def test_it_tells_first_last_and_target_in_words():
    found = drawn(PANIC.series[0].points)
    assert found.words == "8→4 (target 3)"
    assert found.spoken == "8 to 4, target 3, lower is better"
    rising = drawn(MEETINGS.series[0].points, target=7, lower_is_better=False, baseline=1)
    assert rising.words == "1→7 (target 7)"
    assert rising.spoken == "1 to 7, target 7, higher is better"


@pytest.mark.parametrize(
    ("points", "changes", "words"),
    [
        ([], {}, "no scores yet (target 3)"),
        ([], {"baseline": 8, "target": None}, "no scores yet"),
        ([(START, 0)], {}, "0 (target 3)"),
        ([(START, 0)], {"target": None}, "0"),
        ([(START, 4)], {"baseline": 8}, "8→4 (target 3)"),
    ],
)
def test_it_says_what_there_is_when_there_is_little(points, changes, words):
    found = drawn(points, **changes)
    assert found.words == words
    assert found.path == ""
    assert len(found.dots) == len(points)


def test_it_draws_the_goal_side_and_ends_in_a_dot():
    falling = ET.fromstring(drawn([(START, 8), (week(4), 3)]).svg)
    tint = falling.find(f"{SVG}path")
    assert tint.get("d") == "M0 16h120V22H0z"
    dot = falling.find(f"{SVG}circle")
    assert (dot.get("cx"), dot.get("cy")) == ("115", "16")
    rising = ET.fromstring(drawn([(START, 8)], lower_is_better=False, target=7).svg)
    assert rising.find(f"{SVG}path").get("d") == "M0 8h120V2H0z"


def test_it_stands_scores_on_their_true_days():
    found = drawn([(START, 5), (START + timedelta(days=10), 5), (START + timedelta(days=100), 5)])
    assert found.path == "M4 12l11 0l100 0"


def test_it_is_black_on_paper():
    svg = drawn(PANIC.series[0].points, for_paper=True).svg
    assert "#005eb8" not in svg
    assert "#e8edee" not in svg
    assert svg.count("#000") == 3


def test_it_can_be_the_source_of_an_image():
    found = drawn(PANIC.series[0].points)
    head, body = found.data_uri.split(",", 1)
    assert head == "data:image/svg+xml"
    assert unquote(body) == found.svg
    assert not set('"<>#') & set(body)


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.integers(0, 10))),
    st.integers(0, 600),
    st.booleans(),
)
def test_it_stays_small_and_inside_whatever_comes_in(points, more, lower_is_better):
    points += [(date(2020, 1, 1) + timedelta(days=5 * n), (n % 2) * 10) for n in range(more)]
    found = drawn(points, lower_is_better=lower_is_better)
    assert len(found.svg.encode()) <= 500
    ET.fromstring(found.svg)
    assert all(0 <= x <= 120 and 0 <= y <= 24 for x, y in found.dots)
    again = drawn(list(reversed(points)), lower_is_better=lower_is_better)
    assert again == found
