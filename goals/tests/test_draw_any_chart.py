"""Drawing whatever is typed and scored: nothing breaks, nothing runs, no word leaves the figure."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.charts import GoalChart, RaterSeries, alt_text, digest, goal_chart, table
from goals.charts.lettering import clean, shorten
from goals.charts.looks import LOOKS
from goals.tests import chart_cases as cases
from goals.tests.chart_cases import SVG, VARIANTS, client, clinician, week

ELEMENTS = {"svg", "title", "desc", "path", "rect", "circle", "text"}
ATTRIBUTES = {
    *("width", "height", "viewBox", "role", "font-family", "stroke-linejoin", "fill", "stroke"),
    *("stroke-width", "stroke-dasharray", "stroke-linecap", "d", "x", "y", "rx", "cx", "cy", "r"),
    *("font-size", "font-weight", "text-anchor"),
}

both = pytest.mark.parametrize("variant", VARIANTS)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
values = st.integers(0, 10)
points = st.lists(st.tuples(days, values), max_size=25).map(tuple)
charts = st.builds(
    GoalChart,
    title=st.text(max_size=300),
    zero_means=st.text(max_size=80),
    ten_means=st.text(max_size=80),
    lower_is_better=st.booleans(),
    baseline=st.none() | st.tuples(values, st.none() | days),
    target=st.none() | st.tuples(values, st.none() | days),
    series=st.tuples(
        st.builds(RaterSeries, st.just("client"), points),
        st.builds(RaterSeries, st.just("clinician"), points),
    ),
    missed=st.lists(days, max_size=10).map(tuple),
    reviews=st.lists(days, max_size=10).map(tuple),
    versions=st.lists(st.tuples(days, st.integers(1, 99)), max_size=10).map(tuple),
    breaks=st.lists(days, max_size=4).map(tuple),
    off_pace=st.booleans(),
)


def assert_harmless(svg):
    for element in ET.fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
    assert not re.search(r"<[^>]*(javascript:|\bon\w+=|href|style=|url\()", svg)


@both
@pytest.mark.parametrize("chart", cases.ALL.values(), ids=cases.ALL)
def test_it_draws_every_case_and_none_can_run_anything(chart, variant):
    drawn = goal_chart(chart, variant=variant)
    assert_harmless(drawn)
    drawn.encode()
    assert alt_text(chart).encode()
    assert len(digest(chart, variant=variant)) == 64


@settings(deadline=None, max_examples=150)
@given(charts, st.sampled_from(VARIANTS))
def test_it_draws_whatever_comes_in(chart, variant):
    drawn = goal_chart(chart, variant=variant)
    assert_harmless(drawn)
    assert_words_have_room(drawn, variant)
    told = [value for row in table(chart) for value in (row.client, row.clinician)]
    given_scores = sum(len(series.points) for series in chart.series)
    assert sum(value is not None for value in told) == given_scores


def assert_words_have_room(svg, variant):
    """No line of text leaves the figure or runs into another, measured in the widest font."""
    look, boxes = LOOKS[variant], {}
    for one in ET.fromstring(svg).iter(f"{SVG}text"):
        size, x, y = (float(one.get(name)) for name in ("font-size", "x", "y"))
        wide = measured(one.text, size, bold=one.get("font-weight") == "bold")
        left = x - {"end": wide, "middle": wide / 2}.get(one.get("text-anchor"), 0)
        boxes[one.text, x, y] = (left, left + wide, y - 0.73 * size, y)
    for box in boxes.values():
        assert box[0] >= 0
        assert box[1] <= look.width
        assert box[2] >= 0
        assert box[3] <= look.height
    for one, other in combinations(boxes.values(), 2):
        beside = one[1] <= other[0] or other[1] <= one[0]
        above = one[3] <= other[2] or other[3] <= one[2]
        assert beside or above, (one, other, boxes)


_FONTS = {}


def measured(text, size, *, bold):
    """The true width of what DejaVu Sans can write of the text; other letters are not counted."""
    import matplotlib
    from matplotlib.ft2font import FT2Font, LoadFlags

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    if name not in _FONTS:
        _FONTS[name] = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    font, wide = _FONTS[name], 0.0
    font.clear()  # it keeps every letter that it has loaded
    for char in text:
        if font.get_char_index(ord(char)):
            glyph = font.load_char(ord(char), flags=LoadFlags.NO_SCALE)
            wide += glyph.horiAdvance / 2048 * size
    return wide


@both
@pytest.mark.parametrize("chart", cases.ALL.values(), ids=cases.ALL)
def test_it_keeps_every_word_inside_and_apart(chart, variant):
    assert_words_have_room(goal_chart(chart, variant=variant), variant)


def test_it_writes_what_was_typed_and_leaves_out_what_cannot_be_drawn():
    assert clean("a\x00b\u202ec\n d\ud800\ufffe") == "abc d"
    assert clean("e\u0301\u0301\u0301\u0301") == "\u00e9\u0301\u0301"
    assert (
        clean("$\\frac$ <b> \U0001f469\u200d\U0001f4bb")
        == "$\\frac$ <b> \U0001f469\u200d\U0001f4bb"
    )
    assert shorten("short", 100, 10) == "short"
    assert shorten("far too long for this", 60, 10) == "far too lo…"
    assert shorten("far", 3, 10) == ""


@pytest.mark.parametrize("value", [11, -1, 5.5, "5", True])
def test_it_refuses_what_is_not_a_score(value):
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        replace(cases.PANIC, series=(client((week(1), value)),))
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        replace(cases.PANIC, target=(value, None))


def test_it_refuses_pooled_or_unknown_raters():
    with pytest.raises(ValueError, match="one series for each"):
        replace(cases.PANIC, series=(client((week(1), 5)), client((week(2), 5))))
    with pytest.raises(ValueError, match="one series for each"):
        replace(cases.PANIC, series=(RaterSeries("everybody", ()),))
    assert replace(cases.PANIC, series=(clinician((week(1), 5)),)).scored
