"""What the audit's pictures share: the sheet, boxes with words, and the mark of a break.

Shape and words carry every state: a break is dashed, has a hollow diamond and says what is missing.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from goals.charts.lettering import clean, shorten, width
from goals.charts.svg import element, number, text

INK, SOFT, DATA, LINE, SHEET = "#14233b", "#434f65", "#005eb8", "#68738a", "#ffffff"
FONTS = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans','DejaVu Sans',Arial,"
    "sans-serif"
)
SIZE, LEADING = 12.0, 15.0


def sheet(parts: Iterable[str], wide: float, high: float, *, title: str, told: str) -> str:
    """A whole SVG document, in pixels."""
    head = element("title", escape(clean(title), quote=False))
    head += element("desc", escape(clean(told), quote=False))
    return element(
        "svg",
        head + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=number(wide),
        height=number(high),
        viewBox=f"0 0 {number(wide)} {number(high)}",
        role="img",
        font_family=FONTS,
        stroke_linejoin="round",
    )


def as_image(svg: str) -> str:
    """The picture as the `src` of an `<img>`."""
    return "data:image/svg+xml," + quote(svg, safe=" =:/'")


def wrapped(words: str, room: float, size: float, most: int) -> list[str]:
    """The words on so many lines at most, the last of them shortened if need be."""
    lines: list[str] = []
    rest = clean(words).split()
    while rest and len(lines) < most - 1:
        line = [rest.pop(0)]
        while rest and width(" ".join([*line, rest[0]]), size) <= room:
            line.append(rest.pop(0))
        lines.append(shorten(" ".join(line), room, size))
    return [*lines, shorten(" ".join(rest), room, size)] if rest else lines


def box(x: float, y: float, wide: float, high: float, *, broken: bool, faint: bool) -> str:
    """The outline of a node: dashed and heavier where the thread breaks, thin where it rests."""
    return element(
        "rect",
        x=number(x),
        y=number(y),
        width=number(wide),
        height=number(high),
        rx="4",
        fill=SHEET,
        stroke=INK if broken else LINE,
        stroke_width="1.8" if broken else "0.6" if faint else "1.2",
        stroke_dasharray="5 3" if broken else None,
    )


def diamond(x: float, y: float, half: float = 4.5) -> str:
    """The mark of a break, hollow, its middle at (x, y)."""
    steps = f"M{number(x - half)} {number(y)}"
    for dx, dy in ((half, -half), (half, half), (-half, half)):
        steps += f"l{number(dx)} {number(dy)}"
    return element("path", d=f"{steps}z", fill=SHEET, stroke=INK, stroke_width="1.6")


def said(words: str, x: float, y: float, *, bold: bool = False, soft: bool = False) -> str:
    """One line of words."""
    weight = "bold" if bold else None
    return text(words, x, y, SIZE, font_weight=weight, fill=SOFT if soft else INK)
