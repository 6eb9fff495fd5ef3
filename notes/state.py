"""Where a note stands: computed from its signed texts, never kept in a column.

A note is a draft until its author signs it. Where a supervisor must co-sign, it then waits, and
nobody writes in it; returned, it is its author's again, and the returned text stays readable. The
note's own `signed_at` is the time of the last signature that it needed.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from .models import Note, NoteReturn, NoteSignature, NoteText, Session

DRAFT, WAITING, RETURNED, SIGNED = "draft", "waiting", "returned", "signed"


@dataclass(frozen=True)
class NoteState:
    """A note's state in words; `text` is the newest signed text, `back` how it came back."""

    word: str
    label: str
    text: NoteText | None = None
    back: NoteReturn | None = None
    texts: tuple[NoteText, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether a supervisor is to decide."""
        return self.word == WAITING

    @property
    def earlier(self) -> tuple[NoteText, ...]:
        """The texts that were signed before, the oldest first."""
        return tuple(text for text in self.texts if text != self.text or self.back)

    @property
    def signatures(self) -> list[NoteSignature]:
        """The signatures on the text that stands or waits, in order."""
        return list(self.text.signatures.all()) if self.text and not self.back else []


def state_of(note: Note) -> NoteState:
    """Where the note stands: three queries."""
    rows = note.texts.defer("document").order_by("number")
    texts = tuple(rows.prefetch_related("signatures", "returns__returned_by"))
    if not texts:
        return NoteState(*((SIGNED, "signed") if note.is_signed else (DRAFT, "draft")))
    latest = texts[-1]
    back = next(iter(latest.returns.all()), None)
    if back:
        return NoteState(RETURNED, "returned", latest, back, texts)
    if note.is_signed:
        return NoteState(SIGNED, "signed", latest, None, texts)
    return NoteState(WAITING, f"waiting for {waits_for(latest)}", latest, None, texts)


def waits_for(text: NoteText) -> str:
    """Whose signatures are required and absent, by name."""
    signed = {signature.role for signature in text.signatures.all()}
    return " and ".join(item["name"] for item in text.requires if item["role"] not in signed)


def held_text(note: Note) -> NoteText | None:
    """The text that holds the note, signed and not returned: one query."""
    return note.texts.not_returned().order_by("-number").first()


def late_words(session: Session, signed_at: datetime, limit_hours: int) -> str:
    """ "Late entry: written 5 days after the session"; empty within the practice's limit.

    Counted from the session's stop to the author's signature on the text that stands. Within one
    day it is told in hours.
    """
    hours = (signed_at - session.ends_at).total_seconds() / 3600
    if hours <= limit_hours:
        return ""
    zone = ZoneInfo(session.practice.time_zone)
    days = (signed_at.astimezone(zone).date() - session.on).days
    if days:
        return f"Late entry: written {days} day{'' if days == 1 else 's'} after the session"
    whole = int(hours)
    return f"Late entry: written {whole} hour{'' if whole == 1 else 's'} after the session"


def late_entry(note: Note, text: NoteText | None) -> str:
    """Whether the signed or waiting note is a late entry, in words.

    The limit is the one that the practice had on the day of signing; a note that was signed
    before texts were frozen is held against the practice's limit of today.
    """
    session = note.attendance.session
    if text is not None:
        return late_words(session, text.frozen_at, text.late_after_hours)
    if note.signed_at is None:
        return ""
    return late_words(session, note.signed_at, note.practice.note_late_after_hours)
