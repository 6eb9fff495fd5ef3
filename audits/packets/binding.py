"""From the charts' papers to the packet's one file: bound with an index, or a ZIP of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from audits.actions.packing import made_charts
from audits.models import Packet, PacketChart
from clients.law import law
from config.archives import zipped
from plans.models import Printout
from plans.paper import pressroom, sealing
from plans.paper.cleaning import for_paper, printable
from plans.paper.glyphs import missing_in_page, with_codes

from .manifest import Entry, about, as_csv, as_json, entries

# An index that grows onto another page moves every chart; after this many tries it has settled.
TRIES = 4


@dataclass(frozen=True)
class IndexSheet:
    """What the index prints, each text fit for paper."""

    lines: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    left_out: int
    notice: str
    asked_at: Any


def whole_file(packet: Packet, *, by: User) -> bytes:
    """The packet as it is handed over. Some chart of it must have been made.

    Raises PressUnavailable, PressFailed and SealLocked.
    """
    charts = made_charts(packet)
    papers = _papers(charts)
    left_out = packet.charts.filter(state=PacketChart.State.LEFT_OUT).count()
    counts = pressroom.count(papers)
    if packet.form == Packet.Form.ZIP:
        found = entries(packet, charts, counts)
        files = {"manifest.csv": as_csv(found)}
        files["manifest.json"] = as_json(packet, found, left_out=left_out)
        files |= {one.file: paper for one, paper in zip(found, papers, strict=True)}
        return zipped(files)
    index, found = _index(packet, charts, counts, left_out)
    named = [
        ("Index", index),
        *((printable(one.title), paper) for one, paper in zip(found, papers, strict=True)),
    ]
    title = printable(f"Packet of {len(found)} charts, {packet.recipient}")
    bound = pressroom.bind(named, title=title, author=printable(packet.practice.name))
    return sealing.seal(bound, packet.practice, by=by)


def _papers(charts: Sequence[PacketChart]) -> list[bytes]:
    """Each chart's paper, in their order. One query."""
    keys = [chart.printout_id for chart in charts if chart.printout_id]
    held = dict(Printout.objects.filter(pk__in=keys).values_list("pk", "bytes"))
    return [bytes(held[key]) for key in keys]


def _index(
    packet: Packet, charts: Sequence[PacketChart], counts: Sequence[int], left_out: int
) -> tuple[bytes, list[Entry]]:
    """The index, and the entries with the pages on which they begin."""
    after = 1
    for _ in range(TRIES):
        found = entries(packet, charts, counts, after=after)
        made = pressroom.press(index_html(packet, charts, found, left_out))
        if made.pages == after:
            break
        after = made.pages
    return made.pdf, found


def index_html(
    packet: Packet, charts: Sequence[PacketChart], found: Sequence[Entry], left_out: int
) -> str:
    """The index as one HTML document. A character that our fonts cannot draw stands as its code."""
    marked = any(chart.printout and chart.printout.notice for chart in charts)
    sheet = IndexSheet(
        lines=tuple(about(packet).items()),
        entries=tuple(found),
        left_out=left_out,
        notice=law().part2.notice if marked else "",
        asked_at=packet.asked_at,
    )
    page = render_to_string("audits/packets/index.html", {"sheet": for_paper(sheet)})
    return with_codes(page, missing_in_page(page))
