"""What a progress note says: what was done, how the client responded, what it means."""

from collections.abc import Iterator, Sequence

from audits.case import Case
from audits.facts import NoteFact, Part, SessionFact
from audits.rule import Basis, Figure, figure, rule
from audits.said import NotJudged, Said, Severity
from audits.words import asks_for, note_words, speaks_of

from .noted import none_signed, of_note

WHAT_WAS_DONE = ("intervention", "what was done")
Noted = Sequence[tuple[SessionFact, NoteFact]]
RESPONSE = ("response", "own_work", "what this participant said and did")


@rule(
    48,
    "Each progress note describes a skilled intervention.",
    severity=Severity.ERROR,
    sources=("COaud", "OIG20", "house"),
    satisfied_by="Tick what was delivered, or write what you did and why.",
    reads=("record.sessions.note.delivered", "record.sessions.note.text"),
    points_at="note:delivered",
    basis=Basis.RECORD,
)
def each_note_describes_what_was_done(case: Case) -> Iterator[Said]:
    """Ticked, written under a heading that asks for it, or told in words of the house's list."""
    yield from none_signed(case)
    for session, note in case.record.progress_notes:
        if note.delivered:
            continue
        asked = _asking(note, WHAT_WAS_DONE)
        told = any(part.words for part in asked)
        if not (told or speaks_of(note.words, note_words().intervention)):
            field = asked[0].field if asked else "delivered"
            yield of_note(session, note, field, "Say what you did in the session.")


@rule(
    49,
    "Each progress note tells the client's response, and progress toward the goal or what hinders"
    " it.",
    severity=Severity.ERROR,
    sources=("COaud", "OK44", "house"),
    satisfied_by="Write how the client responded; score the goal, or say what moved or hindered"
    " it.",
    reads=(
        "record.sessions.note.response",
        "record.sessions.note.text",
        "record.sessions.note.scores",
    ),
    points_at="note:response",
    basis=Basis.RECORD,
)
def each_note_tells_response_and_progress(case: Case) -> Iterator[Said]:
    """A score or a count is progress told; else words of the house's list are looked for."""
    yield from none_signed(case)
    for session, note in case.record.progress_notes:
        if not (note.response.strip() or any(part.words for part in _asking(note, RESPONSE))):
            sentence = "Write how the client responded to what was done."
            yield of_note(session, note, "response", sentence)
        elif not (note.scores or note.counted or speaks_of(note.words, note_words().progress)):
            sentence = "Score a goal, or write what moved toward it or hindered it."
            yield of_note(session, note, _of_progress(note), sentence)


@rule(
    50,
    "The notes tell diagnosis, symptoms, functional status, a focused mental status examination,"
    " prognosis and progress.",
    severity=Severity.WARNING,
    sources=("NGSadr", "house"),
    satisfied_by="Answer the question of the template that asks for it; use a template that asks.",
    reads=(
        "document.diagnoses",
        "record.sessions.note.text",
        "record.sessions.note.scores",
    ),
    points_at="note:section",
    basis=Basis.RECORD,
    figures={"days": Figure(365, "days in which each was told", "house")},
)
def the_notes_tell_six_elements(case: Case) -> Iterator[Said]:
    """Each need be told once in the time. A question nobody asks is not judged (house rule)."""
    oldest = case.today.toordinal() - figure(case, "R50", "days")
    notes = [
        (session, note)
        for session, note in case.record.notes
        if session.was_held and session.on.toordinal() >= oldest
    ]
    if not notes:
        yield from none_signed(case)
        return
    unasked = []
    for element, words in note_words().elements.items():
        if _told_elsewhere(case, element, notes) or _told(notes, words):
            continue
        asked = [(*pair, part) for pair in notes for part in _asking(pair[1], words)]
        if asked:
            session, note, part = asked[-1]
            sentence = f"No note of the last year tells the {element}."
            yield of_note(session, note, part.field, sentence, f"“{part.label}” is empty")
        else:
            unasked.append(element)
    if unasked:
        yield NotJudged(f"No template in use asks for: {', '.join(unasked)}.")


def _told_elsewhere(case: Case, element: str, notes: Noted) -> bool:
    """The diagnosis stands in the plan; scores tell progress."""
    if element == "diagnosis":
        return bool(case.document.diagnoses)
    return element == "progress" and any(note.scores or note.counted for _, note in notes)


def _told(notes: Noted, words: tuple[str, ...]) -> bool:
    """Whether any note answers what asks for it; most often the first one does."""
    parts = (part for _, note in notes for part in note.text if part.words)
    return any(asks_for(part.label, words) for part in parts)


def _asking(note: NoteFact, words: tuple[str, ...]) -> list[Part]:
    """The parts of the note that ask for it, by their heading."""
    return [part for part in note.text if asks_for(part.label, words)]


def _of_progress(note: NoteFact) -> str:
    """The field in which progress belongs."""
    asked = _asking(note, note_words().elements["progress"])
    return asked[0].field if asked else "response"
