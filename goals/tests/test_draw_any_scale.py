"""The same engine draws a measure: another scale, with published bands and their change line."""

from datetime import date

import pytest

from goals.charts import GoalChart, RaterSeries, alt_text, goal_chart
from goals.charts.axis import levels

DAYS = [date(2026, 1, 6), date(2026, 2, 3), date(2026, 3, 3)]
BANDS = ((0, "minimal", "minimal"), (10, "moderate", "mod."), (20, "severe", "severe"))


def of(*values, **more):
    points = tuple(zip(DAYS, values, strict=False))
    said = {
        "title": "PHQ-9: depression",
        "zero_means": "",
        "ten_means": "",
        "lower_is_better": True,
        "high": 27,
        "bands": BANDS,
        "clear_change": 6,
        "baseline": (values[0], DAYS[0]),
        "series": (RaterSeries("client", points),),
    }
    return GoalChart(**(said | more))


@pytest.mark.parametrize(
    ("high", "named"),
    [
        (10, [0, 2, 4, 6, 8, 10]),
        (12, [0, 2, 4, 6, 8, 10, 12]),
        (21, [0, 5, 10, 15, 20]),
        (27, [0, 5, 10, 15, 20, 25]),
        (34, [0, 10, 20, 30]),
        (80, [0, 20, 40, 60, 80]),
        (100, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_it_names_few_levels_on_any_scale(high, named):
    assert list(levels(0, high)) == named


def test_it_names_the_bands_but_not_the_lowest_and_draws_the_change_line():
    drawn = goal_chart(of(19, 17, 9))
    for said in (">10 mod.<", ">20 severe<", ">start 19<", ">clear change<"):
        assert said in drawn
    assert ">0 minimal<" not in drawn


def test_it_draws_no_change_line_where_none_was_published():
    assert "clear change" not in goal_chart(of(19, 9, clear_change=None))


def test_it_says_the_band_of_the_last_score_aloud():
    said = alt_text(of(19, 17, 9))
    assert said == (
        "PHQ-9: depression: 19 on 6 Jan to 9 on 3 Mar; lower is better, now minimal; 3 scores."
    )


def test_the_top_of_any_scale_stands_where_ten_stands():
    tens = goal_chart(of(10, 5, 0, high=10, bands=(), clear_change=None))
    hundreds = goal_chart(of(100, 50, 0, high=100, bands=(), clear_change=None))
    line = [part for part in tens.split("<path") if "M" in part and 'stroke="#005eb8"' in part][0]
    assert line.split(' d="')[1].split('"')[0] in hundreds


@pytest.mark.parametrize("value", [-1, 28, 5.5])
def test_it_refuses_a_score_off_the_scale(value):
    with pytest.raises(ValueError, match="from 0 to 27"):
        of(value)
