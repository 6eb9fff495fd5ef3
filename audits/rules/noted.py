"""What the rules about notes share."""

from collections.abc import Iterator

from audits.case import Case
from audits.facts import NoteFact, SessionFact
from audits.said import DoesNotApply, Found, Said
from plans.drafting import in_words

NONE_SIGNED = DoesNotApply("No progress note is signed yet.")


def none_signed(case: Case) -> Iterator[Said]:
    """Nothing is asked of notes where none is signed."""
    if not case.record.progress_notes:
        yield NONE_SIGNED


def of_note(
    session: SessionFact, note: NoteFact, field: str, sentence: str, evidence: str = ""
) -> Found:
    """A defect of a note, with the day of its session."""
    day = f"Note of {in_words(session.on)}"
    return Found(sentence, "note", note.id, field, f"{day}: {evidence}" if evidence else day)
