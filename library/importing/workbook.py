"""The first sheet of an Excel workbook, as rows of text.

An .xlsx file is a zip of XML files, of which three are read here. How much it unpacks to is asked
before anything is unpacked, and each XML file is read by its events, so that nothing is built that
was not counted. A document type is refused: without one there are no entities to expand or fetch.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from .table import MOST_COLUMNS, MOST_ROWS, Refused

MOST_UNPACKED, MOST_RATIO, MOST_PARTS, MOST_ELEMENTS = 12_000_000, 150, 500, 500_000
NO_WORKBOOK = "This is not an Excel workbook (.xlsx), or it is damaged. Save it again in Excel."
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_LISTED = ("sheet", "Relationship")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, LookupError, ValueError,
    EOFError, OSError,
)  # fmt: skip


def rows_of(data: bytes) -> Iterator[list[str]]:
    """The rows with text of the first sheet; empty ones between them keep their place."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _refuse_a_bomb(packed)
            shared = _Strings()
            if "xl/sharedStrings.xml" in packed.namelist():
                shared.read(packed, "xl/sharedStrings.xml")
            sheet = _Sheet(shared.texts)
            sheet.read(packed, _first_sheet(packed))
    except _DAMAGED:
        raise Refused(NO_WORKBOOK) from None
    except (NotImplementedError, RuntimeError):
        raise Refused(
            "This workbook is packed or locked in an unusual way. Save it again."
        ) from None
    for number in range(1, max(sheet.rows, default=0) + 1):
        yield sheet.rows.get(number, [])


def _refuse_a_bomb(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        p.file_size > 100_000 and p.file_size > MOST_RATIO * p.compress_size for p in parts
    )
    usual = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or swollen:
        raise Refused("This workbook unpacks to far more than a planner. Nothing was unpacked.")
    if any(part.flag_bits & 1 or part.compress_type not in usual for part in parts):
        raise Refused("This workbook is packed or locked in an unusual way. Save it again.")


def _first_sheet(packed: zipfile.ZipFile) -> str:
    """The first sheet's file, by way of the workbook's list and its relations."""
    book, relations = _Lists(), _Lists()
    book.read(packed, "xl/workbook.xml")
    relations.read(packed, "xl/_rels/workbook.xml.rels")
    wanted = next((value for key, value in book.found[0].items() if key.endswith(":id")), "")
    target = {one.get("Id", ""): one["Target"] for one in relations.found}[wanted]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Reader:
    """One XML file by its events: names without their prefix, and text between them."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, packed: zipfile.ZipFile, name: str) -> None:
        """Read a part. Raises Refused for what a workbook never has."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = self.text
        with packed.open(name) as part:
            parser.ParseFile(part)

    def _doctype(self, *_: object) -> None:
        raise Refused("This workbook defines entities, which no spreadsheet does. It was not read.")

    def _start(self, name: str, about: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Refused("This workbook has far more cells than a planner. Import it in parts.")
        self.start(name.rpartition(":")[2], about)

    def start(self, name: str, about: dict[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def text(self, said: str) -> None:
        """Text between two tags."""


class _Lists(_Reader):
    """What a workbook and its relations list."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []

    def start(self, name: str, about: dict[str, str]) -> None:
        """Keep a sheet, or a relation."""
        if name in _LISTED:
            self.found.append(about)


class _Strings(_Reader):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._said: list[str] = []
        self._listening = self._aside = False

    def start(self, name: str, about: dict[str, str]) -> None:
        """A text's runs are one text; how it is pronounced (rPh) is none of it."""
        if name == "si":
            self._said = []
        self._aside = self._aside or name == "rPh"
        self._listening = name == "t" and not self._aside

    def end(self, name: str) -> None:
        """One more text."""
        self._listening = False
        if name == "rPh":
            self._aside = False
        elif name == "si":
            self.texts.append("".join(self._said))

    def text(self, said: str) -> None:
        """Part of a text."""
        if self._listening:
            self._said.append(said)


class _Sheet(_Reader):
    """The cells of one sheet. A formula is written out with its sign, to be refused by row."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.rows: dict[int, list[str]] = {}
        self._shared = shared
        self._row, self._column, self._kind = 0, -1, ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None

    def start(self, name: str, about: dict[str, str]) -> None:
        """A row, a cell, or what is in it."""
        if name == "row":
            self._row, self._column = _counted(about.get("r", self._row + 1)), -1
        elif name == "c":
            self._column = _column(about["r"]) if "r" in about else self._column + 1
            self._kind, self._value, self._formula = about.get("t", "n"), [], None
        elif name == "f":
            self._formula = self._into = []
        elif name in ("v", "t"):
            self._into = self._value

    def end(self, name: str) -> None:
        """Keep a cell that says something."""
        if name in ("f", "v", "t"):
            self._into = None
        elif name == "c" and (said := self._said()):
            self._keep(said)

    def text(self, said: str) -> None:
        """Part of a cell."""
        if self._into is not None:
            self._into.append(said)

    def _said(self) -> str:
        if self._formula is not None:
            return f"={''.join(self._formula)}"
        value = "".join(self._value)
        return self._shared[_counted(value)] if self._kind == "s" and value else value

    def _keep(self, said: str) -> None:
        if self._row > MOST_ROWS + 1:
            raise Refused(f"There are more than {MOST_ROWS:,} rows. Import the file in parts.")
        if self._column >= MOST_COLUMNS:
            raise Refused(
                f"There are more than {MOST_COLUMNS} columns. Keep only those with wording."
            )
        cells = self.rows.setdefault(self._row, [])
        cells.extend([""] * (self._column + 1 - len(cells)))
        cells[self._column] = said


def _counted(said: str | int) -> int:
    """A number that counts from zero; a negative one would name something from the end."""
    number = int(said)
    if number < 0:
        raise ValueError(said)
    return number


def _column(reference: str) -> int:
    """The place of a cell in its row: 0 for "A7"."""
    found = _CELL.match(reference)
    if found is None:
        raise ValueError(reference)
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - 64
    return at - 1
