"""What must be there before a note is signed, and where it is mended. Never a hidden wall."""

from dataclasses import dataclass

from builder.definition import Question
from builder.saying import has_answers, unanswered

from .models import Note

NOTHING = "Write what happened in the session before signing."
# Parts of the note beside its template's sections, by the name of their field.
FIELDS = {
    "response": "client’s response",
    "risk": "risk",
    "next_time": "plan for next time",
}


@dataclass(frozen=True)
class Missing:
    """A sentence, and the field of the note's form at which it is mended."""

    sentence: str
    field: str


def missing_before_signing(note: Note) -> list[Missing]:
    """Everything that keeps this note from being signed."""
    asks, found = note.template.asks, []
    if not has_answers(asks, note.sections):
        found.append(Missing(NOTHING, first_field(note)))
    found += [
        Missing(f"Answer “{question.label}” before signing.", f"section_{question.key}")
        for question in unanswered(asks, note.sections)
    ]
    return found + [
        Missing(
            f"“{name}” is still word for word as it was copied: change it, or take it out.", field
        )
        for field, name in unchanged(note)
    ]


def first_field(note: Note) -> str:
    """Where the text of the note begins."""
    return next(iter(names_of(note)))


def questions_of(note: Note) -> list[Question]:
    """What the template asks, without its headings and the goals' scores."""
    return [row for row in note.template.asks.fields if isinstance(row, Question)]


def names_of(note: Note) -> dict[str, str]:
    """Every text of the note that can be copied: the name of its field, and its heading."""
    sections = {f"section_{row.key}": row.label for row in questions_of(note)}
    return sections | FIELDS


def texts_of(note: Note) -> dict[str, str]:
    """What the note says under each of these names."""
    held = {f"section_{key}": text for key, text in note.sections.items() if isinstance(text, str)}
    held |= {name: getattr(note, name) for name in FIELDS}
    return {name: held.get(name, "") for name in names_of(note)}


def unchanged(note: Note) -> list[tuple[str, str]]:
    """(field, heading) of each copied text that nobody has touched since. No query."""
    copied, now = note.copied.get("texts", {}), texts_of(note)
    return [
        (field, name)
        for field, name in names_of(note).items()
        if field in copied and _plain(now[field]) == _plain(copied[field])
    ]


def _plain(text: str) -> str:
    """A changed blank is no change."""
    return " ".join(text.split())


def comments_of(note: Note, said: dict[str, str]) -> list[tuple[str, str, str]]:
    """(field, heading, comment) of what was said about each part; about the whole note first."""
    names = {"note": "The whole note"} | names_of(note)
    return [
        ("" if key == "note" else key, names.get(key, key), said[key])
        for key in sorted(said, key=list(names).index)
    ]
