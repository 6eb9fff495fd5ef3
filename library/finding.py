"""Finding a statement: one question to the database across the banks and the planners."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from .wording import Kind, begun, words_in

# A house choice: what a list of suggestions can hold.
MOST = 8

# Words that say nothing alone: PostgreSQL's English dictionary drops them (from its english.stop),
# and looking for what resembles one of them would read every statement of a bank.
LITTLE = {
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "below", "both", "but", "by", "can", "did", "do", "does", "doing",
    "down", "during", "each", "few", "for", "from", "further", "had", "has", "have", "having",
    "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it",
    "its", "just", "me", "more", "most", "my", "no", "nor", "not", "now", "of", "off", "on",
    "once", "only", "or", "other", "our", "out", "over", "own", "same", "she", "should", "so",
    "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "very", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
    "you", "your",
}  # fmt: skip

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
    letters find nothing, and neither do words that say nothing alone ("the", "with").
    """
    words = [word for word in words_in(typed) if word.lower() not in LITTLE]
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
