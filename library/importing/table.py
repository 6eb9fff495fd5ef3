"""The table that every file becomes, and how much of it there may be.

The limits are house choices: many times what a published planner has, and little enough that
nobody waits two seconds or fills the server's memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 40
MOST_LETTERS = 4_000_000


class Refused(Exception):
    """A file that cannot be read; the message is a sentence for the person who chose it."""


@dataclass(frozen=True)
class Table:
    """`columns` are the headings, `rows` as many cells each; all of it is text."""

    columns: list[str]
    rows: list[list[str]]


def limited(cells: Iterable[list[str]]) -> Table:
    """The table of these rows, the first of which holds the headings. Raises Refused."""
    rows: list[list[str]] = []
    letters = 0
    for number, row in enumerate(cells):
        letters += sum(map(len, row))
        _refuse_too_much(number, len(row), letters)
        if any("\x00" in cell for cell in row):
            raise Refused("There is an invisible character (NUL) in this file. Save it again.")
        rows.append([cell.strip() for cell in row])
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise Refused("There is nothing to import: the first row holds headings, text follows.")
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    headings = [title or f"Column {at}" for at, title in enumerate(filled[0], start=1)]
    return Table(headings, filled[1:])


def _refuse_too_much(number: int, width: int, letters: int) -> None:
    if number > MOST_ROWS:
        raise Refused(f"There are more than {MOST_ROWS:,} rows. Import the file in parts.")
    if width > MOST_COLUMNS:
        raise Refused(f"There are more than {MOST_COLUMNS} columns. Keep only those with wording.")
    if letters > MOST_LETTERS:
        raise Refused("There is more text in this file than in any planner. Import it in parts.")
