"""A matplotlib renderer that writes lean SVG: no ids, no style sheet, no inline style.

matplotlib's own SVG backend wraps each artist in groups with ids that collide between charts, and
puts colours into `style`, which a strict Content-Security-Policy drops when the picture is opened
by itself. This one writes each path and text once, with presentation attributes.
"""

from html import escape

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform
from matplotlib.typing import ColorType

from goals.charts.svg import element, number

_COMMAND = {Path.MOVETO: "M", Path.LINETO: "L"}
_ANCHOR = {"left": None, "center": "middle", "right": "end"}


class Pen(RendererBase):
    """Draws a figure of straight lines and plain text; `svg` is what it wrote."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._width, self._height = width, height
        self._parts: list[str] = []

    @property
    def svg(self) -> str:
        """The elements drawn so far, without a root."""
        return "".join(self._parts)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The figure's size in points."""
        return self._width, self._height

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,
    ) -> None:
        """One `<path>`; the figure's y counts upwards, the picture's downwards."""
        steps = []
        for vertex, code in path.iter_segments(transform, simplify=False, curves=False):
            if code == Path.CLOSEPOLY:
                steps.append("z")
            else:
                steps.append(_COMMAND[code] + f"{number(vertex[0])} {self._y(vertex[1])}")
        drawn = gc.get_linewidth() > 0
        dashes = gc.get_dashes()[1] if drawn else None
        pattern = [] if dashes is None else [number(one) for one in np.asarray(dashes, float)]
        self._parts.append(
            element(
                "path",
                fill="none" if rgbFace is None else to_hex(rgbFace),
                stroke=to_hex(gc.get_rgb()) if drawn else None,
                stroke_width=number(gc.get_linewidth()) if drawn else None,
                stroke_dasharray=" ".join(pattern) or None,
                d="".join(steps),
            )
        )

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: object = False,
        mtext: Text | None = None,
    ) -> None:
        """One `<text>`, anchored where the artist is, so that no font's width matters."""
        if mtext is None:
            raise TypeError("Text is drawn by its artist.")
        at = mtext.get_transform().transform(mtext.get_unitless_position())
        self._parts.append(
            element(
                "text",
                escape(s, quote=False),
                x=number(at[0]),
                y=self._y(at[1]),
                font_size=number(prop.get_size_in_points()),
                font_weight="bold" if prop.get_weight() == "bold" else None,
                text_anchor=_ANCHOR[mtext.get_horizontalalignment()],
                fill=to_hex(gc.get_rgb()),
            )
        )

    def _y(self, upwards: float) -> str:
        return number(self._height - upwards)
