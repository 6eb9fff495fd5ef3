"""The scores themselves, laid over a frame by the frame's own transform."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goals.charts.data import GoalChart, RaterSeries
from goals.charts.lettering import width
from goals.charts.looks import Look
from goals.charts.spread import spread
from goals.charts.svg import element, number, text

_CLINICIAN_DASHES = "4 2.5"
_DOT, _LINE = 5.0, 2.2

Vertex = tuple[int, int]
Place = Callable[[Vertex], tuple[float, float]]


@dataclass(frozen=True)
class Runs:
    """A series cut where a line must not be drawn through, as (day ordinal, score).

    `joined` are runs of consecutive scores; `across` joins two scores over a missed session.
    Where the goal changed its meaning nothing joins.
    """

    joined: tuple[tuple[Vertex, ...], ...]
    across: tuple[tuple[Vertex, Vertex], ...]


def runs(series: RaterSeries, chart: GoalChart) -> Runs:
    """Cut one rater's scores at missed sessions and at changes of meaning."""
    missed = sorted(day.toordinal() for day in chart.missed)
    breaks = sorted(day.toordinal() for day in chart.breaks)
    joined: list[list[Vertex]] = []
    across: list[tuple[Vertex, Vertex]] = []
    before: Vertex | None = None
    for day, value in series.points:
        here = (day.toordinal(), value)
        if before is None or _any_between(breaks, before[0], here[0]):
            joined.append([here])
        elif _any_between(missed, before[0], here[0] - 1):
            across.append((before, here))
            joined.append([here])
        else:
            joined[-1].append(here)
        before = here
    return Runs(tuple(map(tuple, joined)), tuple(across))


def _any_between(days: list[int], after: int, until: int) -> bool:
    """Whether one of the sorted days lies in (after, until]."""
    return bisect_right(days, until) > bisect_right(days, after)


def draw(chart: GoalChart, look: Look, place: Place) -> str:
    """All scores, misses and the last values; `place` turns (day, score) into points."""
    parts = [_crosses(chart, look, place)]
    parts += [_series(series, chart, look, place) for series in reversed(chart.scored)]
    parts.append(_last_values(chart, look, place))
    return "".join(parts)


def _series(series: RaterSeries, chart: GoalChart, look: Look, place: Place) -> str:
    found = runs(series, chart)
    dot = _dot_size(len(series.points), look)
    thick = min(_LINE, max(dot * 0.6, 0.8))
    by_client = series.rater == "client"
    line = {"fill": "none", "stroke": look.data, "stroke_width": number(thick)}
    joined = "".join(_polyline(run, place) for run in found.joined if len(run) > 1)
    across = "".join(_polyline(pair, place) for pair in found.across)
    parts = []
    if joined:
        dashes = None if by_client else _CLINICIAN_DASHES
        parts.append(element("path", **line, stroke_dasharray=dashes, d=joined))
    if across:
        thin = line | {"stroke_width": number(thick * 0.6)}
        parts.append(element("path", **thin, stroke_dasharray="1 2.5", d=across))
    vertices = [vertex for run in found.joined for vertex in run]
    parts.append(_dots(vertices, dot, look, place) if by_client else "")
    parts.append("" if by_client else _squares(vertices, dot, look, place))
    return "".join(parts)


def _dot_size(scores: int, look: Look) -> float:
    """5 pt, smaller when many scores would melt into a band."""
    return max(min(_DOT, (look.right - look.left) / max(scores, 1) * 1.4), 1.2)


def _polyline(vertices: Sequence[Vertex], place: Place) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in map(place, vertices))


def _dots(vertices: Sequence[Vertex], size: float, look: Look, place: Place) -> str:
    """Each dot is a line of no length with round ends: the shortest way to say it."""
    steps = "".join(f"M{number(x)} {number(y)}h0" for x, y in map(place, vertices))
    return element(
        "path",
        fill="none",
        stroke=look.data,
        stroke_width=number(size),
        stroke_linecap="round",
        d=steps,
    )


def _squares(vertices: Sequence[Vertex], size: float, look: Look, place: Place) -> str:
    """The second rater's shape: hollow, so that a dot at the same score stays visible in it."""
    side = size + 1.5
    box = f"h{number(side)}v{number(side)}h-{number(side)}z"
    steps = "".join(
        f"M{number(x - side / 2)} {number(y - side / 2)}{box}" for x, y in map(place, vertices)
    )
    thick = number(min(1.2, side / 4))
    return element("path", fill="#fff", stroke=look.data, stroke_width=thick, d=steps)


def _crosses(chart: GoalChart, look: Look, place: Place) -> str:
    """Missed sessions stand below zero, on the axis: a miss is never a score."""
    if not chart.missed:
        return ""
    days = sorted({day.toordinal() for day in chart.missed})
    reach = max(min(2.5, (look.right - look.left) / len(days) * 0.4), 1)
    arm = number(2 * reach)
    steps = "".join(
        f"M{number(place((day, 0))[0] - reach)} {number(look.bottom - reach)}"
        f"l{arm} {arm}m-{arm} 0l{arm}-{arm}"
        for day in days
    )
    return element("path", fill="none", stroke=look.ink, stroke_width=number(reach / 2), d=steps)


def _last_values(chart: GoalChart, look: Look, place: Place) -> str:
    """The newest score in large letters right of its dot; a second rater's smaller, kept apart."""
    flag = ""
    labels: list[tuple[int, float, float, float]] = []
    for rank, series in enumerate(chart.scored):
        day, value = series.points[-1]
        x, y = place((day.toordinal(), value))
        if rank == 0 and chart.off_pace:
            flag = diamond(x, y, 7, look)
        size = look.last_size if rank == 0 else look.status_size
        labels.append((value, x + (11 if rank == 0 and chart.off_pace else 7), y, size))
    return flag + "".join(
        haloed(str(value), x, y + size * 0.36, size, look, bold=True)
        for value, x, y, size in _kept_apart(labels, chart, place)
    )


def _kept_apart(
    labels: list[tuple[int, float, float, float]], chart: GoalChart, place: Place
) -> list[tuple[int, float, float, float]]:
    """Two numbers that would touch move away from each other; equal ones are written once."""
    if len(labels) < 2 or abs(labels[0][1] - labels[1][1]) > 2.5 * labels[0][3]:
        return labels
    if labels[0][0] == labels[1][0]:
        return labels[:1]
    gap = sum(size for *_, size in labels) * 0.36 + 2
    upwards = [-y for _, _, y, _ in labels]
    (_, bottom), (_, top) = place((0, chart.low)), place((0, chart.high))
    apart = spread(upwards, gap, -bottom, -top)
    return [(value, x, -y, size) for (value, x, _, size), y in zip(labels, apart, strict=True)]


def diamond(x: float, y: float, reach: float, look: Look) -> str:
    """The hollow flag of "off pace" around a point."""
    r = number(reach)
    return element(
        "path",
        fill="none",
        stroke=look.flag,
        stroke_width="1.8",
        d=f"M{number(x - reach)} {number(y)}l{r}-{r}l{r} {r}l-{r} {r}z",
    )


def haloed(said: str, x: float, y: float, size: float, look: Look, *, bold: bool) -> str:
    """Text from x on, kept clear of lines: on a white halo, or on a white box on paper.

    On paper there is no tint that a box would cover, and the text is not written twice.
    """
    weight = "bold" if bold else None
    if look.tint is None:
        wide, high = number(width(said, size, bold=bold) + 2), number(size * 0.73 + 2)
        corner = f"M{number(x - 1)} {number(y + 1)}"
        halo = element("path", fill="#fff", d=f"{corner}v-{high}h{wide}v{high}z")
    else:
        white = {"fill": "#fff", "stroke": "#fff", "stroke_width": "3"}
        halo = text(said, x, y, size, **white, font_weight=weight)
    return halo + text(said, x, y, size, fill=look.ink, font_weight=weight)
