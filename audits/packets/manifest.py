"""The manifest: what is in a packet, as rows for its CSV and JSON and for its index page.

What goes out names only the charts that are in it. Which were left out, and why, is told on the
practice's own page: that a record exists may be the very thing that must not leave.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from audits.models import Packet, PacketChart
from config.spreadsheets import csv_text
from plans.paper.scores import day
from plans.paper.verification import grouped

HEADINGS = [
    "Number", "Record", "Client", "Plan", "Version", "Paper as of", "Code", "SHA-256", "Pages",
    "File",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One chart of the packet. `first_page` counts in the bound file, and is 0 in a ZIP."""

    number: int
    record: str
    client: str
    plan: int
    version: int
    as_of: str
    code: str
    sha256: str
    pages: int
    file: str
    first_page: int = 0

    @property
    def title(self) -> str:
        """Its line in the outline."""
        return f"{self.number}. {self.client}, record {self.record}, plan {self.plan}"


def entries(
    packet: Packet, charts: Sequence[PacketChart], counts: Sequence[int], *, after: int = 0
) -> list[Entry]:
    """The charts in the order of the file; `counts` are their pages, `after` the index's."""
    found, first = [], after + 1
    zone = ZoneInfo(packet.practice.time_zone)
    for number, (chart, pages) in enumerate(zip(charts, counts, strict=True), 1):
        found.append(_entry(packet, chart, number, pages, first if after else 0, zone))
        first += pages
    return found


def _entry(
    packet: Packet, chart: PacketChart, number: int, pages: int, first: int, zone: ZoneInfo
) -> Entry:
    client, version, paper = chart.plan.client, chart.version, chart.printout
    assert version is not None
    assert paper is not None
    name = f"{number:03}-{client.file_stem}-plan-{chart.plan.number}-version-{version.number}"
    return Entry(
        number=number,
        record=client.record_number,
        client=client.legal_name,
        plan=chart.plan.number,
        version=version.number,
        as_of=moment(paper.as_of, zone),
        code=grouped(paper.code or ""),
        sha256=paper.digest,
        pages=pages,
        file=f"{name}-{packet.preset}.pdf",
        first_page=first,
    )


def about(packet: Packet) -> dict[str, str]:
    """Who asked for it, when, for whom and for what: what stands above the list."""
    zone = ZoneInfo(packet.practice.time_zone)
    ground = packet.get_ground_display() if packet.ground else "stays in the practice"
    return {
        "practice": packet.practice.name,
        "paper": packet.get_preset_display(),
        "prepared for": packet.recipient,
        "purpose": packet.purpose,
        "ground": f"{ground}, {packet.provision}" if packet.provision else ground,
        "asked for by": packet.asked_by.printed_name,
        "asked for at": moment(packet.asked_at, zone),
        "packet": str(packet.pk),
    }


def as_csv(found: Sequence[Entry]) -> bytes:
    """The list for a spreadsheet program, guarded against formulas."""
    rows = [list(asdict(one).values())[: len(HEADINGS)] for one in found]
    return csv_text(HEADINGS, rows).encode()


def as_json(packet: Packet, found: Sequence[Entry], *, left_out: int) -> bytes:
    """The list for programs, with what stands above it."""
    told: dict[str, Any] = {**about(packet), "charts": [_bare(one) for one in found]}
    told["charts left out"] = left_out
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _bare(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "first_page"}


def moment(at: datetime, zone: ZoneInfo) -> str:
    """ "5 January 2026, 10:04 AM CST", where the practice is."""
    there = at.astimezone(zone)
    return f"{day(there.date())}, {there.strftime('%I:%M %p %Z').lstrip('0')}"
