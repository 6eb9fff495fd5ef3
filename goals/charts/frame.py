"""Everything in a chart that a new score leaves as it is, drawn by matplotlib and kept.

It holds grid, months, start, target, clear-change and plan lines, reviews and versions, and its own
transform for the scores. Only this module and the pen load matplotlib: not before a chart is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from goals.charts.axis import Span, levels, span_of, ticks
from goals.charts.data import GoalChart, Variant
from goals.charts.lettering import shorten
from goals.charts.looks import look_of
from goals.charts.pen import Pen
from goals.charts.spread import free_places, spread
from goals.charts.wording import Words

_FAMILY = "DejaVu Sans"  # ships with matplotlib, so the measure is the same on every machine
_DOTTED, _DASHED, _DASH_DOT = (0.0, (1.0, 2.0)), (0.0, (5.0, 3.0)), (0.0, (6.0, 2.0, 1.0, 2.0))
_CROWDED = 30  # points of width that each review or version needs for a line from top to bottom
_drawing = Lock()

Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class FrameKey:
    """All that a frame depends on; days are ordinals."""

    variant: Variant
    span: Span
    scale: tuple[int, int]
    lower_is_better: bool
    baseline: tuple[int, int | None] | None
    target: tuple[int, int | None] | None
    clear: tuple[int, ...]
    bands: tuple[tuple[int, str], ...]
    reviews: tuple[int, ...]
    versions: tuple[tuple[int, int], ...]
    words: Words


@dataclass(frozen=True)
class Frame:
    """A drawn frame: its SVG elements, and how a day and a score become a place in points."""

    svg: str
    per_day: float
    day_zero: float
    per_score: float
    score_zero: float

    def x(self, day: int) -> float:
        """Points from the left edge."""
        return self.per_day * day + self.day_zero

    def y(self, score: float) -> float:
        """Points from the top edge."""
        return self.per_score * score + self.score_zero


def key_of(chart: GoalChart, variant: Variant) -> FrameKey:
    """What the frame of this chart depends on, and nothing that a new score would change."""
    look = look_of(variant, chart.high)
    shown = look.marks
    return FrameKey(
        variant=variant,
        span=span_of(chart, look),
        scale=(chart.low, chart.high),
        lower_is_better=chart.lower_is_better,
        baseline=_marked(chart.baseline),
        target=_marked(chart.target),
        clear=_clear_lines(chart) if shown else (),
        bands=tuple((at, short) for at, _, short in chart.bands) if shown else (),
        reviews=tuple(sorted({day.toordinal() for day in chart.reviews})) if shown else (),
        versions=_versions(chart) if shown else (),
        words=chart.words,
    )


def _marked(one: tuple[int, date | None] | None) -> tuple[int, int | None] | None:
    return one and (one[0], one[1].toordinal() if one[1] else None)


def _versions(chart: GoalChart) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((day.toordinal(), number) for day, number in chart.versions))


def _clear_lines(chart: GoalChart) -> tuple[int, ...]:
    """Where a change from the start becomes clear: for the worse only once it has been crossed."""
    if chart.baseline is None or chart.clear_change is None:
        return ()
    good = -chart.clear_change if chart.lower_is_better else chart.clear_change
    better, worse = chart.baseline[0] + good, chart.baseline[0] - good
    values = [value for series in chart.series for _, value in series.points]
    crossed = any((value - worse) * good <= 0 for value in values)
    return tuple(
        line for line in (better, *([worse] if crossed else [])) if chart.low <= line <= chart.high
    )


@lru_cache(maxsize=512)
def frame(key: FrameKey) -> Frame:
    """The frame for this key, drawn once. Safe to call from several threads."""
    with _drawing:
        return _Drawing(key).frame()


class _Drawing:
    """One matplotlib figure on its way to becoming a frame."""

    def __init__(self, key: FrameKey) -> None:
        self.key, self.look, self.span = key, look_of(key.variant, key.scale[1]), key.span
        look = self.look
        self.figure = Figure(figsize=(look.width / 72, look.height / 72), dpi=72)
        # A look's heights are tenths of its scale: one goal's point is one of them.
        low, high = key.scale
        self.place = (
            Affine2D()
            .translate(0, -low)
            .scale(1, 10 / (high - low))
            .translate(-self.span.first, -look.low)
            .scale(
                (look.right - look.left) / (self.span.last - self.span.first),
                (look.bottom - look.top) / (look.high - look.low),
            )
            .translate(look.left, look.height - look.bottom)
        )

    def frame(self) -> Frame:
        """Draw it all, back to front."""
        self._tint()
        self._grid()
        self._months()
        self._plan()
        self._levels()
        self._events()
        pen = Pen(self.look.width, self.look.height)
        self.figure.draw(pen)
        (per_day, _, day_zero), (_, per_score, score_zero), _ = self.place.get_matrix().tolist()
        return Frame(pen.svg, per_day, day_zero, -per_score, self.look.height - score_zero)

    def _tint(self) -> None:
        """The goal's side of the target."""
        if self.look.tint is None or self.key.target is None:
            return
        target, end = self.key.target[0], self.key.scale[0 if self.key.lower_is_better else 1]
        first, last = self.span.first, self.span.last
        corners = [(first, target), (last, target), (last, end), (first, end)]
        self.figure.add_artist(
            PathPatch(Path(corners), fc=self.look.tint, lw=0, transform=self.place)
        )

    def _grid(self) -> None:
        """Level lines and numbers, the whole scale, never turned round."""
        look, (first, last) = self.look, (self.span.first, self.span.last)
        named, low = levels(*self.key.scale), self._at(look.low)
        if look.grid:
            self._lines([((first, y), (last, y)) for y in named], look.grid, 0.6)
        else:
            tick = 3 / (look.right - look.left) * (last - first)
            self._lines([((first - tick, y), (first, y)) for y in named], look.ink, 0.6)
        self._lines([((first, low), (last, low))], look.soft, 0.8)
        for value in named:
            at = self._up(value) - look.size * 0.36
            self._text(look.left - 5, at, str(value), ha="right", color=look.ink)

    def _months(self) -> None:
        look, low = self.look, self._at(self.look.low)
        months = ticks(self.span, look.most_months, self.key.words.months)
        drop = 3 / (look.bottom - look.top) * (self._at(look.high) - low)
        self._lines([((tick.day, low), (tick.day, low - drop)) for tick in months], look.soft, 0.8)
        for tick in months:
            for said, y in ((tick.month, look.month_y), (tick.year, look.year_y)):
                if said:
                    self._text(self._across(tick.day), look.height - y, said, ha="center")

    def _plan(self) -> None:
        """From the start to the target on its date: our plan, not a norm."""
        if self.look.marks and (line := plan_line(self.key)):
            self._lines([line], self.look.plan, 0.8)

    def _levels(self) -> None:
        """Start, target, clear change and bands: lines across, named in the margin."""
        look, (first, last) = self.look, (self.span.first, self.span.last)
        named = self._bands()
        if self.key.target:
            value = self.key.target[0]
            self._lines([((first, value), (last, value))], look.ink, 1.2, _DASHED)
            named.append((value, self.key.words.target % {"value": value}))
        if self.key.baseline:
            value, since = self.key.baseline
            if not (self.key.target and self.key.target[0] == value):
                self._lines([((since or first, value), (last, value))], look.soft, 1.4, _DOTTED)
            named.append((value, self.key.words.start % {"value": value}))
        drawn = {value for value, _ in named}
        for value in self.key.clear:
            if value not in drawn:  # two patterns over each other read as a solid line
                self._lines([((first, value), (last, value))], look.soft, 0.8, _DASH_DOT)
            named.append((value, "clear change"))
        self._margin(named)

    def _bands(self) -> list[tuple[float, str]]:
        """Where the published bands begin, but for the lowest, which begins with the scale."""
        bands = [(value, name) for value, name in self.key.bands if value > self.key.scale[0]]
        first, last = self.span.first, self.span.last
        self._lines([((first, at), (last, at)) for at, _ in bands], self.look.plan, 0.5)
        room = self.look.width - self.look.right - 8
        return [(at, shorten(f"{at} {name}", room, self.look.size)) for at, name in bands]

    def _margin(self, named: list[tuple[float, str]]) -> None:
        """The lines' names beside them, kept apart."""
        look = self.look
        lowest = look.height - look.bottom + look.size * 0.36
        highest = look.height - look.top - look.size * 0.36
        heights = [self._up(value) for value, _ in named]
        for (_, said), at in zip(
            named, spread(heights, look.size * 1.15, lowest, highest), strict=True
        ):
            self._text(look.right + 4, at - look.size * 0.36, said, color=look.ink)

    def _events(self) -> None:
        """Reviews dashed, versions solid; named above the scores where there is room.

        Many of them would fence the scores in: then each is but a tick above the scores.
        """
        look = self.look
        versions = [(day, f"v{number}") for day, number in self.key.versions if day in self.span]
        reviews = [(day, "review") for day in self.key.reviews if day in self.span]
        crowded = len(versions + reviews) * _CROWDED > look.right - look.left
        ends = (10.1, 10.6) if crowded else (look.low, look.high)
        lane = (self._at(ends[0]), self._at(ends[1]))
        for events, dashes in ((versions, None), (reviews, _DASHED)):
            lines = [((day, lane[0]), (day, lane[1])) for day, _ in events]
            self._lines(lines, look.soft, 0.7, dashes)
        wanted = [(self._across(day), said) for day, said in versions + reviews]
        for x, said in free_places(wanted, look.mark_size, look.left, look.right):
            self._text(x, self._up(self._at(10.7)), said, size=look.mark_size)

    def _lines(
        self,
        lines: Sequence[Line],
        colour: str,
        thick: float,
        dashes: tuple[float, tuple[float, ...]] | None = None,
    ) -> None:
        """Straight lines in days and scores, as one path."""
        if not lines:
            return
        ends = [end for line in lines for end in line]
        path = Path(ends, [Path.MOVETO, Path.LINETO] * len(lines))
        style = dashes or "solid"
        self.figure.add_artist(
            PathPatch(path, fill=False, ec=colour, lw=thick, ls=style, transform=self.place)
        )

    def _text(
        self, x: float, y: float, said: str, *, ha: str = "left", size: float = 0, color: str = ""
    ) -> None:
        """One label, in points from the lower left."""
        self.figure.text(
            x,
            y,
            said,
            ha=ha,
            fontsize=size or self.look.size,
            color=color or self.look.soft,
            family=_FAMILY,
            parse_math=False,
            transform=IdentityTransform(),
        )

    def _at(self, tenths: float) -> float:
        """A height of the look, in tenths of the scale, as a score."""
        low, high = self.key.scale
        return low + tenths * ((high - low) / 10)

    def _across(self, day: int) -> float:
        return float(self.place.transform((day, 0))[0])

    def _up(self, score: float) -> float:
        return float(self.place.transform((0, score))[1])


def plan_line(key: FrameKey) -> Line | None:
    """From (day, baseline) to (day, target), when both have a date and time passes between."""
    if not key.baseline or not key.target:
        return None
    (start, start_on), (aim, aim_on) = key.baseline, key.target
    if start_on is None or aim_on is None or aim_on <= start_on:
        return None
    return (start_on, start), (aim_on, aim)
