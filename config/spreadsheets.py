"""Tables for spreadsheet programs: CSV whose cells cannot turn into formulas."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

# What makes a spreadsheet program read a cell as a formula (OWASP, "CSV Injection"), in ASCII
# and as the full-width letters that some programs read the same.
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """The value as text that stays text: one that would begin a formula begins with '."""
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if _UNSEEN.sub("", text).startswith(STARTERS) else text


# Spaces of any width, controls and marks that show nothing: some programs look past them. Tabs and
# line ends are left, for they are starters themselves.
_UNSEEN = re.compile(r"^(?:[^\S\t\r\n]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f"
                     r"\u202a-\u202e\u2060-\u2069\ufeff])+")  # fmt: skip


def csv_text(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """The table as CSV, every cell quoted and guarded, with a mark by which UTF-8 is known."""
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow([cell(one) for one in headings])
    writer.writerows([cell(one) for one in row] for row in rows)
    return "\ufeff" + written.getvalue()


def csv_file(
    name: str, headings: Iterable[object], rows: Iterable[Iterable[object]]
) -> HttpResponse:
    """The table as a file to keep."""
    return HttpResponse(
        csv_text(headings, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
