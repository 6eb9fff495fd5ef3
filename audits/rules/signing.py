"""Signatures under notes: there, with credentials, authenticated, in time; addenda with a date."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from audits.case import Case
from audits.facts import NoteFact, SessionFact, Signed
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity
from plans.drafting import in_words

from .noted import of_note
from .session import found, none_held

# How the program keeps that a signer showed who they are (plans and notes, where they sign).
AUTHENTICATED = ("password", "passkey", "own sign-in", "handed over on the device of")
NO_ACT = "This signature is no authenticated act."
NONE_SIGNED = DoesNotApply("No note is signed yet.")


@rule(
    52,
    "Each session's note is signed, with credentials and date, before the session is billed.",
    severity=Severity.ERROR,
    sources=("Cent", "house"),
    satisfied_by="Write the note and sign it; a trainee's note also needs its supervisor's"
    " signature.",
    reads=(
        "record.sessions.note.signed_on",
        "record.sessions.note.signatures.credentials",
        "record.sessions.note.requires",
        "record.note_late_after_hours",
    ),
    points_at="note:signature",
    basis=Basis.RECORD,
)
def each_note_is_signed_with_credentials(case: Case) -> Iterator[Said]:
    """No claim is kept here: a session counts as billed once its note is late (house rule)."""
    yield from none_held(case)
    grace = timedelta(hours=case.record.note_late_after_hours)
    for session in case.record.held:
        note = session.note
        if note and note.signed_on:
            yield from _credentials(session, note)
        elif (session.ends_at + grace).date() < case.today:
            yield _unsigned(session, note)


@rule(
    53,
    "Each signature is an authenticated act, never a pasted image or a stamp.",
    severity=Severity.ERROR,
    sources=("OIG20", "CGS"),
    satisfied_by="Sign here, with your password or your passkey.",
    reads=(
        "record.sessions.note.signatures.method",
        "record.versions.signatures.method",
        "record.reviews.signed.method",
    ),
    points_at="note:signature",
    basis=Basis.RECORD,
)
def each_signature_is_an_authenticated_act(case: Case) -> Iterator[Said]:
    signed, kept = case.record.notes, list(_beside_notes(case))
    if not signed and not any(signatures for *_, signatures in kept):
        yield DoesNotApply("Nothing is signed yet.")
    for node, key, signatures in kept:
        if other := _not_authenticated(signatures):
            yield Found(NO_ACT, node, key, "signatures", other)
    for session, note in signed:
        if other := _not_authenticated(note.signatures):
            yield of_note(session, note, "signature", NO_ACT, other)
        elif not note.signatures:
            yield NotJudged("Notes from before signatures were kept do not say how they were made.")


def _beside_notes(case: Case) -> Iterator[tuple[str, UUID, tuple[Signed, ...]]]:
    """(node, id, signatures) of each version, and of each review that changed nothing."""
    for version in case.record.versions:
        yield "version", version.id, version.signatures
    for review in case.record.reviews:
        yield "review", review.id, (review.signed,) if review.signed else ()


@rule(
    54,
    "No signature is late without an attestation; an addendum carries its own date.",
    severity=Severity.ERROR,
    sources=("Norid", "UMSL"),
    satisfied_by="Say in an addendum when and why the note was written late.",
    reads=(
        "record.sessions.note.signatures.at",
        "record.sessions.note.late_after_hours",
        "record.sessions.note.addenda_on",
    ),
    points_at="note:addendum",
    basis=Basis.RECORD,
)
def no_late_signature_stands_alone(case: Case) -> Iterator[Said]:
    """The limit is the practice's own, as it was on the day of signing."""
    if not case.record.notes:
        yield NONE_SIGNED
    for session, note in case.record.notes:
        limit = note.late_after_hours or case.record.note_late_after_hours
        signed_at = _written_at(note)
        if any(note.signed_on and day < note.signed_on for day in note.addenda_on):
            yield of_note(session, note, "addendum", "An addendum is older than its note.")
        elif signed_at and _is_late(session, signed_at, limit) and not note.addenda_on:
            evidence = f"signed on {in_words(signed_at.date())}; the limit is {limit} hours"
            sentence = "Attest in an addendum why this note was signed late."
            yield of_note(session, note, "addendum", sentence, evidence)


@rule(
    62,
    "Each note is signed within the payer's time.",
    severity=Severity.WARNING,
    sources=("Tava",),
    satisfied_by="Sign within the hours that the payer names. A late signature stays late.",
    reads=("record.sessions.ends_at", "record.sessions.note.signatures.at"),
    points_at="note:signature",
    basis=Basis.RECORD,
    figures={"hours": Figure(72, "hours from the session's end to its author's signature", "Tava")},
)
def each_note_is_signed_in_time(case: Case) -> Iterator[Said]:
    """What is not signed at all, R52 says."""
    if not case.record.notes:
        yield NONE_SIGNED
    limit = figure(case, "R62", "hours")
    for session, note in case.record.notes:
        signed_at = _written_at(note)
        if signed_at and _is_late(session, signed_at, limit):
            hours = int(_took(session, signed_at).total_seconds() // 3600)
            evidence = f"signed {hours} hours after the session; the limit is {limit}"
            yield of_note(session, note, "signature", "This note was signed late.", evidence)


def _unsigned(session: SessionFact, note: NoteFact | None) -> Found:
    if note is None:
        return found(session, "note", "Write the note of this session.")
    signed = {one.role for one in note.signatures}
    if waits := [role for role in note.requires if role not in signed]:
        who = "the supervisor" if waits == ["co-signer"] else "its author"
        return of_note(session, note, "signature", f"This note waits for the signature of {who}.")
    return of_note(session, note, "signature", "Sign this note.")


def _credentials(session: SessionFact, note: NoteFact) -> Iterator[Found]:
    for one in note.signatures:
        if not one.credentials.strip():
            sentence = "The signature carries no credentials."
            yield of_note(session, note, "signature", sentence, one.name)


def _not_authenticated(signatures: tuple[Signed, ...]) -> str:
    """Who signed otherwise, and how; empty when nobody did."""
    other = (one for one in signatures if not one.method.startswith(AUTHENTICATED))
    return "; ".join(f"{one.name}: {one.method or 'no method'}" for one in other)


def _written_at(note: NoteFact) -> datetime | None:
    """When the author signed the text that stands."""
    return next((one.at for one in note.signatures if one.role == "author"), None)


def _is_late(session: SessionFact, at: datetime, hours: int) -> bool:
    return _took(session, at) > timedelta(hours=hours)


def _took(session: SessionFact, at: datetime) -> timedelta:
    """Hours that passed, not those on the wall: a night on which clocks change has one more."""
    return at.astimezone(UTC) - session.ends_at.astimezone(UTC)
