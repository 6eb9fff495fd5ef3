"""The thread as a picture. Pure: the places, and then SVG."""

from collections import Counter
from collections.abc import Iterator
from math import ceil

from audits.drawing import LEADING, LINE, SIZE, box, diamond, said, sheet, wrapped
from goals.charts.svg import element, number

from .nodes import Thread
from .placing import COLUMNS, Cell, Place, Plot, many, placed

# Left edge and width of each column, in pixels.
LEFT = (4, 158, 332, 526, 720, 914, 1058)
WIDE = (130, 150, 170, 170, 170, 120, 118)
SHEET_WIDE = 1180
PITCH, HIGH, HEAD, PAD = 66, 54, 30, 8
LINES = 3


def draw(thread: Thread) -> str:
    """A whole SVG document."""
    plot = placed(thread)
    parts = [*_heads(), *(_line(*ends) for ends in plot.lines), *_cells(plot)]
    high = HEAD + plot.rows * PITCH + PAD
    return sheet(parts, SHEET_WIDE, high, title="The golden thread", told=alt_text(thread))


def high_of(thread: Thread) -> int:
    """How high the picture is, in pixels."""
    return HEAD + placed(thread).rows * PITCH + PAD


def alt_text(thread: Thread) -> str:
    """What the picture shows, in words: from first to last, and every kind of break."""
    counts = [many(len(thread.of(kind)), kind) for kind in ("problem", "goal")]
    counts += [many(len(thread.of(kind)), kind) for kind in ("objective", "intervention")]
    scores = sum(node.scores for node in thread.of("goal"))
    from_ = "1 diagnosis" if len(thread.diagnoses) == 1 else f"{len(thread.diagnoses)} diagnoses"
    told = f"From {from_} over {', '.join(counts)} to {many(len(thread.notes), 'signed note')}"
    told += f" and {many(scores, 'score')}."
    broken = Counter(str(one.kind) for _, one in thread.orphans)
    broken.update(str(note.broken.kind) for note in thread.notes if note.broken)
    if not broken:
        return f"{told} It breaks nowhere."
    found = "; ".join(f"{kind}, {times} times" for kind, times in broken.items())
    return f"{told} It breaks here: {found}.".replace(", 1 times", ", once")


def _heads() -> Iterator[str]:
    for left, name in zip(LEFT, COLUMNS, strict=True):
        yield said(name, left, 18, bold=True)


def _cells(plot: Plot) -> Iterator[str]:
    for cell in plot.cells:
        yield from _cell(cell)


def _cell(cell: Cell) -> Iterator[str]:
    """The outline, what breaks there on two lines at most, and as much of its words as fits."""
    x, wide, y = LEFT[cell.column], WIDE[cell.column], _top(cell.row)
    yield box(x, y, wide, HIGH, broken=bool(cell.mark), faint=cell.faint)
    room, at = wide - 2 * PAD, y + LEADING
    # Bold letters are wider than the measure by an eighth at most.
    marks = wrapped(cell.mark, room * 0.88, SIZE, 2)
    words = wrapped(cell.words, room, SIZE, min(LINES - len(marks), 2))
    asides = [] if marks else wrapped(cell.aside, room, SIZE, LINES - len(words))
    if marks:
        yield diamond(x + wide, y)
    for line in (*words, *marks, *asides):
        is_soft = line in asides or cell.faint
        yield said(line, x + PAD, at, bold=line in marks, soft=is_soft)
        at += LEADING


def _line(begins: Place, ends: Place) -> str:
    """From the right edge of one box to the left edge of another."""
    x, y = LEFT[begins[0]] + WIDE[begins[0]], _top(begins[1]) + HIGH / 2
    to_x, to_y = LEFT[ends[0]], _top(ends[1]) + HIGH / 2
    if ends[0] > begins[0] + 1:
        # Past the columns between, in the gap above the row: it does not go through their boxes.
        gap = _top(ceil(ends[1])) - (PITCH - HIGH) / 2
        path = f"M{number(x)} {number(y)}h10V{number(gap)}H{number(to_x - 10)}V{number(to_y)}h10"
        return element("path", d=path, fill="none", stroke=LINE, stroke_width="1.2")
    mid = to_x - (LEFT[ends[0]] - LEFT[ends[0] - 1] - WIDE[ends[0] - 1]) / 2
    path = f"M{number(x)} {number(y)}H{number(mid - 6)}"
    path += f"C{number(mid)} {number(y)} {number(mid)} {number(to_y)} {number(to_x)} {number(to_y)}"
    return element("path", d=path, fill="none", stroke=LINE, stroke_width="1.2")


def _top(row: float) -> float:
    return HEAD + row * PITCH
