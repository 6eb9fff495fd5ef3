"""Load a newer release of ICD-10-CM, from the publisher's order file, into the table.

    manage.py import_icd10cm icd10cm-order-2028.txt --fiscal-year 2028

With `--write-fixture` the codes go into fixtures/icd10cm instead, for the next release of this
project. The files: https://www.cdc.gov/nchs/icd/icd-10-cm/files.html, "Code Descriptions".
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients import icd10
from clients.icd10_files import (
    CodeRow,
    Release,
    UnreadableCodes,
    chosen_codes,
    read_inclusion_terms,
    read_order_file,
    read_shipped,
    succeed,
    write_shipped,
)
from clients.models import IcdCode

PUBLISHER = "Centers for Disease Control and Prevention, National Center for Health Statistics"
SOURCE = "ICD-10-CM code descriptions, https://www.cdc.gov/nchs/icd/icd-10-cm/files.html"


class Command(BaseCommand):
    """Load a newer release of ICD-10-CM."""

    help = "Load a newer release of ICD-10-CM from the publisher's order file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The order file, which release it is, and where it goes."""
        parser.add_argument("order_file", type=Path)
        parser.add_argument(
            "--fiscal-year", type=int, required=True, help="2028 is October 2027 to September 2028"
        )
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, help="for a mid-year update: 2028-04-01"
        )
        parser.add_argument("--tabular", type=Path, help="the tabular list in XML: other names")
        parser.add_argument("--source", default=SOURCE, help="where the file came from")
        parser.add_argument("--all", action="store_true", help="every code, not only chosen.yaml's")
        parser.add_argument("--database", default="owner")
        parser.add_argument("--write-fixture", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all of the file before anything is written."""
        try:
            release = _release(options)
            rows = list(read_order_file(options["order_file"], release))
            terms = read_inclusion_terms(options["tabular"]) if options["tabular"] else {}
            named = [_with_terms(row, terms) for row in rows]
            self._write(named, release, options)
        # A tabular list that is not XML raises a kind of SyntaxError.
        except (OSError, SyntaxError, UnreadableCodes) as error:
            raise CommandError(str(error)) from error

    def _write(self, rows: list[CodeRow], release: Release, options: dict[str, Any]) -> None:
        if options["write_fixture"]:
            before = {row.code: row for row in read_shipped()[0]}
            wanted = succeed(before.values(), _wanted(rows, set(before), options["all"]), release)
            write_shipped(wanted.values(), release)
            self.stdout.write(f"{release.name}: {len(wanted):,} codes and headings written.")
            return
        using = options["database"]
        held = set(IcdCode.objects.using(using).values_list("code", flat=True))
        report = icd10.load(_wanted(rows, held, options["all"]), release, using=using)
        self.stdout.write(
            f"{release.name}: {report.listed:,} codes and headings listed; {report.added:,} new,"
            f" {report.changed:,} changed, {report.ended:,} ended."
        )


def _release(options: dict[str, Any]) -> Release:
    """Fiscal year 2028 is in force from October 1, 2027 through September 30, 2028."""
    year: int = options["fiscal_year"]
    begins: date = options["valid_from"] or date(year - 1, 10, 1)
    ends = date(year, 9, 30)
    if not date(year - 1, 10, 1) <= begins <= ends:
        raise UnreadableCodes(f"{begins} is not in fiscal year {year}.")
    mid_year = f" ({begins:%B %Y} update)" if options["valid_from"] else ""
    return Release(
        name=f"FY {year}{mid_year}",
        valid_from=begins,
        valid_to=ends,
        publisher=PUBLISHER,
        source=options["source"],
    )


def _with_terms(row: CodeRow, terms: dict[str, str]) -> CodeRow:
    return CodeRow(row.code, row.title, row.billable, row.valid_from, None, terms.get(row.code, ""))


def _wanted(rows: list[CodeRow], held: set[str], everything: bool) -> list[CodeRow]:
    """The chosen codes, and each that is held already: only the publisher ends a code."""
    begins = chosen_codes()
    return [row for row in rows if everything or row.code in held or row.code.startswith(begins)]
