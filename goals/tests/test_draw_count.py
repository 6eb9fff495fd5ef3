"""Drawing what was counted for an objective, and all goals side by side on the same axes."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.charts import GoalChart, alt_text, goal_chart
from goals.charts.looks import look_of
from goals.charts.small import common_days, small
from goals.counting import count_chart, top_of
from goals.models import Objective
from goals.tests import chart_cases as cases
from goals.tests import count_cases
from goals.tests.chart_cases import START, SVG, week, weekly, words
from goals.tests.test_draw_chart import NUMBER, colours

REFERENCE = Path(__file__).parent / "reference"
TODAY = week(16)
SIDE_BY_SIDE = {
    "lower": cases.PANIC,
    "higher": cases.MEETINGS,
    "two-raters": cases.CRAVING,
    "empty": cases.EMPTY,
    "count": count_cases.PANICS,
}
DAYS = common_days(SIDE_BY_SIDE.values(), TODAY)


def counted(points=(), **about):
    said = {"statement": "Ride the bus", "measure": "rides", "measure_per": "week"}
    return count_chart(Objective(**said | about), points, lower_is_better=False)


# Counts.


def test_it_names_what_is_counted_from_where_to_where_and_how_often():
    told = words(goal_chart(count_cases.PANICS, variant="phone"))
    assert {"panic attacks per week", "start 7", "target 1", "lower is better"} <= set(told)
    assert "1, down 6 since start" in told
    assert alt_text(count_cases.PANICS) == (
        "panic attacks per week: 7 to 1 on 7 Apr; target 1, lower is better; 11 counts."
    )


def test_it_draws_no_line_of_judgement_for_a_count():
    drawn = goal_chart(count_cases.PANICS)
    assert "clear change" not in drawn
    assert "Off pace" not in drawn


def test_it_says_that_nothing_was_counted_yet():
    assert "No counts yet" in words(goal_chart(counted(measure_to=5)))
    assert "no counts yet" in alt_text(counted())
    assert "higher is better" in alt_text(counted())


def test_the_direction_is_the_objectives_own():
    assert counted(measure_from=5, measure_to=1).lower_is_better
    assert not counted(measure_from=1, measure_to=5).lower_is_better
    row = Objective(statement="Ride", measure="rides", measure_to=5)
    assert count_chart(row, (), lower_is_better=True).lower_is_better


@given(st.lists(st.integers(0, 2**31 - 1), max_size=8))
def test_the_scale_holds_every_count_in_at_most_five_steps(values):
    top = top_of(values)
    assert top >= max([*values, 1])
    assert top <= 2.5 * max([*values, 1])
    assert str(top).rstrip("0") in {str(n) for n in range(1, 51)}


@pytest.mark.parametrize("variant", cases.VARIANTS)
@pytest.mark.parametrize("most", [7, 999, 12_000, 2_000_000_000])
def test_no_number_runs_out_of_the_picture(variant, most):
    chart = counted(weekly(most), measure_from=0, measure_to=most)
    root = ET.fromstring(goal_chart(chart, variant=variant))
    look = look_of(variant, chart.high)
    for one in root.iter(f"{SVG}text"):
        if one.get("text-anchor") is None and one.text and one.text.startswith("target"):
            assert float(one.get("x")) < look.width
    assert look.left < look.right


# Side by side.


@pytest.mark.parametrize("name", SIDE_BY_SIDE)
def test_it_draws_the_small_multiple_of_the_reference_picture(name):
    """Same elements, same words, every place within 0.02; `python -m` this file redraws."""
    kept = (REFERENCE / f"{name}-small.svg").read_text(encoding="utf-8")
    drawn = small(SIDE_BY_SIDE[name], DAYS).svg
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept)
    assert [float(one) for one in NUMBER.findall(drawn)] == pytest.approx(
        [float(one) for one in NUMBER.findall(kept)], abs=0.02
    )


def test_all_goals_stand_on_the_same_days_and_the_same_scale():
    early = replace(cases.MEETINGS, series=(cases.client((START - timedelta(days=30), 2)),))
    charts: list[GoalChart] = [cases.PANIC, early, cases.EMPTY]
    days = common_days(charts, TODAY)
    assert days == (START - timedelta(days=30), TODAY)
    axes = []
    for chart in charts:
        told = [
            (one.get("x"), one.get("y"), one.text)
            for one in ET.fromstring(small(chart, days).svg).iter(f"{SVG}text")
            if one.get("fill") == "#4c6272"
        ]
        axes.append(told)
    assert axes[0] == axes[1] == axes[2]
    assert {"0", "5", "10"} <= {text for _, _, text in axes[0]}


def test_a_small_multiple_is_light_and_says_in_a_sentence_what_it_shows():
    drawn = small(cases.PANIC, DAYS)
    assert len(drawn.svg.encode()) < 2500
    assert drawn.alt.startswith("Reduce panic attacks and return to ordinary travel: 8 on 6 Jan")
    assert "missed" not in drawn.svg
    assert small(cases.PANIC, DAYS) == drawn


def test_it_tells_a_goal_without_scores_and_one_day_apart():
    assert "No scores yet" in words(small(cases.EMPTY, DAYS).svg)
    one_day = (TODAY, TODAY)
    assert "8" in words(small(replace(cases.ONE, baseline=None), one_day).svg)
    assert common_days([], TODAY) == (TODAY - timedelta(days=28), TODAY)


@given(st.sampled_from([one for one in cases.ALL.values()]), st.dates(date(1, 3, 1), date.max))
def test_any_goal_is_drawn_small_without_breaking(chart, today):
    drawn = small(chart, common_days([chart], today))
    assert ET.fromstring(drawn.svg).get("role") == "img"
    assert colours(drawn.svg) <= {"#4c6272", "#d8dde0", "#e8edee", "#212b32", "#005eb8", "#fff"}


if __name__ == "__main__":
    for name, chart in SIDE_BY_SIDE.items():
        (REFERENCE / f"{name}-small.svg").write_text(small(chart, DAYS).svg, encoding="utf-8")
