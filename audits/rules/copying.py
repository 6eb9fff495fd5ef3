"""Notes that were copied from earlier ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from audits.case import Case
from audits.facts import Part
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
    earlier, least = _Earlier(), figure(case, "R59", "likeness")
    for session, note in noted:
        labels = {part.field: part.label for part in note.text}
        for field in sorted(note.copied):
            evidence = f"“{labels[field]}” is as it was loaded"
            yield of_note(session, note, field, SENTENCE, evidence)
        parts = list(_compared(note.text, figure(case, "R59", "words")))
        for part, held in parts:
            share, day = earlier.likest(held)
            if day and share >= least and part.field not in note.copied:
                evidence = f"“{part.label}”: {share} of 100 as on {in_words(day)}"
                yield of_note(session, note, part.field, SENTENCE, evidence)
        for _, held in parts:
            earlier.keep(held, session.on)


def _compared(text: tuple[Part, ...], words: int) -> Iterator[tuple[Part, Shingles]]:
    for part in text:
        if part.typed and len(part.words.split()) >= words:
            yield part, shingles(part.words)


class _Earlier:
    """What was written before, by its runs of words: the work grows with what is alike."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.places: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def keep(self, held: Shingles, day: date) -> None:
        """A part that later ones are held against."""
        for one in held:
            self.places[one].append(len(self.days))
        self.days.append(day)

    def likest(self, held: Shingles) -> tuple[int, date | None]:
        """(share of 100, day) of the part that holds most of it; (0, None) if none holds any."""
        found = Counter(place for one in held for place in self.places.get(one, ()))
        if not found:
            return 0, None
        place, times = found.most_common(1)[0]
        return round(100 * times / len(held)), self.days[place]
