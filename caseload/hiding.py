"""Hiding small counts in a table with totals, so that none can be computed from what is shown.

Plain values: no query, no request. A cell that counts 1 to 10 is hidden (`RULES`), and then as many
others, the smallest first, as it takes: each hidden count stands on a ring of hidden counts, round
which one person could be moved without anything that is shown changing; and no row or column gives
away that its hidden counts together are small. A zero is never hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

from goals.trend_rules import Rule, Status

_CMS = (
    "Cell size suppression policy of the Centers for Medicare & Medicaid Services: no cell of 1 to"
    " 10 is displayed, nor anything from which one can be computed. Known from elsewhere, not read"
    " at its source; that it is followed here is a rule of this software."
)

_ALL = (
    Rule("small-counts", "A count of 1 to 10 clients is hidden.", 10, _CMS, Status.HOUSE),
)  # fmt: skip
RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _ALL})

Cell = tuple[int, int]
Counts = Mapping[Cell, int]


def with_totals(counts: Sequence[Sequence[int]]) -> dict[Cell, int]:
    """By (row, column); the last row and the last column hold the totals."""
    rows, columns = len(counts), len(counts[0]) if counts else 0
    found = {(i, j): counts[i][j] for i in range(rows) for j in range(columns)}
    found |= {(i, columns): sum(counts[i]) for i in range(rows)}
    found |= {(rows, j): sum(row[j] for row in counts) for j in range(columns)}
    return found | {(rows, columns): sum(map(sum, counts))}


def hidden(cells: Counts) -> frozenset[Cell]:
    """The cells of a table `with_totals` that are not shown."""
    most = RULES["small-counts"].threshold
    found = {cell for cell, count in cells.items() if 1 <= count <= most}
    while more := next(_given_away(cells, found), None):
        found |= more
    return frozenset(found)


def _given_away(cells: Counts, hidden: set[Cell]) -> Iterator[set[Cell]]:
    """What must be hidden too, for the first cell or line found that can be computed."""
    for cell in sorted(hidden):
        if not _on_a_ring(cell, hidden):
            yield _cheapest_ring(cells, hidden, cell)
    for line, total in _lines(cells):
        within = [cell for cell in line if cell in hidden]
        together = sum(cells[cell] for cell in within)
        if within and total not in hidden and together <= RULES["small-counts"].threshold:
            left = [cell for cell in line if cell not in hidden and cells[cell]]
            yield {min(left, key=lambda cell: (cells[cell], cell)) if left else total}


def _on_a_ring(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether the cell's row can be reached from its column over other hidden cells.

    Each cell ties its row's sum to its column's: one on no ring is settled by the sums.
    """
    rest = hidden - {cell}
    rows, columns, grows = {cell[0]}, set[int](), True
    while grows:
        seen = len(rows) + len(columns)
        columns |= {j for i, j in rest if i in rows}
        rows |= {i for i, j in rest if j in columns}
        grows = len(rows) + len(columns) > seen
    return cell[1] in columns


def _cheapest_ring(cells: Counts, hidden: set[Cell], cell: Cell) -> set[Cell]:
    """The three cells that make a rectangle with this one: few totals, then few clients."""
    last_row, last_column = max(cells)

    def cost(ring: set[Cell]) -> tuple[int, int, list[Cell]]:
        new = ring - hidden
        totals = sum(i == last_row or j == last_column for i, j in new)
        return totals, sum(cells[one] for one in new), sorted(new)

    others = product(range(last_row + 1), range(last_column + 1))
    rings = (
        {(cell[0], j), (i, cell[1]), (i, j)} for i, j in others if i != cell[0] and j != cell[1]
    )
    return min((ring for ring in rings if all(cells[one] for one in ring)), key=cost)


def _lines(cells: Counts) -> Iterator[tuple[list[Cell], Cell]]:
    """Every row and column: its cells, and its total."""
    last_row, last_column = max(cells)
    for i in range(last_row + 1):
        yield [(i, j) for j in range(last_column)], (i, last_column)
    for j in range(last_column + 1):
        yield [(i, j) for i in range(last_row)], (last_row, j)
