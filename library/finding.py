"""Finding a statement: one question to the database across the banks and the planners."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from .wording import Kind, begun, words_in

# A house choice: what a list of suggestions can hold.
MOST = 8

LABELS = {"mine": "My bank", "practice": "Practice's bank", "planner": "Planner"}


@dataclass(frozen=True)
class Found:
    """One statement, and where it comes from: "mine", "practice" or "planner"."""

    source: str
    id: UUID
    kind: str
    text: str
    place: str
    approach: str

    @property
    def label(self) -> str:
        """The source in words: "My bank", "Planner: Panic and agoraphobia"."""
        word = LABELS[self.source]
        return f"{word}: {self.place}" if self.place else word


def search(typed: str, kinds: list[str] | None = None, most: int = MOST) -> list[Found]:
    """The statements that hold every word typed, or its beginning; else those that resemble it.

    The sources take turns, so that none hides another: my bank, the practice's, the planners (the
    practice's layer over the shipped text). Who asks is known to the database (config.tenancy):
    another's private statements and another practice's are never among them. Fewer than two
    letters find nothing.
    """
    words = words_in(typed)
    if not words:
        return []
    asked = [" ".join(words), begun(words)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, id, kind, statement, place, approach"
            " FROM library_search(%s, %s, %s, %s)",
            [*asked, kinds or Kind.values, most],
        )
        return [Found(*row) for row in cursor.fetchall()]
