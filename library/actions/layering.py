"""The practice's layer over the planners: reword, add, take out, put back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from trail.recording import record

from ..models import PracticeStatement, Statement
from ..wording import fingerprint


def _require_staff(by: User) -> None:
    """A house rule: whoever works in the practice, clinician or admin, edits its wording."""
    if not by.is_staff_here:
        raise PermissionDenied("Only the practice's own people change its wording.")


@transaction.atomic
def reword(row: PracticeStatement, *, expected: int, by: User) -> PracticeStatement:
    """Save the practice's words; for a shipped statement, in its place.

    `expected` is 0 for a shipped statement that nobody had reworded when the form was opened.
    Raises Stale if somebody has since, and ValidationError if the planner says this already.
    """
    _require_staff(by)
    row.fingerprint = fingerprint(row.text)
    if row._state.adding and row.says_the_same:
        return row
    _refuse_twin(row)
    return _store(row, expected=expected, by=by, verb="planner.reworded")


def _refuse_twin(row: PracticeStatement) -> None:
    alike = {"kind": row.kind, "fingerprint": row.fingerprint}
    places = {"practice": row.practice, "area": row.area_id, "own_area": row.own_area_id}
    own = PracticeStatement.objects.filter(**alike, **places, is_hidden=False)
    shipped = Statement.objects.filter(**alike, area=row.area_id)
    if row.replaces_id:
        shipped = shipped.exclude(pk=row.replaces_id)
    reworded = shipped.filter(practice_statements__practice=row.practice)
    if own.exclude(pk=row.pk).exists() or shipped.exclude(pk__in=reworded).exists():
        raise ValidationError({"text": "This planner has this statement already."})


def _store(row: PracticeStatement, *, expected: int, by: User, verb: str) -> PracticeStatement:
    if not row._state.adding:
        return editing.change(row, expected=expected, by=by, verb=verb, clients=[])
    held = PracticeStatement.objects.filter(practice=by.practice, replaces=row.replaces_id)
    if row.replaces_id and (theirs := held.first()):
        raise editing.Stale(theirs)
    row.row_version = 1
    return editing.add(row, by=by, verb=verb, clients=[])


@transaction.atomic
def add_statement(row: PracticeStatement, *, by: User) -> PracticeStatement:
    """Add a statement of the practice's own to a planner, at the end of its section."""
    _require_staff(by)
    row.practice, row.fingerprint = by.practice, fingerprint(row.text)  # type: ignore[assignment]
    if PracticeStatement.objects.filter(practice=by.practice, pk=row.pk).exists():
        return row
    _refuse_twin(row)
    return editing.add(row, by=by, verb="planner.added", clients=[])


@transaction.atomic
def take_out(row: PracticeStatement, *, expected: int, by: User) -> PracticeStatement:
    """Offer a statement no longer, in this practice. What was copied into plans stays there."""
    _require_staff(by)
    stored = row if row._state.adding else editing.lock(row, by=by)
    stored.is_hidden = True
    return _store(stored, expected=expected, by=by, verb="planner.taken_out")


@transaction.atomic
def put_back(row: PracticeStatement, *, expected: int, by: User) -> PracticeStatement:
    """Offer a statement again that was taken out.

    Where nothing was reworded the practice's row goes: a newer release may then correct the words.
    """
    _require_staff(by)
    stored = editing.lock(row, by=by)
    if stored.replaces and stored.says_the_same:
        return _drop(stored, expected=expected, by=by, verb="planner.put_back")
    stored.is_hidden = False
    return editing.change(stored, expected=expected, by=by, verb="planner.put_back", clients=[])


@transaction.atomic
def use_original(row: PracticeStatement, *, expected: int, by: User) -> PracticeStatement:
    """Let the shipped words stand again in the place of the practice's."""
    _require_staff(by)
    stored = editing.lock(row, by=by)
    if stored.replaces_id is None:
        raise ValidationError("This statement is the practice's own: there is no original.")
    return _drop(stored, expected=expected, by=by, verb="planner.original")


def _drop(stored: PracticeStatement, *, expected: int, by: User, verb: str) -> PracticeStatement:
    if stored.row_version != expected:
        raise editing.Stale(stored)
    record(verb, stored, by=by, changed={"was": stored.text[:200]})
    stored.delete()
    return stored
