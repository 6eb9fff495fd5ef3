"""Pages of measures, of the journal, and of the practice's choice among the measures."""

from .giving import correct, discard, edit, enter, give, result
from .journal import add_entry, edit_entry, journal, journal_chart
from .of_client import chart, of_client
from .practice import practice, preview, switch, upload

__all__ = [
    "add_entry",
    "chart",
    "correct",
    "discard",
    "edit",
    "edit_entry",
    "enter",
    "give",
    "journal",
    "journal_chart",
    "of_client",
    "practice",
    "preview",
    "result",
    "switch",
    "upload",
]
