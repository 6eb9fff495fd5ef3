"""Risk: asked about at the start, and asked about again where there was some."""

from collections.abc import Iterator, Sequence
from datetime import date

from audits.case import Case
from audits.facts import NoteFact, SessionFact
from audits.rule import Basis, Figure, figure, rule
from audits.said import Found, NotJudged, Said, Severity
from plans.drafting import in_words

from .noted import NONE_SIGNED, of_note

Noted = Sequence[tuple[SessionFact, NoteFact]]


@rule(
    51,
    "Risk is assessed at the start of care, and followed up where it is found.",
    severity=Severity.ERROR,
    sources=("COaud", "house"),
    satisfied_by="Tick what was voiced or seen, if none; say what was done about the safety plan,"
    " and ask again in the next session.",
    reads=(
        "record.sessions.note.risks",
        "record.sessions.note.risk_asked",
        "record.sessions.note.risk_text",
        "record.sessions.note.safety_plan",
        "record.measures.raised_risk",
    ),
    points_at="note:risk_found",
    basis=Basis.RECORD,
    figures={
        "sessions": Figure(
            2, "first sessions, in one of which risk is asked about; 0: not counted", "house"
        )
    },
)
def risk_is_assessed_and_followed_up(case: Case) -> Iterator[Said]:
    notes = [(one, note) for one, note in case.record.notes if one.was_held]
    if not notes:
        yield NONE_SIGNED
        return
    yield from _at_the_start(case, notes)
    yield from _follow_up(case, notes)


def _at_the_start(case: Case, notes: Noted) -> Iterator[Said]:
    """In one of the first sessions. While they are not over, it is open."""
    most = figure(case, "R51", "sessions")
    first = notes[:most]
    if not first or any(_asked(note) for _, note in first):
        return
    if len(first) < most and not case.record.closed_on:
        yield NotJudged(f"Nobody asked about risk yet; {most} sessions are the time for it.")
        return
    session, note = first[0]
    sentence = "Ask about risk at the start, and write what was answered, if none."
    yield of_note(session, note, "risk_found", sentence)


def _follow_up(case: Case, notes: Noted) -> Iterator[Found]:
    """Said of the safety plan in the note itself; asked again in the next one."""
    for place, (session, note) in enumerate(notes):
        if note.risks and not (note.safety_plan or note.risk_text.strip()):
            sentence = "Say what was done about this risk."
            yield of_note(session, note, "safety_plan", sentence, "; ".join(note.risks))
        if note.risks and (later := notes[place + 1 : place + 2]):
            yield from _asked_again(*later[0], since=session.on)
    for measure in case.record.measures:
        later = [(one, note) for one, note in notes if one.on >= measure.on][:1]
        if measure.raised_risk and later:
            yield from _asked_again(*later[0], since=measure.on)


def _asked_again(session: SessionFact, note: NoteFact, *, since: date) -> Iterator[Found]:
    if not _asked(note):
        evidence = f"risk was named on {in_words(since)}"
        yield of_note(session, note, "risk_found", "Ask about risk again.", evidence)


def _asked(note: NoteFact) -> bool:
    return bool(note.risk_asked or note.risks or note.risk_text.strip())
