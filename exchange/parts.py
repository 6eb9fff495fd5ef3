"""The parts of a record that a denial may keep back while the client gets the rest."""

from collections.abc import Collection

from accounts.models import User
from clients.models import Client
from notes.models import Note

from .tables import TABLES

PARTICULARS, PLANS = "particulars", "plans"


def parts_of(client: Client, by: User) -> list[tuple[str, str]]:
    """(key, words) of each part, in the order of the export: particulars, plans, notes, tables."""
    notes = (
        Note.objects.visible_to(by)
        .signed()
        .filter(attendance__client=client)
        .select_related("attendance__session__practice")
        .only("attendance__session__starts_at", "attendance__session__practice__time_zone")
        .order_by("attendance__session__starts_at", "pk")
    )
    return [
        (PARTICULARS, "particulars and intake"),
        (PLANS, "the plans, on paper and as documents"),
        *((str(note.pk), f"the note of {note.attendance.session.on}") for note in notes),
        *((name, name.replace("-", " ")) for name in TABLES),
    ]


def named(client: Client, withheld: Collection[str], by: User) -> list[str]:
    """The words of the parts that are kept back; a part that is no longer there by its key."""
    words = dict(parts_of(client, by)) if withheld else {}
    return [words.get(key, key) for key in withheld]
