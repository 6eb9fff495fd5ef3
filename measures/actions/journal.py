"""Writing down what the client brings."""

from django.db import transaction

from accounts import editing
from accounts.models import User
from clients.actions.permits import locked_to_write, refuse_later

from ..models import JournalEntry


@transaction.atomic
def add_entry(entry: JournalEntry, *, by: User) -> JournalEntry:
    """Keep an entry with its date."""
    locked_to_write(entry.client_id, by)
    refuse_later(entry.on, "on", "The date", by)
    return editing.add(entry, by=by, verb="journal.added", clients=[entry.client_id])


@transaction.atomic
def change_entry(entry: JournalEntry, *, expected: int, by: User) -> JournalEntry:
    """Save an edited entry; the trail keeps what it said before."""
    stored = editing.lock(entry, by=by)
    locked_to_write(stored.client_id, by)
    refuse_later(entry.on, "on", "The date", by)
    return editing.change(
        entry, expected=expected, by=by, verb="journal.changed", clients=[stored.client_id]
    )
