"""The small line beside a goal in a list: 120 x 24 px, and the same in words.

Points in, text out: no request, no query, no matplotlib. Scores stand on their true days, and the
height is always 0-10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from goals.charts.svg import element

WIDTH, HEIGHT = 120, 24
_MOST_PLACES = 36  # more would not be told apart in 120 px, nor fit into 500 bytes
_FIRST_X, _LAST_X = 4, 115
_TOP, _PER_POINT = 2, 2


@dataclass(frozen=True)
class Sparkline:
    """A drawn sparkline. `dots` are (x, y) in px of the first and last score.

    `words` stand beside it ("8→4 (target 3)"), `spoken` is its alternative text ("8 to 4,
    target 3, lower is better"); `path` is the line's SVG path, empty without two scores.
    """

    words: str
    spoken: str
    path: str
    dots: tuple[tuple[int, int], ...]
    svg: str

    @property
    def data_uri(self) -> str:
        """The picture as the `src` of an `<img>`."""
        return "data:image/svg+xml," + quote(self.svg, safe=" =:/'")


def sparkline(
    points: Sequence[tuple[date, int]],
    *,
    target: int | None,
    lower_is_better: bool,
    baseline: int | None = None,
    for_paper: bool = False,
    scale: tuple[int, int] = (0, 10),
) -> Sparkline:
    """One rater's standing scores, (day, 0-10) in any order, as a line of at most 500 bytes.

    A baseline is told as the first number. On paper all is black and the goal's side untinted.
    `scale` holds the ends of another scale, a measure's.
    """
    good = -1 if lower_is_better else 1
    ordered = sorted(points, key=lambda point: (point[0], -point[1] * good))
    places = _places([(day, _tenths(value, scale)) for day, value in ordered])
    path = _path(places) if len(places) > 1 else ""
    dots = tuple(dict.fromkeys([*places[:1], *places[-1:]]))
    start = [] if baseline is None else [baseline]
    numbers = start + [value for _, value in ordered]
    aim = None if target is None else _tenths(target, scale)
    return Sparkline(
        words=_words(numbers, target, bool(points)),
        spoken=_spoken(numbers, target, bool(points), lower_is_better),
        path=path,
        dots=dots,
        svg=_svg(path, dots, aim, lower_is_better, for_paper),
    )


def _tenths(value: int, scale: tuple[int, int]) -> float:
    low, high = scale
    return (value - low) * 10 / (high - low)


def _words(numbers: list[int], target: int | None, scored: bool) -> str:
    aim = "" if target is None else f" (target {target})"
    if not scored:
        return f"no scores yet{aim}"
    return f"{numbers[0]}→{numbers[-1]}{aim}" if len(numbers) > 1 else f"{numbers[0]}{aim}"


def _spoken(numbers: list[int], target: int | None, scored: bool, lower_is_better: bool) -> str:
    aim = "" if target is None else f", target {target}"
    way = "lower is better" if lower_is_better else "higher is better"
    if not scored:
        return f"No scores yet{aim}, {way}"
    told = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
    return f"{told}{aim}, {way}"


def _places(ordered: list[tuple[date, float]]) -> list[tuple[int, int]]:
    """Scores as whole pixels; of many that fall together the last is kept, and always the first."""
    if not ordered:
        return []
    first, last = ordered[0][0].toordinal(), ordered[-1][0].toordinal()
    span, step = max(last - first, 1), (_LAST_X - _FIRST_X) / _MOST_PLACES
    crowded = len(ordered) > _MOST_PLACES
    found: dict[int, tuple[int, int]] = {}
    for day, value in ordered:
        x = _FIRST_X + (day.toordinal() - first) / span * (_LAST_X - _FIRST_X)
        if last == first:
            x = _LAST_X
        place = (round(x), _height(value))
        found[round(x / step) if crowded else len(found)] = place
    start = (_FIRST_X if last > first else _LAST_X, _height(ordered[0][1]))
    kept = list(found.values())
    return [start, *kept[1:]] if len(kept) > 1 else kept


def _height(tenths: float) -> int:
    return round(_TOP + (10 - tenths) * _PER_POINT)


def _path(places: list[tuple[int, int]]) -> str:
    """A line in steps from point to point, which is shorter than naming each place."""
    steps = [f"M{places[0][0]} {places[0][1]}"]
    for (x, y), (next_x, next_y) in zip(places, places[1:], strict=False):
        across, down = next_x - x, next_y - y
        steps.append(f"l{across} {down}" if down >= 0 else f"l{across}{down}")
    return "".join(steps)


def _svg(
    path: str,
    dots: tuple[tuple[int, int], ...],
    target: float | None,
    lower_is_better: bool,
    for_paper: bool,
) -> str:
    """Goal's side, target, line, last dot: in this order, from back to front."""
    parts = []
    data = "#000" if for_paper else "#005eb8"
    if target is not None:
        y = _height(target)
        if not for_paper:
            end = _height(0) if lower_is_better else _height(10)
            parts.append(element("path", fill="#e8edee", d=f"M0 {y}h120V{end}H0z"))
        ink = "#000" if for_paper else "#4c6272"
        parts.append(element("path", stroke=ink, stroke_dasharray="4 3", d=f"M0 {y}h120"))
    if path:
        parts.append(element("path", fill="none", stroke=data, stroke_width="1.5", d=path))
    if dots:
        x, y = dots[-1]
        parts.append(element("circle", cx=str(x), cy=str(y), r="2.5", fill=data))
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=str(WIDTH),
        height=str(HEIGHT),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
    )
