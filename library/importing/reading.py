"""Which kind of file it is, by what is in it, and its table."""

import csv
import io

from . import workbook, yaml_file
from .table import MOST_BYTES, Refused, Table, limited

KINDS = "Choose a CSV, an Excel workbook (.xlsx) or a YAML file."
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x7fELF", b"\x1f\x8b")


def read(name: str, data: bytes) -> Table:
    """The table in a file. Raises Refused with a sentence."""
    if len(data) > MOST_BYTES:
        raise Refused("This file is too large: there is room for 2 MB. Import it in parts.")
    if not data.strip():
        raise Refused("This file is empty.")
    if data.startswith(OLD_EXCEL):
        raise Refused(
            "This workbook is in Excel's old format, or has a password."
            " Save it as .xlsx without a password."
        )
    if data.startswith(b"PK"):
        return limited(workbook.rows_of(data))
    ending = name.lower().rpartition(".")[2]
    if data.startswith(OTHERS) or ending not in ("csv", "tsv", "txt", "yaml", "yml"):
        raise Refused(KINDS)
    text = text_of(data)
    return limited(yaml_file.rows_of(text) if ending in ("yaml", "yml") else _csv_rows(text))


def text_of(data: bytes) -> str:
    """The file's text: UTF-8 with or without its mark, UTF-16 with it, else Windows-1252."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused("This file cannot be read as text. Save it as CSV UTF-8.") from None
    if "\x00" in text:
        raise Refused(f"There are invisible characters (NUL) in this file. {KINDS}")
    return text


def _csv_rows(text: str) -> list[list[str]]:
    first, _, rest = text.partition("\n")
    # Excel writes and reads this line; it says which sign parts the cells.
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return _split(rest, first[4])
    return _split(text, max(",;\t|", key=first.count))


def _split(text: str, sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as wrong:
        raise Refused(f"This CSV file cannot be read: {wrong}. Save it again as CSV.") from None
