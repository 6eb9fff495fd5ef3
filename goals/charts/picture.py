"""The whole picture: the frame, the scores over it, and the words around it."""

from html import escape

from goals.charts import scores
from goals.charts.data import GoalChart, Variant
from goals.charts.frame import Frame, FrameKey, frame, key_of, plan_line
from goals.charts.lettering import clean, shorten, width
from goals.charts.looks import Look, look_of
from goals.charts.svg import element, number, text
from goals.charts.words import alt_text, rater_name, status

_OFF_PACE = "Off pace: review barriers"


def draw(chart: GoalChart, variant: Variant) -> str:
    """A whole SVG document; `chart` holds only what this variant shows."""
    look = look_of(variant, chart.high)
    key = key_of(chart, variant)
    drawn = frame(key)
    parts = [
        element("title", escape(clean(chart.title) or chart.words.goal, quote=False)),
        element("desc", escape(alt_text(chart, variant=variant), quote=False)),
        drawn.svg,
        _header(chart, look),
        _anchors(chart, look, _keys(chart, key)),
        scores.draw(chart, look, _placed_by(drawn)),
    ]
    if not chart.scored:
        parts.append(_nothing_yet(look, chart.words.none_yet))
    return _root("".join(parts), look)


def _root(content: str, look: Look) -> str:
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        width=f"{number(look.width)}pt",
        height=f"{number(look.height)}pt",
        viewBox=f"0 0 {number(look.width)} {number(look.height)}",
        role="img",
        font_family=look.fonts,
        stroke_linejoin="round",
    )


def _placed_by(drawn: Frame) -> scores.Place:
    return lambda vertex: (drawn.x(vertex[0]), drawn.y(vertex[1]))


def _header(chart: GoalChart, look: Look) -> str:
    """Title and direction; under them the newest value and, off pace, what to do about it."""
    chip, chip_left = _chip(chart, look)
    right = chip_left - 8 if look.chip_y is None else look.width - look.edge
    title = shorten(chart.title, right - look.edge, look.title_size, bold=True)
    bold = {"font_weight": "bold", "fill": look.ink}
    parts = [text(title, look.edge, look.title_y, look.title_size, **bold)] if title else []
    parts.append(chip)
    if look.status_y is None:
        return "".join(parts)
    return "".join([*parts, _status(chart, look, look.status_y)])


def _status(chart: GoalChart, look: Look, y: float) -> str:
    size, flag = look.status_size, _OFF_PACE if chart.off_pace else ""
    room = look.width - 2 * look.edge - (width(flag, size) + 24 if flag else 0)
    said = status(chart)
    if width(said, size) > room:
        said = shorten(status(chart, short=True), room, size)
    at, parts = look.edge, []
    if said:
        parts.append(text(said, at, y, size, fill=look.ink))
        at += width(said, size) + 12
    if flag:
        parts.append(scores.diamond(at + 4, y - size * 0.36, 3.5, look))
        parts.append(text(flag, at + 12, y, size, fill=look.ink))
    return "".join(parts)


def _chip(chart: GoalChart, look: Look) -> tuple[str, float]:
    """The direction in a box, at the upper right or under the title, and where the box begins."""
    size, wide = look.size, width(chart.direction, look.size) + 20
    if look.chip_y is None:
        left, middle = look.width - look.edge - wide, look.title_y - look.title_size * 0.36
    else:
        left, middle = look.edge, look.chip_y - size * 0.36
    box = element(
        "rect",
        x=number(left),
        y=number(middle - size * 0.8),
        width=number(wide),
        height=number(size * 1.6),
        rx="3",
        fill="none",
        stroke=look.soft,
        stroke_width="0.8",
    )
    down = 1 if chart.lower_is_better else -1
    shaft, barb = number(down * size * 0.8), number(down * 2.5)
    arrow = element(
        "path",
        fill="none",
        stroke=look.ink,
        stroke_width="1.2",
        d=f"M{number(left + 8)} {number(middle - down * size * 0.4)}v{shaft}"
        f"m-2.5 {number(-down * 2.5)}l2.5 {barb}l2.5 {number(-down * 2.5)}",
    )
    said = text(chart.direction, left + 14, middle + size * 0.36, size, fill=look.ink)
    return box + arrow + said, left


def _anchors(chart: GoalChart, look: Look, keys: tuple[str, float]) -> str:
    """What 10 and 0 mean, above and below the plot, and the keys to the signs."""
    parts = [keys[0]]
    for value, means, y in (
        (chart.high, chart.ten_means, look.ten_y),
        (chart.low, chart.zero_means, look.zero_y),
    ):
        right = keys[1] if y == look.key_y else look.width - look.edge
        if clean(means):
            said = shorten(f"{value} = {means}", right - look.edge, look.size)
            parts.append(text(said, look.edge, y, look.size, fill=look.soft))
    return "".join(parts)


def _keys(chart: GoalChart, key: FrameKey) -> tuple[str, float]:
    """Signs that have no label of their own, right-aligned, and where they begin."""
    look, raters = look_of(key.variant, chart.high), [series.rater for series in chart.scored]
    signs = {
        rater: rater_name(rater, key.variant, chart.words) for rater in raters if len(raters) > 1
    }
    if look.marks and plan_line(key):
        signs["plan"] = "plan"
    if chart.missed:
        signs["missed"] = "missed"
    at, parts = look.width - look.edge, []
    for sign, said in reversed(signs.items()):
        at -= width(said, look.size)
        parts.append(text(said, at, look.key_y, look.size, fill=look.soft))
        at -= 14
        parts.append(_sign(sign, at, look.key_y - look.size * 0.33, look))
        at -= 8
    return "".join(parts), at


def _sign(name: str, x: float, y: float, look: Look) -> str:
    """A small sample of the sign, 11 points wide."""
    path = {
        "client": f"M{number(x)} {number(y)}h11",
        "clinician": f"M{number(x)} {number(y)}h11m-8-2.5h5v5h-5z",
        "plan": f"M{number(x)} {number(y)}h11",
        "missed": f"M{number(x + 4)} {number(y - 2.5)}l5 5m-5 0l5-5",
    }[name]
    colour = {"plan": look.plan, "missed": look.ink}.get(name, look.data)
    thick = {"plan": "0.8", "client": "2.2"}.get(name, "1.2")
    sign = element("path", fill="none", stroke=colour, stroke_width=thick, d=path)
    if name == "client":
        sign += element("circle", cx=number(x + 5.5), cy=number(y), r="2.5", fill=look.data)
    return sign


def _nothing_yet(look: Look, said: str) -> str:
    size = look.status_size
    across, down = (look.left + look.right) / 2, (look.top + look.bottom) / 2
    return scores.haloed(said, across - width(said, size) / 2, down, size, look, bold=False)
