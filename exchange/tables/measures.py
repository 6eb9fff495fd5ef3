"""What was measured, and what the client brought from between the sessions."""

from clients.models import Client
from measures.models import Administration, JournalEntry
from measures.results import outcome

from .shape import Rows, Table


def _measures(client: Client) -> Rows:
    held = Administration.objects.completed().filter(client=client)
    held = held.select_related("instrument", "completed_by").prefetch_related("corrections")
    return [
        [row.on, row.instrument.name, row.total, outcome(row), row.get_way_display(),
         row.get_answers_display(), row.completed_by.printed_name if row.completed_by else "",
         "; ".join(one.reason for one in row.corrections.all() if one.is_completed)]
        for row in held
    ]  # fmt: skip


def _journal(client: Client) -> Rows:
    return [
        [row.on, row.get_source_display(), row.text, row.scale if row.value is not None else "",
         row.value]
        for row in JournalEntry.objects.filter(client=client).order_by("on", "pk")
    ]  # fmt: skip


TABLES = {
    "measures": Table(
        ("Date", "Measure", "Total", "Result", "How", "Answers", "By", "Put right because"),
        _measures,
    ),
    "journal": Table(("Date", "Where it comes from", "Text", "Scale", "Value"), _journal),
}
