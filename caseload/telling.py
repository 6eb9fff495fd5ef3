"""The outcomes as rows of text, for a spreadsheet program."""

from collections.abc import Iterator

from .hiding import RULES
from .outcomes import HEADINGS, HIDDEN, Line, Outcomes

CSV_HEADINGS = ("By", "Problem area or measure", *HEADINGS)
CAVEATS = (
    "Reliable change of a 0-10 goal is 3 points (NHS Digital). The figure comes from services for"
    " young people; with adults it is an extrapolation.",
    "There is no comparison group: some people get better, or worse, without treatment. These"
    " counts do not show that the treatment caused the change.",
)


def csv_rows(found: Outcomes) -> Iterator[tuple[str, ...]]:
    """Each line with what it was judged by; in the end, what one must know to read it."""
    for one in found.raters:
        lines = (*one.table.lines, one.table.total) if one.table.total else one.table.lines
        for line in lines:
            yield (f"goals, scored by the {one.rater}", *_cells(line))
    for line in found.measures.lines:
        yield ("measure", *_cells(line), "")
    for sentence in (f"“{HIDDEN}”: {RULES['small-counts'].sentence}", *CAVEATS):
        yield (sentence,)


def _cells(line: Line) -> tuple[str, ...]:
    return (line.name, *line.cells)
