"""What our charts are held against: pyplot as it comes, SVG by hand, and matplotlib as judge."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from io import StringIO
from math import dist
from typing import TYPE_CHECKING

from goals.charts import GoalChart, RaterSeries, Variant
from goals.charts.looks import LOOKS
from goals.charts.scores import runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_EPOCH = date(1970, 1, 1).toordinal()  # matplotlib counts days from here
_START = date(2026, 1, 6)


def invented_chart(seed: int, scores: int | None = None) -> GoalChart:
    """A chart with made-up numbers, always the same for one seed."""
    draw = sha256(str(seed).encode()).digest() * 3
    many = scores if scores is not None else 2 + draw[0] % 60
    apart = 1 + draw[1] % 14
    points = tuple(
        (_START + timedelta(days=apart * n), sha256(f"{seed} {n}".encode()).digest()[0] % 11)
        for n in range(many)
    )
    return GoalChart(
        title=f"Made-up goal {seed}",
        zero_means="none",
        ten_means="all day",
        lower_is_better=bool(draw[2] % 2),
        baseline=(draw[3] % 11, _START),
        target=(draw[4] % 11, _START + timedelta(days=60 + draw[5])),
        series=(RaterSeries("client", points),),
        missed=tuple(_START + timedelta(days=apart * n) for n in draw[6 : 6 + draw[7] % 4]),
        reviews=(_START + timedelta(days=84),),
        versions=((_START, 1),),
        breaks=(_START + timedelta(days=apart * (draw[8] % 60)),) if draw[9] % 3 == 0 else (),
    )


def naive_pyplot(chart: GoalChart) -> str:
    """The chart as a first try with pyplot would draw it: date axis, tight layout, glyph paths."""
    from matplotlib import pyplot, rc_context

    with rc_context({"svg.fonttype": "path"}):
        figure, axes = pyplot.subplots(figsize=(7.2, 2.9))
        points = chart.scored[0].points
        axes.plot(_dates(day for day, _ in points), [value for _, value in points], marker="o")
        if chart.baseline and chart.target:
            axes.axhline(chart.baseline[0], linestyle=":")
            axes.axhline(chart.target[0], linestyle="--")
            axes.axhspan(0, chart.target[0], alpha=0.2)
        for day in chart.reviews:
            axes.axvline(day.toordinal() - _EPOCH, linestyle="--")
        axes.set_ylim(0, 10)
        axes.set_title(chart.title)
        figure.tight_layout()
        written = StringIO()
        figure.savefig(written, format="svg")
        pyplot.close(figure)
    return written.getvalue()


def by_hand(chart: GoalChart) -> str:
    """The floor: the same data in an f-string, with the fewest marks that still make a chart."""
    points = chart.scored[0].points
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    places = [
        f"{30 + (day.toordinal() - first) / max(last - first, 1) * 410:.1f} {160 - value * 12}"
        for day, value in points
    ]
    levels = "".join(
        f'<path stroke="#ccc" d="M30 {160 - value * 12}h410"/>'
        f'<text x="12" y="{163 - value * 12}">{value}</text>'
        for value in range(0, 11, 2)
    )
    named = "".join(
        f'<path stroke="#333" stroke-dasharray="{dashes}" d="M30 {160 - value * 12}h410"/>'
        f'<text x="445" y="{163 - value * 12}">{name} {value}</text>'
        for name, (value, _), dashes in (
            ("start", chart.baseline or (0, None), "1 2"),
            ("target", chart.target or (0, None), "5 3"),
        )
    )
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2"/>' for x, y in (p.split() for p in places))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 518 209" font-size="9" '
        f'font-family="sans-serif"><text x="4" y="13">{escape(chart.title)}</text>{levels}{named}'
        f'<path fill="none" stroke="#005eb8" stroke-width="2" d="M{"L".join(places)}"/>{dots}'
        f'<text x="30" y="180">{points[0][0]}</text><text x="400" y="180">{points[-1][0]}</text>'
        "</svg>"
    )


def _empty_axes(chart: GoalChart, variant: Variant) -> "tuple[Figure, Axes]":
    """An axes of matplotlib's own where that variant has its plot, with the same limits."""
    from matplotlib.figure import Figure

    from goals.charts.axis import span_of

    look = LOOKS[variant]
    figure = Figure(figsize=(look.width / 72, look.height / 72), dpi=72)
    left, wide = look.left / look.width, (look.right - look.left) / look.width
    low, high = 1 - look.bottom / look.height, (look.bottom - look.top) / look.height
    axes = figure.add_axes((left, low, wide, high))
    span = span_of(chart, look)
    axes.set_xlim(span.first - _EPOCH, span.last - _EPOCH)
    axes.set_ylim(look.low, look.high)
    axes.set_axis_off()
    return figure, axes


def true_vertices(chart: GoalChart, variant: Variant) -> list[list[tuple[float, float]]]:
    """Where matplotlib's own axes and SVG backend put the lines, in points from the upper left.

    One list for each run of scores that a line joins. Days are real dates on a date axis.
    """
    import matplotlib

    figure, axes = _empty_axes(chart, variant)
    for series in chart.scored:
        for run in runs(series, chart).joined:
            days = _dates(date.fromordinal(day) for day, _ in run)
            (line,) = axes.plot(days, [value for _, value in run], clip_on=False)
            line.set_gid("run")
    written = StringIO()
    with matplotlib.rc_context({"path.simplify": False}):
        figure.savefig(written, format="svg")
    groups = re.findall(r'<g id="run">\s*<path d="([^"]*)"', written.getvalue())
    return [vertices_in(path)[0] for path in groups]


def _dates(days: Iterable[date]) -> "npt.NDArray[np.datetime64]":
    import numpy as np

    return np.array(list(days), dtype="datetime64[D]")


def vertices_in(path: str) -> list[list[tuple[float, float]]]:
    """The absolute M and L vertices of an SVG path, one list for each sub-path."""
    return [
        [
            (float(x), float(y))
            for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", part.replace("\n", " "))
        ]
        for part in path.split("M")[1:]
    ]


def drawn_vertices(svg: str, colour: str) -> list[list[tuple[float, float]]]:
    """Every line of that colour in one of our charts; a dot is a line of one vertex."""
    of_colour = rf'<path fill="none" stroke="{colour}" stroke-width="[^"]*"[^>]*? d="([^"]*)"'
    paths = re.findall(of_colour, svg)
    return [line for path in paths for line in vertices_in(path)]


def farthest(
    true: list[list[tuple[float, float]]], drawn: list[list[tuple[float, float]]]
) -> float:
    """The largest distance, in points, of a true vertex from the drawn line that lies nearest."""
    worst = 0.0
    for line in true:
        rivals = [one for one in drawn if len(one) == len(line)]
        worst = max(worst, min((_apart(line, one) for one in rivals), default=float("inf")))
    return worst


def _apart(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> float:
    return max(dist(here, there) for here, there in zip(one, other, strict=True))
