"""The four looks of a goal's chart. Lengths are points (1/72 in), y counts downwards.

Sizes, colours and which marks a reader is shown follow the design of the charts: one data hue,
shape and words carry state; paper is pure black, because a fax turns grey into dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from goals.charts.data import Variant
from goals.charts.lettering import width

_SCREEN = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif"
_PAPER = "'DejaVu Sans','Noto Sans',sans-serif"


@dataclass(frozen=True)
class Look:
    """Where things stand in the figure, how large the letters are, and what is shown."""

    width: float
    height: float
    left: float  # edges of the plot
    right: float
    top: float
    bottom: float
    low: float  # scores at the plot's bottom and top edge
    high: float
    title_y: float  # baselines of the lines of text, from top to bottom
    chip_y: float | None  # None: beside the title
    status_y: float | None
    ten_y: float
    month_y: float
    year_y: float
    zero_y: float
    key_y: float
    title_size: float
    status_size: float
    size: float
    mark_size: float
    last_size: float
    most_months: int
    marks: bool = True  # plan line, clear-change line, reviews and versions
    fonts: str = _SCREEN
    ink: str = "#212b32"
    soft: str = "#4c6272"
    data: str = "#005eb8"
    plan: str = "#768692"
    grid: str | None = "#d8dde0"
    tint: str | None = "#e8edee"
    flag: str = "#d55e00"

    @property
    def edge(self) -> float:
        """How far text keeps from the figure's edge."""
        return 4.0

    @property
    def room_for_last(self) -> float:
        """The share of the plot's width kept free to the right of the last score."""
        return (self.last_size * 1.4 + 14) / (self.right - self.left)


_WIDE = Look(
    width=518.4,
    height=208.8,
    left=22,
    right=442,
    top=48,
    bottom=169,
    low=-1.1,
    high=11.5,
    title_y=13.5,
    chip_y=None,
    status_y=28,
    ten_y=42.5,
    month_y=180,
    year_y=190,
    zero_y=204,
    key_y=204,
    title_size=11,
    status_size=9.5,
    size=9,
    mark_size=8,
    last_size=13,
    most_months=9,
)

_PHONE = replace(
    _WIDE,
    width=259.2,
    height=172.8,
    left=20,
    right=196,
    top=40,
    bottom=129,
    title_y=12,
    status_y=24,
    ten_y=36,
    month_y=139.5,
    year_y=148,
    zero_y=158.5,
    key_y=169.5,
    title_size=10,
    status_size=8.5,
    size=8.5,
    mark_size=7,
    most_months=5,
)

_CLIENT = replace(
    _PHONE,
    top=46,
    bottom=139,
    low=-0.5,
    high=10.6,
    right=212,
    chip_y=26,
    status_y=None,
    ten_y=40,
    month_y=149,
    year_y=158,
    zero_y=169,
    key_y=26,
    title_size=10.5,
    last_size=14,
    marks=False,
)

_PRINT = replace(
    _WIDE,
    width=504,
    height=230.4,
    left=28,
    right=420,
    top=51,
    bottom=184,
    title_y=14,
    status_y=29,
    ten_y=44,
    month_y=196,
    year_y=207.5,
    zero_y=223,
    key_y=223,
    title_size=12,
    status_size=11,
    size=10.5,
    mark_size=9.5,
    last_size=14,
    most_months=8,
    fonts=_PAPER,
    ink="#000",
    soft="#000",
    data="#000",
    plan="#000",
    grid=None,
    tint=None,
    flag="#000",
)

LOOKS: Mapping[Variant, Look] = MappingProxyType(
    {"wide": _WIDE, "phone": _PHONE, "print": _PRINT, "client": _CLIENT}
)


@lru_cache(maxsize=64)
def look_of(variant: Variant, high: int) -> Look:
    """The look for a scale that ends at `high`: longer numbers take more room on both sides."""
    look = LOOKS[variant]
    if high < 1000:
        return look
    left = width(str(high), look.size) + 8
    right = look.width - width(f"target {high}", look.size) - 8
    return replace(look, left=max(look.left, left), right=min(look.right, right))
