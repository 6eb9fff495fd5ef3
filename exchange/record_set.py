"""The client's designated record set as files: everything but the clinician's private notes.

Private notes (45 CFR 164.501) are never read here; drafts that nobody signed are not part of the
record yet (house rule), and the index says how many notes there are. What a denial in part keeps
back is left out everywhere, and the index names it.
"""

import json
from collections.abc import Callable, Collection
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from clients.law import law
from clients.models import Client
from clients.part2 import notice_for
from config import clock
from config.archives import Files
from config.spreadsheets import csv_text
from notes.models import Note
from plans.models import Printout, Version

from . import tables
from .parts import PLANS, named
from .tables.plans import standing_of
from .whole_note import whole_note

# Makes, or finds, the chart's paper of one version.
Print = Callable[[Version], Printout]


def record_files(
    client: Client, *, paper: Print, by: User, withheld: Collection[str] = ()
) -> Files:
    """Every file of the record, by its name. `by` must be able to see the client.

    `withheld`: keys of exchange.parts that are left out.
    """
    files = {} if PLANS in withheld else _plans(client, paper, by)
    files |= _notes(client, by, withheld)
    objects = {}
    for name, table in tables.TABLES.items():
        if name not in withheld:
            rows = table.rows(client)
            files[f"{name}.csv"] = csv_text(table.headings, rows).encode()
            objects[name] = [dict(zip(table.headings, row, strict=True)) for row in rows]
    files["record.html"] = _page("exchange/record.html", tables.particulars(client, withheld))
    files["record.json"] = json.dumps(objects, ensure_ascii=False, indent=1, default=str).encode()
    files["index.html"] = _page("exchange/index.html", _index(client, files, by, withheld))
    return dict(sorted(files.items()))


def file_name(client: Client) -> str:
    """Named by the record's number, never by the client's name."""
    return f"record-{client.file_stem}.zip"


def _plans(client: Client, paper: Print, by: User) -> Files:
    """The document of each signed version; of each that is, or was, in effect its paper too."""
    versions = (
        Version.objects.visible_to(by)
        .filter(plan__client=client)
        .select_related("plan__client__practice", "plan__practice")
        .with_signatures()
        .order_by("plan__number", "number")
    )
    files: Files = {}
    for version in versions:
        name = f"plans/plan-{version.plan.number}-version-{version.number}"
        if (state := standing_of(version)) != "in effect":
            files[f"{name}-{state}.json"] = version.document.encode()
            continue
        files[f"{name}.pdf"] = bytes(paper(version).bytes)
        files[f"{name}.json"] = version.document.encode()
    return files


def _notes(client: Client, by: User, withheld: Collection[str]) -> Files:
    """Each signed note, readable in a browser, in the order of the sessions."""
    notes = (
        Note.objects.visible_to(by)
        .signed()
        .filter(attendance__client=client)
        .select_related(
            "practice", "author", "template", "attendance__client",
            "attendance__session__practice", "attendance__session__clinician", "version__plan",
        )
        .defer("version__document")
        .order_by("attendance__session__starts_at", "pk")
    )  # fmt: skip
    return {
        f"notes/{note.attendance.session.on.isoformat()}-{place:03}.html": _page(
            "exchange/note.html", whole_note(note)
        )
        for place, note in enumerate(notes, 1)
        if str(note.pk) not in withheld
    }


def _index(client: Client, files: Files, by: User, withheld: Collection[str]) -> dict[str, Any]:
    unsigned = Note.objects.visible_to(by).unsigned().filter(attendance__client=client)
    return {
        "client": client,
        "practice": client.practice,
        "made_at": clock.now(),
        "made_by": by,
        "names": sorted(files),
        "unsigned": unsigned.count(),
        "withheld": named(client, withheld, by),
        "law": law(),
        "notice": notice_for(client),
    }


def _page(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(template, context).encode()
