"""Notes that were copied from earlier ones."""

from collections import Counter
from collections.abc import Iterator
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
    """What was written before, by its runs of words: each knows the parts in which it stands."""

    def __init__(self, least: int) -> None:
        self.least = least
        self.days: list[date] = []
        self.parts: dict[tuple[str, ...], list[int]] = {}

    def keep(self, held: Shingles, day: date) -> None:
        """A part that later ones are held against."""
        for run in held:
            self.parts.setdefault(run, []).append(len(self.days))
        self.days.append(day)

    def like(self, held: Shingles) -> tuple[int, date] | None:
        """(share of 100, day) of the latest part that holds enough of it."""
        known = [places for run in held if (places := self.parts.get(run))]
        # Most notes share too little with all earlier ones together.
        if not held or _of_100(len(known), held) < self.least:
            return None
        shared = Counter(place for places in known for place in places)
        latest = max(
            (place for place, runs in shared.items() if _of_100(runs, held) >= self.least),
            default=None,
        )
        return None if latest is None else (_of_100(shared[latest], held), self.days[latest])


def _of_100(runs: int, held: Shingles) -> int:
    """Of 100 runs of words, how many these are."""
    return round(100 * runs / len(held))
