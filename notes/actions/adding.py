"""Addenda: what is said after a note was signed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.actions.permits import require_author
from goals.summaries import refresh
from trail.proof import witness
from trail.recording import record

from ..models import Addendum, Note
from ..naming import refuse_names
from .parts import NumberGiven, Parts


@transaction.atomic
def add_addendum(
    addendum: Addendum,
    *,
    scores: Iterable[NumberGiven] = (),
    counts: Iterable[NumberGiven] = (),
    by: User,
) -> Addendum:
    """Add to a signed note. A score or count given here supersedes the standing one; both stay."""
    note = Note.objects.select_for_update(of=("self",)).get(
        pk=addendum.note_id, practice=by.practice
    )
    require_author(note.attendance.client, by)
    if not note.is_signed:
        raise ValidationError("This note is not signed yet: write into the note itself.")
    if held := Addendum.objects.filter(practice=by.practice, pk=addendum.pk, note=note).first():
        return held
    refuse_names({"Addendum": addendum.text}, note.attendance)
    addendum.practice_id, addendum.note, addendum.author = note.practice_id, note, by
    addendum.name, addendum.credentials = by.name, by.credentials
    addendum.full_clean()
    addendum.save(force_insert=True)
    _correct(Parts(note, by), addendum, scores, counts)
    refresh(addendum.scores.values_list("goal_id", flat=True))
    clients = [note.attendance.client_id]
    record("note.addendum", addendum, by=by, clients=clients, changed=witness(addendum))
    return addendum


def _correct(
    parts: Parts, addendum: Addendum, scores: Iterable[NumberGiven], counts: Iterable[NumberGiven]
) -> None:
    for score in scores:
        standing = parts.note.scores.standing().filter(goal_id=score.of, rater=score.rater)
        parts.score(score, addendum=addendum, wrong=standing.first())
    for count in counts:
        counted = parts.note.counts.standing().filter(objective_id=count.of)
        parts.count(count, addendum=addendum, wrong=counted.first())
