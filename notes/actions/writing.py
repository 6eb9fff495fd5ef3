"""Writing a note, and scoring the goals in it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from builder.actions import template_in_use
from builder.saying import blank, has_answers
from clients.actions.permits import require_author
from config import clock
from plans.models import Version
from plans.state import in_effect
from trail.recording import record

from ..models import Attendance, Note
from ..state import held_text, waits_for
from .parts import NumberGiven, Parts, given_of, held_by
from .risk import tell_risk
from .sessions import attend, require_day


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
        .with_signatures()
    )
    return in_effect(versions, at=attendance.session.starts_at)


@transaction.atomic
def save_note(
    note: Note,
    *,
    goals: Iterable[UUID] = (),
    objectives: Iterable[UUID] = (),
    interventions: Mapping[UUID, int | None] | None = None,
    homework: Mapping[UUID, str] | None = None,
    scores: Iterable[NumberGiven] = (),
    counts: Iterable[NumberGiven] = (),
    expected: int,
    by: User,
) -> Note:
    """Save an unsigned note whole, or not at all: texts, what was worked on, the numbers.

    Raises Stale when the note was changed since it was opened, unless both wrote the same.
    """
    stored = unsigned(note, by)
    given = given_of(goals, objectives, interventions, homework, scores, counts)
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


def unsigned(note: Note, by: User) -> Note:
    """The note, locked, for its author to write in; else the reason why not."""
    stored = editing.lock(note, by=by)
    require_author(stored.attendance.client, by)
    if stored.is_signed:
        raise ValidationError("This note is signed. What is to be said now belongs in an addendum.")
    if text := held_text(stored):
        raise ValidationError(
            f"This note is signed and waits for {waits_for(text)}. Take it back to change it."
        )
    if stored.author_id != by.pk:
        raise ValidationError(f"This note is {stored.author.printed_name}'s to write.")
    return stored


@transaction.atomic
def change_template(note: Note, template_key: str, *, by: User) -> Note:
    """Another template for a draft in whose sections nothing stands yet; its scores stay."""
    stored = unsigned(note, by)
    if has_answers(stored.template.asks, stored.sections):
        raise ValidationError(
            "Something is written in this note already. It keeps its template; take the text out"
            " first if you want another one."
        )
    stored.template = template_in_use(by.practice, template_key)
    stored.sections = blank(stored.template.asks)
    of_client = [stored.attendance.client_id]
    return editing.change(
        stored, expected=stored.row_version, by=by, verb="note.changed", clients=of_client
    )
