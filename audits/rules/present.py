"""Who else was there: said by role, never by name."""

from collections.abc import Iterator
from functools import cache, lru_cache

from audits.case import Case
from audits.facts import SessionFact
from audits.rule import Basis, rule
from audits.said import Said, Severity
from audits.words import capitalized, note_words
from notes.naming import ordinary

from .noted import of_note
from .session import found, none_held

SENTENCE = "Say who was present by role, such as “mother”, without the name."


@rule(
    43,
    "Other people who were present are named nowhere; their roles are.",
    severity=Severity.WARNING,
    sources=("BCBSMN",),
    satisfied_by="Write roles instead of names, under people present and in the note.",
    reads=("record.sessions.people_present", "record.sessions.named", "record.sessions.note.named"),
    points_at="session:people_present",
    basis=Basis.RECORD,
)
def nobody_else_is_named(case: Case) -> Iterator[Said]:
    yield from none_held(case)
    for session in case.record.held:
        for field in sorted(_fields(session)):
            yield found(session, field, SENTENCE)
        if (note := session.note) and note.named:
            labels = {part.field: part.label for part in note.text}
            for field in sorted(note.named):
                yield of_note(session, note, field, SENTENCE, f"in “{labels[field]}”")


def _fields(session: SessionFact) -> set[str]:
    """Fields of the session that name somebody, by a known name or by a word that is no role."""
    named = {"people_present"} if _names_somebody(session.people_present) else set()
    return named | session.named


@lru_cache(maxsize=10_000)
def _names_somebody(people: str) -> bool:
    """The same few words stand under most sessions."""
    return bool(capitalized(people, _known()))


@cache
def _known() -> frozenset[str]:
    return frozenset((*note_words().roles, *ordinary()))
