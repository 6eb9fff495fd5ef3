"""Ratios 1 to 3: what a chart costs, whether it is true, and how many bytes it is."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count
from sys import getswitchinterval, setswitchinterval

from config.bench.chart_rivals import (
    by_hand,
    drawn_vertices,
    farthest,
    invented_chart,
    naive_pyplot,
    true_vertices,
)
from config.bench.timing import LEAST_ROUNDS, compare
from goals.charts import GoalChart, RaterSeries, digest, goal_chart
from goals.charts.frame import frame
from goals.charts.looks import LOOKS

SCORES = 52
PX_PER_PT = 96 / 72


def cost(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """Ratio 1: a new score on a known goal, a chart from cold, and one asked for again.

    The floor is naive pyplot; goals are 1/50, 1/8, and no drawing at all (a digest).
    """
    chart = invented_chart(1, SCORES)
    goal_chart(chart)
    days = count(1)

    def new_score() -> str:
        return goal_chart(_with_one_more(chart, next(days)))

    def cold() -> str:
        frame.cache_clear()
        return goal_chart(chart)

    return compare(
        {
            "naive_pyplot": lambda: naive_pyplot(chart),
            "by_hand": lambda: by_hand(chart),
            "cold": cold,
            "new_score": new_score,
            "asked_again": lambda: digest(chart),
        },
        floor="naive_pyplot",
        rounds=rounds,
        repeats={"by_hand": 50, "new_score": 20, "asked_again": 50},
    )


def _with_one_more(chart: GoalChart, step: int) -> GoalChart:
    """The chart with its last score moved within the axis: other numbers in the same frame."""
    points = chart.scored[0].points
    last_on, last = points[-1]
    moved = (last_on - timedelta(days=step % 2), (last + step) % 11)
    return replace(chart, series=(RaterSeries("client", (*points[:-1], moved)),))


def truth(charts: int = 10_000, threads: int = 8, each: int = 10_000) -> dict[str, object]:
    """Ratio 2: the vertex farthest from matplotlib's own, in px, and wrong charts in threads."""
    worst = 0.0
    for seed in range(charts):
        chart = invented_chart(seed)
        drawn = drawn_vertices(goal_chart(chart), LOOKS["wide"].data)
        worst = max(worst, farthest(true_vertices(chart, "wide"), drawn))
    return {
        "charts": charts,
        "farthest_px": round(worst * PX_PER_PT, 5),
        "threads": threads,
        "charts_in_threads": threads * each,
        "wrong_charts": wrong_in_threads(threads, each),
    }


def wrong_in_threads(threads: int, each: int, kinds: int = 24) -> int:
    """How many of `threads` x `each` charts differ from the same chart drawn alone."""
    charts = [invented_chart(seed) for seed in range(kinds)]
    frame.cache_clear()
    alone = [goal_chart(chart) for chart in charts]
    frame.cache_clear()

    def draw(thread: int) -> int:
        wrong = 0
        for turn in range(each):
            one = (thread * 7 + turn) % kinds
            wrong += goal_chart(charts[one]) != alone[one]
        return wrong

    before = getswitchinterval()
    setswitchinterval(1e-5)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(draw, range(threads)))
    finally:
        setswitchinterval(before)


def size() -> dict[str, object]:
    """Ratio 3: gzipped bytes of a chart with title and description, against one by hand."""
    chart = invented_chart(1, SCORES)
    pictures = {"by_hand": by_hand(chart), "ours": goal_chart(chart), "pyplot": naive_pyplot(chart)}
    packed = {name: len(gzip.compress(one.encode(), mtime=0)) for name, one in pictures.items()}
    return {
        "gz_bytes": packed,
        "ratio": {name: round(one / packed["by_hand"], 3) for name, one in packed.items()},
    }
