"""Notes that were copied from earlier ones, or are a form."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from math import ceil

from audits.case import Case
from audits.facts import NoteFact, Part
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Said, Severity
from audits.wording.bags import Bag, bag, share
from audits.wording.copied_notes import BETTER, SHARED, WHY, copied_note
from audits.wording.scripted_text import FORM, scripted_note
from plans.drafting import in_words

from .noted import of_note

SENTENCE = "This part stands nearly word for word in an earlier note."
SCRIPTED = "Write the note for this hour: as it stands it would fit any client."


@rule(
    59,
    "A note is not copied from an earlier one, and is no form.",
    severity=Severity.WARNING,
    sources=("NGSclone", "house"),
    satisfied_by="Write what was said and done in this session.",
    reads=("record.sessions.note.text", "record.sessions.note.copied"),
    points_at="note:section",
    basis=Basis.RECORD,
    figures={
        "likeness": Figure(SHARED, "of 100 words that carry it stand in one earlier part", "house"),
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
        compared = list(_compared(note, least))
        for part in compared:
            if like := earlier.like(part.words):
                alike, day = like
                evidence = f"“{part.label}”: {alike} of 100 as on {in_words(day)}. {WHY}"
                yield of_note(session, note, part.field, SENTENCE, f"{evidence} {_BETTER}")
        if scripted := _scripted(note, least):
            yield of_note(session, note, scripted[0], SCRIPTED, scripted[1])
        for part in compared:
            earlier.keep(part.words, session.on)


_BETTER = f"For example: “{BETTER}”"


def _compared(note: NoteFact, words: int) -> Iterator[Part]:
    """What is long enough and typed. That no risk was voiced may be said in the same words."""
    for part in note.text:
        formula = part.field == "risk" and not note.risks
        if part.typed and not formula and part.words.count(" ") >= words - 1:
            yield part


def _scripted(note: NoteFact, words: int) -> tuple[str, str] | None:
    """(field, evidence) of a note in which no line is this client's; None for one that is short."""
    typed = [part for part in note.text if part.typed and part.words]
    whole = "\n".join(part.words for part in typed)
    advice = scripted_note(whole) if whole.count(" ") >= words - 1 else None
    if not advice:
        return None
    said = advice.said_of(whole)
    field = next((part.field for part in typed if said in part.words), typed[0].field)
    # A blank is the form's; what a clinician wrote is not told to whoever reads findings.
    shown = f"“{said}” " if advice.why == FORM else ""
    return field, f"{shown}{advice.why} For example: “{advice.better}”"


class _Earlier:
    """What was written before, by the words that carry it."""

    def __init__(self, least: int) -> None:
        self.least = least
        self.parts: list[tuple[str, date]] = []
        self.holding: dict[str, list[int]] = defaultdict(list)

    def keep(self, words: str, day: date) -> None:
        """A part that later ones are held against."""
        for word in bag(words, status=False):
            self.holding[word].append(len(self.parts))
        self.parts.append((words, day))

    def like(self, words: str) -> tuple[int, date] | None:
        """(share of 100, day) of the latest part that this one tells again."""
        now = bag(words, status=False)
        for number in self._near(now):
            was, day = self.parts[number]
            if copied_note(was, words, least=self.least):
                return share(now, bag(was, status=False)), day
        return None

    def _near(self, now: Bag) -> list[int]:
        """The parts worth looking at, the latest first.

        A part may lack a few of these words, so many: of one more, the rarest, it holds one at
        least. `share` rounds; half of one in a hundred is not lost here.
        """
        may_lack = len(now) - ceil(len(now) * (self.least - 0.5) / 100)
        holding = sorted((self.holding.get(word, ()) for word in now), key=len)
        return sorted({part for parts in holding[: may_lack + 1] for part in parts}, reverse=True)
