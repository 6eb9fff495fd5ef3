"""The picture of one goal: numbers in, SVG out.

`goal_chart` draws, `alt_text` says the same in a sentence, `table` gives the rows under it, and
`digest` names the picture without drawing it. No request, no query, no clock; matplotlib is loaded
when the first chart is drawn.
"""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from goals.charts.data import GoalChart, RaterSeries, TableRow, Variant, table
from goals.charts.words import alt_text, as_seen

__all__ = [
    "GoalChart",
    "RaterSeries",
    "TableRow",
    "Variant",
    "alt_text",
    "digest",
    "goal_chart",
    "table",
]


def goal_chart(chart: GoalChart, *, variant: Variant = "wide") -> str:
    """The chart as an SVG document, for `<img>`; the same chart gives the same bytes.

    "wide" is 7.2 x 2.9 in, "phone" 3.6 x 2.4 in; "print" is 7.0 x 3.2 in, pure black, told apart by
    line style and label alone; "client" is phone-sized, without plan line, clear-change line,
    missed sessions, reviews, versions and flags.
    """
    from goals.charts import picture

    return picture.draw(as_seen(chart, variant), variant)


def digest(chart: GoalChart, *, variant: Variant = "wide") -> str:
    """Names the picture (64 hex digits) without drawing it: for an ETag or a cache.

    It changes with the numbers and with the way charts are drawn.
    """
    told = f"{_way_of_drawing()} {variant} {as_seen(chart, variant)!r}"
    return sha256(told.encode(errors="surrogatepass")).hexdigest()


@cache
def _way_of_drawing() -> str:
    """A digest of this package's code: a picture kept from before a change is asked for anew."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return sha256(b"".join([version("matplotlib").encode(), *code])).hexdigest()
