"""Trusting a chart: its lines are true, its bytes repeat, threads do not mix, frames are kept."""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from config.bench.chart_rivals import drawn_vertices, farthest, invented_chart, true_vertices
from config.bench.charts import PX_PER_PT, cost, size, truth, wrong_in_threads
from goals.charts import digest, goal_chart
from goals.charts.frame import frame, key_of
from goals.charts.looks import LOOKS
from goals.tests import chart_cases as cases
from goals.tests.chart_cases import VARIANTS, client, week


@pytest.mark.parametrize("variant", ["wide", "phone", "client"])
def test_its_lines_lie_where_matplotlib_puts_them(variant):
    for seed in range(100):
        chart = invented_chart(seed)
        drawn = drawn_vertices(goal_chart(chart, variant=variant), LOOKS[variant].data)
        seen = replace(chart, missed=()) if variant == "client" else chart
        assert farthest(true_vertices(seen, variant), drawn) * PX_PER_PT <= 0.01


def test_it_draws_the_right_chart_in_eight_threads():
    assert wrong_in_threads(threads=8, each=60) == 0


def test_it_repeats_its_bytes_in_another_process_and_loads_matplotlib_only_to_draw():
    code = (
        "import sys, hashlib\n"
        "from goals.charts import alt_text, digest, goal_chart\n"
        "from goals.tests.chart_cases import CRAVING\n"
        "alt_text(CRAVING), digest(CRAVING)\n"
        "assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules\n"
        "sys.stdout.write(hashlib.sha256(goal_chart(CRAVING).encode()).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    frame.cache_clear()
    assert told == sha256(goal_chart(cases.CRAVING).encode()).hexdigest()


def test_it_draws_a_new_score_into_the_frame_it_has():
    goal_chart(cases.PANIC)
    before = frame.cache_info().misses
    more = replace(cases.PANIC, series=(client(*cases.PANIC.series[0].points, (week(16), 4)),))
    assert goal_chart(more) != goal_chart(cases.PANIC)
    assert frame.cache_info().misses == before


def test_it_names_the_same_picture_alike_and_another_differently():
    assert digest(cases.PANIC) == digest(replace(cases.PANIC))
    told = {digest(cases.PANIC, variant=variant) for variant in VARIANTS}
    told.add(digest(replace(cases.PANIC, off_pace=True)))
    assert len(told) == 5
    unseen = replace(cases.PANIC, off_pace=True)
    assert digest(cases.PANIC, variant="client") == digest(unseen, variant="client")


def test_it_keeps_the_same_axis_from_week_to_week():
    charts = [
        replace(cases.PANIC, series=(client(*cases.weekly(*[5] * weeks)),))
        for weeks in range(1, 12)
    ]
    assert len({key_of(chart, "wide").span for chart in charts}) == 1


def test_it_costs_what_the_bench_promises():
    assert size()["ratio"]["ours"] <= 2.0
    measured_cost = cost(rounds=2)
    assert measured_cost["floor"] == "naive_pyplot"
    assert measured_cost["ratio"]["new_score"]["median"] <= 0.1
    told = truth(charts=2, threads=2, each=5)
    assert told["farthest_px"] <= 0.01
    assert told["wrong_charts"] == 0
