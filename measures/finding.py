"""How pages find what was given to a client, and what the client brought."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from clients.models import Client
from notes.models import Attendance

from .models import Administration, JournalEntry


@dataclass(frozen=True)
class AllGiven:
    """Every finished result of a client, the wrong ones too. `corrected` is wrong id → right."""

    rows: tuple[Administration, ...]

    @property
    def corrected(self) -> dict[UUID, Administration]:
        """What was put right, by what."""
        return {row.supersedes_id: row for row in self.rows if row.supersedes_id}

    @property
    def standing(self) -> list[Administration]:
        """The results that hold."""
        wrong = self.corrected
        return [row for row in self.rows if row.pk not in wrong]

    @property
    def wrong(self) -> list[tuple[Administration, Administration]]:
        """(what was wrong, what put it right), newest first."""
        held = self.corrected
        return [(row, held[row.pk]) for row in reversed(self.rows) if row.pk in held]


def all_of(client: Client, user: User, *, key: str = "") -> AllGiven:
    """Finished results in order of date, of one instrument or of all; one query."""
    rows = Administration.objects.visible_to(user).completed().filter(client=client)
    if key:
        rows = rows.filter(instrument__key=key)
    return AllGiven(tuple(rows.select_related("instrument", "completed_by")))


def begun_of(client: Client, user: User) -> QuerySet[Administration]:
    """What was begun and not finished."""
    rows = Administration.objects.visible_to(user).begun().filter(client=client)
    return rows.select_related("instrument", "changed_by")


def given_in(attendance: Attendance, user: User) -> QuerySet[Administration]:
    """The measures of one session, finished or not, without those that were put right."""
    rows = Administration.objects.visible_to(user).filter(attendance=attendance)
    return rows.exclude(corrections__completed_at__isnull=False).select_related("instrument")


def journal_of(client: Client, user: User) -> QuerySet[JournalEntry]:
    """What the client brought, newest first."""
    return JournalEntry.objects.visible_to(user).filter(client=client)
