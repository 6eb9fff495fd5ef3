"""Writing a note, scoring the goals in it, and signing it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from builder.actions import template_in_use
from builder.saying import blank, has_answers, unanswered
from clients.actions.permits import require_author
from config import clock
from plans.models import Version
from plans.state import in_effect
from trail.recording import record

from ..models import Attendance, Note
from .parts import NumberGiven, Parts, given_of, held_by
from .risk import require_safety_said, tell_review, tell_risk
from .sessions import attend, require_day, require_held


@transaction.atomic
def start_note(attendance: Attendance, template_key: str, *, by: User) -> Note:
    """Begin the note of a session, on its day or later. There is one per session and client.

    What was planned and has begun is attended by that; before its start the note may be prepared.
    """
    require_author(attendance.client, by)
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk, practice=by.practice)
    if held := Note.objects.filter(attendance=attendance).first():
        return held
    attend(attendance, by=by)
    require_day(attendance)
    template = template_in_use(by.practice, template_key)
    note = Note(
        attendance=attendance,
        author=by,
        template=template,
        sections=blank(template.asks),
        version=version_on(attendance),
    )
    return editing.add(note, by=by, verb="note.started", clients=[attendance.client_id])


def version_on(attendance: Attendance) -> Version | None:
    """The version that was in effect when the session began; none is allowed."""
    versions = (
        Version.objects.defer("document")
        .filter(plan__client=attendance.client_id)
        .prefetch_related("signatures", "returns")
    )
    return in_effect(versions, at=attendance.session.starts_at)


@transaction.atomic
def save_note(
    note: Note,
    *,
    goals: Iterable[UUID] = (),
    interventions: Mapping[UUID, int | None] | None = None,
    scores: Iterable[NumberGiven] = (),
    counts: Iterable[NumberGiven] = (),
    expected: int,
    by: User,
) -> Note:
    """Save an unsigned note whole: its text, the goals worked on, what was delivered, the numbers.

    Nothing is half saved. Raises Stale when the note was changed since it was opened, unless both
    wrote the same.
    """
    stored = _unsigned(note, by)
    given = given_of(goals, interventions, scores, counts)
    numbers_differ = held_by(stored) != given.comparable()
    if stored.row_version != expected and (numbers_differ or editing.differences(note, stored)):
        raise editing.Stale(stored)
    if numbers_differ:
        Parts(stored, by).replace(given)
    of_client = [stored.attendance.client_id]
    saved = editing.change(
        note, expected=stored.row_version, by=by, verb="note.changed", clients=of_client
    )
    tell_risk(saved, by=by)
    only_numbers = numbers_differ and saved.row_version == stored.row_version
    return _bump(saved, by) if only_numbers else saved


def _bump(note: Note, by: User) -> Note:
    """Only the numbers changed: that too is a new version of the note."""
    note.row_version += 1
    note.changed_by, note.changed_at = by, clock.now()
    note.save(update_fields=["row_version", "changed_by", "changed_at"])
    record("note.scored", note, by=by, clients=[note.attendance.client_id])
    return note


def _unsigned(note: Note, by: User) -> Note:
    stored = editing.lock(note, by=by)
    require_author(stored.attendance.client, by)
    if stored.is_signed:
        raise ValidationError("This note is signed. What is to be said now belongs in an addendum.")
    if stored.author_id != by.pk:
        raise ValidationError(f"This note is {stored.author.printed_name}'s to write.")
    return stored


def _is_written(note: Note) -> None:
    """Refuse to sign a note that says nothing, or leaves out what its template needs."""
    asks = note.template.asks
    if not has_answers(asks, note.sections):
        raise ValidationError("Write what happened in the session before signing.")
    if missing := unanswered(asks, note.sections):
        raise ValidationError(
            [f"Answer “{question.label}” before signing." for question in missing]
        )


@transaction.atomic
def sign_note(note: Note, *, expected: int, by: User) -> Note:
    """Lock the note. Signing it again is the same as signing once."""
    stored = editing.lock(note, by=by)
    if stored.is_signed and stored.author_id == by.pk:
        return stored
    stored = _unsigned(stored, by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    require_held(stored.attendance, by=by)
    _is_written(stored)
    require_safety_said(stored)
    # The session's day may have been corrected after the scores were entered.
    for numbers in (stored.scores, stored.counts):
        numbers.all().update(on=stored.attendance.session.on)
    stored.version = version_on(stored.attendance)
    stored.signed_at = clock.now()
    stored.signed_name, stored.signed_credentials = by.name, by.credentials
    stored.row_version += 1
    stored.changed_by, stored.changed_at = by, stored.signed_at
    stored.save()
    record("note.signed", stored, by=by, clients=[stored.attendance.client_id])
    tell_review(stored, by=by)
    return stored
