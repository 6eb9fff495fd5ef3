"""The files that ICD-10-CM codes come in: the publisher's order file, and the one shipped here.

Nothing here asks the database.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict

from clients.icd10_text import is_code, normalise

SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "icd10cm"
COLUMNS = ["code", "title", "billable", "valid_from", "valid_to"]
TERM_COLUMNS = ["code", "term"]


class UnreadableCodes(ValueError):
    """A file of codes is not what it should be; the message is a sentence for an administrator."""


@dataclass(frozen=True)
class CodeRow:
    """One code or heading as a file or a table holds it (see `clients.IcdCode`)."""

    code: str
    title: str
    billable: bool
    valid_from: date
    valid_to: date | None = None
    inclusion_terms: str = ""


class Release(BaseModel):
    """release.yaml: which release the shipped codes are, in force on which days, and from where."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    valid_from: date
    valid_to: date
    publisher: str
    source: str


class Chosen(BaseModel):
    """One line of chosen.yaml: a run of codes useful in outpatient mental health, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    begins: list[str]
    why: str


def read_order_file(path: Path, release: Release) -> Iterator[CodeRow]:
    """The rows of a CDC/CMS order file ("icd10cm-order-2027.txt").

    Fixed width, one code or heading a line: columns 1-5 order number, 7-13 code without its dot,
    15 "1" for billable or "0" for a heading, 17-76 short title, from 78 the long title (the
    publisher's icd10OrderFiles.pdf). Raises UnreadableCodes with the line's number.
    """
    for number, line in enumerate(_decoded(path).splitlines(), start=1):
        if not line.strip():
            continue
        code, flag, title = normalise(line[6:13]), line[14:15], line[77:].strip()
        if not is_code(code) or flag not in {"0", "1"} or not title:
            raise UnreadableCodes(
                f"Line {number} of {path.name} is not a line of an ICD-10-CM order file."
            )
        yield CodeRow(code, title, flag == "1", release.valid_from)


def _decoded(path: Path) -> str:
    # Titles hold "Guillain-Barré", and the publisher has changed encodings between years.
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def read_inclusion_terms(path: Path) -> dict[str, str]:
    """Code → inclusion terms, one a line, of the publisher's tabular list in XML.

    A code also answers to the terms of the heading directly above it: "social anxiety disorder"
    stands at F40.1 and must find F40.10.
    """
    tree = ElementTree.parse(path)  # noqa: S314 - the publisher's file, named by an administrator
    return {code: "\n".join(terms) for code, terms in _terms_below(tree.getroot(), []) if terms}


def _terms_below(
    node: ElementTree.Element, inherited: list[str]
) -> Iterator[tuple[str, list[str]]]:
    for diagnosis in node.iterfind("diag" if node.tag == "diag" else ".//section/diag"):
        own = [(note.text or "").strip() for note in diagnosis.iterfind("inclusionTerm/note")]
        yield diagnosis.findtext("name", ""), list(dict.fromkeys([*own, *inherited]))
        yield from _terms_below(diagnosis, own)


def chosen_codes() -> tuple[str, ...]:
    """How the codes that this project ships begin: chosen.yaml."""
    entries = yaml.safe_load((SHIPPED / "chosen.yaml").read_text("utf-8"))
    return tuple(begin for entry in entries for begin in Chosen(**entry).begins)


def succeed(
    before: Iterable[CodeRow], after: Iterable[CodeRow], release: Release
) -> dict[str, CodeRow]:
    """What a table holds once `after`, the rows of a newer release, follows what it held before.

    A code keeps the first day since which it is known, and its inclusion terms if the newer file
    has none; one that the newer release lacks ends on the day before it and is kept.
    """
    held = {row.code: row for row in before}
    last_day = release.valid_from - timedelta(days=1)
    rows = {
        code: row if row.valid_to else replace(row, valid_to=max(last_day, row.valid_from))
        for code, row in held.items()
    }
    for row in after:
        old = held.get(row.code)
        rows[row.code] = (
            row
            if old is None
            else replace(
                row,
                valid_from=min(old.valid_from, row.valid_from),
                inclusion_terms=row.inclusion_terms or old.inclusion_terms,
            )
        )
    return dict(sorted(rows.items()))


def read_shipped() -> tuple[list[CodeRow], Release]:
    """The codes and the release in fixtures/icd10cm."""
    release = Release(**yaml.safe_load((SHIPPED / "release.yaml").read_text("utf-8")))
    terms: dict[str, list[str]] = {}
    for line in _csv("inclusion_terms.csv"):
        terms.setdefault(line["code"], []).append(line["term"])
    rows = [
        CodeRow(
            line["code"],
            line["title"],
            line["billable"] == "1",
            date.fromisoformat(line["valid_from"]),
            date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
            "\n".join(terms.get(line["code"], [])),
        )
        for line in _csv("codes.csv")
    ]
    return rows, release


def _csv(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_shipped(rows: Iterable[CodeRow], release: Release) -> None:
    """Write fixtures/icd10cm: codes.csv, inclusion_terms.csv and release.yaml."""
    ordered = sorted(rows, key=lambda row: row.code)
    _write_csv(
        "codes.csv",
        COLUMNS,
        (
            [
                row.code,
                row.title,
                int(row.billable),
                row.valid_from.isoformat(),
                row.valid_to.isoformat() if row.valid_to else "",
            ]
            for row in ordered
        ),
    )
    terms = ([row.code, term] for row in ordered for term in row.inclusion_terms.splitlines())
    _write_csv("inclusion_terms.csv", TERM_COLUMNS, terms)
    text = yaml.safe_dump(release.model_dump(), sort_keys=False, allow_unicode=True, width=98)
    (SHIPPED / "release.yaml").write_text(text, "utf-8")


def _write_csv(name: str, columns: list[str], lines: Iterable[list[str] | list[object]]) -> None:
    with (SHIPPED / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)
