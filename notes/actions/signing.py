"""Signing a note, co-signing it, sending it back: what was signed stays, whatever follows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts import editing
from accounts.models import Supervision, User
from clients.actions.permits import require_author
from config import clock
from goals.summaries import refresh
from plans.awaiting import cosigners
from trail.proof import witness
from trail.recording import record

from ..document import NoteDocument, canonical, digest
from ..missing import Missing, missing_before_signing
from ..models import Note, NoteReturn, NoteSignature, NoteText
from ..naming import sentences_naming_others
from ..state import held_text
from .risk import require_safety_said, tell_review
from .sessions import require_held
from .writing import version_on

AUTHOR_STATES = "I wrote this note about the session, and it is complete and true to my knowledge."
COSIGNER_STATES = "I have read this note as its author’s supervisor and approve it."
BECAUSE = "The author is a trainee: the note counts with the supervisor’s signature."
TAKEN_BACK = "Taken back by its author."


class CannotSignNote(ValidationError):
    """Something is missing; `missing` says what, and where it is mended."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__([item.sentence for item in missing])
        self.missing = missing


@transaction.atomic
def sign_note(
    note: Note, *, expected: int, by: User, method: str = "password", seen: str = ""
) -> Note:
    """Freeze the note with its author's signature. It counts at once, or once it is co-signed.

    `seen` is the digest of the text that the signer was shown; a note that changed since raises
    Stale. Signing it again is the same as signing once. Raises CannotSignNote.
    """
    stored = _own(note, by)
    if stored.is_signed or held_text(stored):
        return stored
    if stored.row_version != expected:
        raise editing.Stale(stored)
    require_held(stored.attendance, by=by)
    if missing := what_is_missing(stored):
        raise CannotSignNote(missing)
    text = text_to_sign(stored)
    if seen and digest(text) != seen:
        raise editing.Stale(stored)
    _settle(stored, by)
    frozen = _freeze(stored, text, by)
    signature = _put(frozen, NoteSignature.Role.AUTHOR, AUTHOR_STATES, method, by)
    if not _awaits_cosigner(frozen):
        _complete(stored, signature.signed_at, by)
    kept = [frozen, stored] if stored.is_signed else [frozen]
    tell_review(stored, by=by)
    _tell("note.signed", frozen, method, by, **witness(*kept))
    return stored


def _own(note: Note, by: User) -> Note:
    stored = editing.lock(note, by=by)
    require_author(stored.attendance.client, by)
    if stored.author_id != by.pk:
        raise ValidationError(f"This note is {stored.author.printed_name}'s to sign.")
    return stored


def _tell(verb: str, text: NoteText, method: str, by: User, **more: Any) -> None:
    said = {"text": str(text.pk), "digest": text.digest, "method": method, **more}
    note = text.note
    record(verb, note, by=by, clients=[note.attendance.client_id], changed=said)


def what_is_missing(note: Note) -> list[Missing]:
    """Everything that keeps this note from being signed, and where each is mended."""
    found = missing_before_signing(note)
    try:
        require_safety_said(note)
    except ValidationError as refusal:
        found += [Missing(sentence, "safety_plan") for sentence in refusal.messages]
    return found + [Missing(sentence, "note") for sentence in sentences_naming_others(note)]


def text_to_sign(note: Note) -> str:
    """The note as a signature would freeze it now, on the version of the plan then in effect."""
    note.version = version_on(note.attendance)
    return canonical(NoteDocument.of(note))


def _settle(note: Note, by: User) -> None:
    """The session's day may have been corrected after the scores were entered."""
    day = note.attendance.session.on
    note.scores.exclude(on=day).update(on=day)
    note.counts.exclude(on=day).update(on=day)
    note.row_version += 1
    note.changed_by, note.changed_at = by, clock.now()
    note.save()


def _freeze(note: Note, text: str, by: User) -> NoteText:
    latest = note.texts.order_by("-number").first()
    names = cosigners(by)
    requires = [{"role": "author", "name": by.printed_name, "because": "Who wrote it signs it."}]
    if names:
        requires.append({"role": "co-signer", "name": names, "because": BECAUSE})
    return NoteText.objects.create(
        practice=note.practice,
        note=note,
        number=latest.number + 1 if latest else 1,
        document=text,
        digest=digest(text),
        previous_digest=latest.digest if latest else "",
        requires=requires,
        late_after_hours=note.practice.note_late_after_hours,
    )


def _put(text: NoteText, role: str, statement: str, method: str, by: User) -> NoteSignature:
    signature = NoteSignature.objects.create(
        practice_id=text.practice_id,
        text=text,
        signer=by,
        role=role,
        name=by.name,
        credentials=by.credentials,
        method=method,
        statement=statement,
    )
    said = {"digest": text.digest} | witness(signature)
    clients = [text.note.attendance.client_id]
    record("note.signature_kept", signature, by=by, clients=clients, changed=said)
    return signature


def _awaits_cosigner(text: NoteText) -> bool:
    return any(item["role"] == NoteSignature.Role.COSIGNER for item in text.requires)


def _complete(note: Note, at: datetime, by: User) -> None:
    """The last signature: from here on the scores count, and the note stays as it is."""
    note.signed_at = at
    note.signed_name, note.signed_credentials = note.author.name, note.author.credentials
    note.changed_by, note.changed_at = by, at
    note.row_version += 1
    note.save()
    refresh(note.scores.values_list("goal_id", flat=True))


@transaction.atomic
def cosign_note(text: NoteText, *, by: User, method: str = "password") -> Note:
    """The supervisor's signature on a text that waits for it. Pressing twice signs once."""
    text, note = _locked(text, by)
    require_cosigner(text, by)
    if text.returns.exists():
        raise ValidationError("This text was returned: it is not signed any more.")
    if note.is_signed:
        return note
    signature = _put(text, NoteSignature.Role.COSIGNER, COSIGNER_STATES, method, by)
    _complete(note, signature.signed_at, by)
    _tell("note.cosigned", text, method, by, **witness(note))
    return note


@transaction.atomic
def return_note(text: NoteText, comments: Mapping[str, str], *, by: User) -> NoteReturn:
    """Send a text back with comments, by the part of the note ("note" for all of it)."""
    text, note = _locked(text, by)
    require_cosigner(text, by)
    said = {key: words.strip() for key, words in comments.items() if words.strip()}
    if not said:
        raise ValidationError({"comment": "Say what is to be changed."})
    return _send_back(text, note, said, "note.returned", by)


@transaction.atomic
def take_back(text: NoteText, *, by: User) -> NoteReturn:
    """The author goes on writing a note that waits for its co-signature."""
    text, note = _locked(text, by)
    require_author(note.attendance.client, by)
    if note.author_id != by.pk:
        raise PermissionDenied("A note is taken back by the clinician who wrote it.")
    return _send_back(text, note, {"note": TAKEN_BACK}, "note.taken_back", by)


def _send_back(text: NoteText, note: Note, said: dict[str, str], verb: str, by: User) -> NoteReturn:
    if held := text.returns.first():
        return held
    if note.is_signed:
        raise ValidationError("This note is co-signed. What is to be said now is an addendum.")
    back = NoteReturn.objects.create(
        practice_id=text.practice_id, text=text, returned_by=by, comments=said
    )
    record(verb, text, by=by, clients=[note.attendance.client_id], changed=witness(back))
    return back


def _locked(text: NoteText, by: User) -> tuple[NoteText, Note]:
    """The text, and its note locked: two who decide do it one after the other."""
    stored = NoteText.objects.get(pk=text.pk, practice=by.practice)
    return stored, editing.lock(stored.note, by=by)


def require_supervisor(text: NoteText, by: User) -> None:
    """Only a supervisor of the author reads a note in order to judge it."""
    if text.practice_id != by.practice_id or not _supervises(text, by).exists():
        raise PermissionDenied("Only the author's supervisor may do this.")


def may_cosign(text: NoteText, by: User) -> bool:
    """Not every supervisor co-signs, and the role can be taken away."""
    same = text.practice_id == by.practice_id
    return same and _supervises(text, by).filter(cosigns=True).exists()


def require_cosigner(text: NoteText, by: User) -> None:
    """Only a supervisor who co-signs for the author decides about a note."""
    if not may_cosign(text, by):
        raise PermissionDenied("Only a supervisor who co-signs for the author may do this.")


def _supervises(text: NoteText, by: User) -> QuerySet[Supervision]:
    return Supervision.objects.led_by(by).filter(supervisee=text.note.author_id)
