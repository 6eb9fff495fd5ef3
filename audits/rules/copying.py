"""Notes that were copied from earlier ones."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from audits.case import Case
from audits.facts import NoteFact, Part
from audits.likeness import Shingles, shingles
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Said, Severity
from plans.drafting import in_words

from .noted import of_note

SENTENCE = "This part stands nearly word for word in an earlier note."


@rule(
    59,
    "A note is not copied from an earlier one.",
    severity=Severity.WARNING,
    sources=("NGSclone", "house"),
    satisfied_by="Write what was said and done in this session.",
    reads=("record.sessions.note.text", "record.sessions.note.copied"),
    points_at="note:section",
    basis=Basis.RECORD,
    figures={
        "likeness": Figure(75, "of 100 runs of three words stand in one earlier note", "house"),
        "words": Figure(12, "words, below which nothing is compared", "house"),
    },
)
def no_note_is_copied(case: Case) -> Iterator[Said]:
    """Each part is held against every part of the client's earlier notes, drafts too."""
    noted = [(one, one.note) for one in case.record.held if one.note]
    if not noted:
        yield DoesNotApply("No note is written yet.")
    earlier, least = _Earlier(figure(case, "R59", "likeness")), figure(case, "R59", "words")
    for session, note in noted:
        labels = {part.field: part.label for part in note.text}
        for field in sorted(note.copied):
            evidence = f"“{labels[field]}” is as it was loaded"
            yield of_note(session, note, field, SENTENCE, evidence)
        parts = list(_compared(note, least))
        for part, held in parts:
            if like := earlier.like(held):
                share, day = like
                evidence = f"“{part.label}”: {share} of 100 as on {in_words(day)}"
                yield of_note(session, note, part.field, SENTENCE, evidence)
        for _, held in parts:
            earlier.keep(held, session.on)


def _compared(note: NoteFact, words: int) -> Iterator[tuple[Part, Shingles]]:
    """What is long enough and typed. That no risk was voiced may be said in the same words."""
    for part in note.text:
        formula = part.field == "risk" and not note.risks
        if part.typed and not formula and part.words.count(" ") >= words - 1:
            yield part, shingles(part.words)


class _Earlier:
    """What was written before, by its runs of words."""

    def __init__(self, least: int) -> None:
        self.least = least
        self.parts: list[tuple[Shingles, date]] = []
        self.known: set[tuple[str, ...]] = set()

    def keep(self, held: Shingles, day: date) -> None:
        """A part that later ones are held against."""
        self.parts.append((held, day))
        self.known |= held

    def like(self, held: Shingles) -> tuple[int, date] | None:
        """(share of 100, day) of the latest part that holds enough of it.

        Most notes share too little with all earlier ones together: then no single one is looked at.
        """
        if _share(held, self.known) < self.least:
            return None
        shares = ((_share(held, old), day) for old, day in reversed(self.parts))
        return next((like for like in shares if like[0] >= self.least), None)


def _share(held: Shingles, other: AbstractSet[tuple[str, ...]]) -> int:
    """Of 100 runs of words, how many stand in the other; 0 for a text of fewer than three words."""
    return round(100 * len(held & other) / len(held)) if held else 0
