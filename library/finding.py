"""Finding a statement: one question to the database across the banks and the planners."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from .wording import Kind

# House choices: what a list of suggestions can hold, and when there is something to go by.
MOST, LEAST_LETTERS = 8, 2
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS, _MOST_LETTERS = 8, 200

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
    words = _WORD.findall(typed[:_MOST_LETTERS])[:_MOST_WORDS]
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    asked = [" ".join(words), " & ".join(f"{word}:*" for word in words)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, id, kind, statement, place, approach"
            " FROM library_search(%s, %s, %s, %s)",
            [*asked, kinds or Kind.values, most],
        )
        return [Found(*row) for row in cursor.fetchall()]
