"""Small multiples: one goal each, all on the same axes, drawn without matplotlib.

A picture of 224 x 112 px (168 x 84 pt) with the scores, the start, the target and its side, and the
newest value; title and direction stand in words beside it. The scores are laid down by the same
code as in the large chart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from urllib.parse import quote

from goals.charts import scores
from goals.charts.axis import Span, levels, ticks
from goals.charts.data import GoalChart
from goals.charts.lettering import clean, width
from goals.charts.looks import LOOKS, Look
from goals.charts.svg import element, number, text
from goals.charts.words import alt_text

WIDTH, HEIGHT = 224, 112  # px, at 96 to the inch
_LEAST_DAYS = 28
_LOOK = replace(
    LOOKS["phone"],
    width=168,
    height=84,
    left=16,
    right=150,
    top=6,
    bottom=68,
    low=-0.6,
    high=10.6,
    month_y=79,
    size=7.5,
    status_size=8,
    last_size=11,
    most_months=3,
    marks=False,
)


@dataclass(frozen=True)
class Small:
    """A drawn small multiple, and the same in a sentence."""

    svg: str
    alt: str

    @property
    def data_uri(self) -> str:
        """The picture as the `src` of an `<img>`."""
        return "data:image/svg+xml," + quote(self.svg, safe=" =:/'")


def common_days(charts: Iterable[GoalChart], today: date) -> tuple[date, date]:
    """The days that all pictures of one client show: from the first start or score to today."""
    days = [day for one in charts for series in one.scored for day, _ in series.points]
    starts = [one.baseline[1] for one in charts if one.baseline and one.baseline[1]]
    last = max([*days, today])
    return min([*days, *starts, last - timedelta(days=_LEAST_DAYS)]), last


def small(chart: GoalChart, days: tuple[date, date]) -> Small:
    """One goal's picture on the days given. Misses, marks and flags are for the large chart."""
    told, look = replace(chart, missed=(), off_pace=False), _LOOK
    span = Span(days[0].toordinal(), max(days[1].toordinal(), days[0].toordinal() + 1))
    place = _place(span, told, look)
    alt = alt_text(told)
    parts = [
        element("title", escape(clean(told.title) or told.words.goal, quote=False)),
        element("desc", escape(alt, quote=False)),
        _levels(told, look, place, span),
        _months(look, place, span),
        _marks(told, look, place, span),
        scores.draw(told, look, place) if told.scored else _nothing(told, look),
    ]
    return Small(_root("".join(parts), look), alt)


def _place(span: Span, chart: GoalChart, look: Look) -> scores.Place:
    per_day = (look.right - look.left - look.last_size) / (span.last - span.first)
    per_tenth = (look.bottom - look.top) / (look.high - look.low)
    per_score = per_tenth * 10 / (chart.high - chart.low)

    def at(vertex: scores.Vertex) -> tuple[float, float]:
        x = look.left + 3 + (vertex[0] - span.first) * per_day
        return x, look.bottom + look.low * per_tenth - (vertex[1] - chart.low) * per_score

    return at


def _line(x: float, y: float, until: float, **drawn: str | None) -> str:
    return element("path", "", fill="none", d=f"M{number(x)} {number(y)}H{number(until)}", **drawn)


def _levels(chart: GoalChart, look: Look, place: scores.Place, span: Span) -> str:
    """Ends and middle of the scale, or as many levels as the large chart names."""
    whole = (chart.low, chart.high) == (0, 10)
    parts = []
    for value in (0, 5, 10) if whole else levels(chart.low, chart.high):
        y = place((span.first, value))[1]
        parts.append(_line(look.left, y, look.right, stroke=look.grid, stroke_width="0.6"))
        said, x = str(value), look.left - 3 - width(str(value), look.size)
        parts.append(text(said, x, y + look.size * 0.36, look.size, fill=look.soft))
    return "".join(parts)


def _months(look: Look, place: scores.Place, span: Span) -> str:
    """Names of months, without those that would run into the one before."""
    parts, free = [], 0.0
    for tick in ticks(span, look.most_months):
        said, x = f"{tick.month} {tick.year}".strip(), place((tick.day, 0))[0]
        x = min(x, look.width - width(said, look.size) - 1)
        if x >= free:
            parts.append(text(said, x, look.month_y, look.size, fill=look.soft))
            free = x + width(said, look.size) + look.size / 2
    return "".join(parts)


def _marks(chart: GoalChart, look: Look, place: scores.Place, span: Span) -> str:
    """The goal's side of the target, the target dashed, the start dotted."""
    parts = []
    if chart.target:
        y = place((span.first, chart.target[0]))[1]
        end = place((span.first, chart.low if chart.lower_is_better else chart.high))[1]
        corner = f"M{number(look.left)} {number(y)}H{number(look.right)}V{number(end)}"
        parts.append(element("path", fill=look.tint, d=f"{corner}H{number(look.left)}z"))
        dashed = {"stroke": look.ink, "stroke_width": "1", "stroke_dasharray": "5 3"}
        parts.append(_line(look.left, y, look.right, **dashed))
    if chart.baseline and (not chart.target or chart.target[0] != chart.baseline[0]):
        y = place((span.first, chart.baseline[0]))[1]
        dotted = {"stroke": look.soft, "stroke_width": "1", "stroke_dasharray": "1 2"}
        parts.append(_line(look.left, y, look.right, **dotted))
    return "".join(parts)


def _nothing(chart: GoalChart, look: Look) -> str:
    said, size = chart.words.none_yet, look.status_size
    across, down = (look.left + look.right) / 2, (look.top + look.bottom) / 2
    return scores.haloed(said, across - width(said, size) / 2, down, size, look, bold=False)


def _root(content: str, look: Look) -> str:
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        width=str(WIDTH),
        height=str(HEIGHT),
        viewBox=f"0 0 {number(look.width)} {number(look.height)}",
        role="img",
        font_family=look.fonts,
        stroke_linejoin="round",
    )
