"""Hiding small counts: nobody can compute a hidden one from what is shown."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from caseload.hiding import RULES, hidden, with_totals

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60), st.just(0))
GRIDS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(COUNTS, min_size=columns, max_size=columns), min_size=1, max_size=7
    )
)


def equations(cells):
    """Every row and column says: its cells, less its total, make nothing."""
    last_row, last_column = max(cells)
    for i in range(last_row + 1):
        yield {(i, j): -1 if j == last_column else 1 for j in range(last_column + 1)}
    for j in range(last_column + 1):
        yield {(i, j): -1 if i == last_row else 1 for i in range(last_row + 1)}


def rank(rows):
    rows, found = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(len(rows)):
            if r != found and rows[r][column]:
                factor = rows[r][column] / rows[found][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found


@settings(max_examples=150, deadline=None)
@given(GRIDS)
def test_no_hidden_count_follows_from_what_is_shown(grid):
    cells = with_totals(grid)
    away = sorted(hidden(cells))
    assert all(count > 10 or not count for cell, count in cells.items() if cell not in away)
    assert all(cells[cell] for cell in away)
    known = [[row.get(cell, 0) for cell in away] for row in equations(cells)]
    for place in range(len(away)):
        unit = [int(place == other) for other in range(len(away))]
        # Were it settled by the sums, its own row would add nothing to them.
        assert rank([*known, unit]) == rank(known) + 1


@settings(max_examples=150, deadline=None)
@given(GRIDS)
def test_what_is_hidden_in_a_line_is_not_small_together_either(grid):
    cells = with_totals(grid)
    away = hidden(cells)
    for line in equations(cells):
        (total,) = [cell for cell, sign in line.items() if sign < 0]
        together = sum(cells[cell] for cell in line if cell in away and cell != total)
        assert total in away or not 1 <= together <= 10


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 13), min_size=4, max_size=4))
def test_of_a_small_table_every_hidden_count_could_be_another(values):
    """Looked for by trying: whole numbers, none below nothing."""
    cells = with_totals([values[:2], values[2:]])
    away = hidden(cells)
    top = sum(values) + 1
    could = {cell: set() for cell in away}
    for step in product((-1, 0, 1), repeat=4):
        tried = [value + add for value, add in zip(values, step, strict=True)]
        if min(tried) < 0 or max(tried) > top:
            continue
        other = with_totals([tried[:2], tried[2:]])
        if all(other[cell] == count for cell, count in cells.items() if cell not in away):
            for cell in away:
                could[cell].add(other[cell])
    assert all(len(found) > 1 for found in could.values())


def test_a_second_count_is_hidden_where_a_total_would_give_the_first_away():
    cells = with_totals([[25, 12, 5], [40, 30, 20]])
    assert (0, 2) in hidden(cells)
    assert {(0, 1), (1, 1), (1, 2)} <= hidden(cells)
    assert (2, 3) not in hidden(cells)


def test_a_table_without_small_counts_is_shown_whole():
    assert hidden(with_totals([[25, 12, 0], [40, 30, 20]])) == frozenset()


def test_the_limit_carries_its_source():
    rule = RULES["small-counts"]
    assert rule.threshold == 10
    assert "not read" in rule.source
