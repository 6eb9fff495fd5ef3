"""Giving an instrument: answers are kept as they come, and finishing scores and locks them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.editing import Stale
from accounts.models import User
from clients.actions import answer_risk
from clients.actions.permits import locked_to_write, refuse_later
from clients.models import Client, RiskAnswer
from config import clock
from trail.proof import witness
from trail.recording import record

from ..catalogue import Known
from ..models import Administration
from ..scoring import Answers, Facts, raised, score
from .choosing import text_of

LOCKED = "This measure is scored and locked. Put it right by a new one."


@transaction.atomic
def start(given: Administration, known: Known, answers: Answers, *, by: User) -> Administration:
    """Keep the first answers. A correction names what it puts right, and says what was wrong."""
    locked_to_write(given.client_id, by)
    given.instrument = text_of(known, by=by)
    if given.supersedes_id:
        _check_correction(given, by)
    _take(given, answers, by)
    row = editing.add(given, by=by, verb="measure.begun", clients=[given.client_id])
    _tell_risk(row, by)
    return row


@transaction.atomic
def keep(given: Administration, answers: Answers, *, expected: int, by: User) -> Administration:
    """Keep the answers so far."""
    locked_to_write(given.client_id, by)
    held = editing.lock(given, by=by)
    if held.is_completed:
        raise ValidationError(LOCKED)
    _take(given, answers, by)
    row = editing.change(
        given, expected=expected, by=by, verb="measure.answered", clients=[given.client_id]
    )
    _tell_risk(row, by)
    return row


@transaction.atomic
def finish(given: Administration, *, expected: int, by: User) -> Administration:
    """Score the answers as they are stored, and lock them. Finishing twice is finishing once."""
    client = locked_to_write(given.client_id, by)
    held = editing.lock(given, by=by)
    if held.is_completed:
        return held
    if held.row_version != expected:
        raise Stale(held)
    if held.supersedes_id:
        _check_correction(held, by)
    held.facts = {"gender": client.gender}
    result = score(held.instrument.says, held.answers, _facts(client))
    held.result, held.total = result.model_dump(mode="json"), result.total
    held.completed_at, held.completed_by = clock.now(), by
    held.row_version += 1
    held.changed_by, held.changed_at = by, held.completed_at
    editing.check(held)
    held.save()
    said = {"measure": held.instrument.name, "total": held.total} | witness(held)
    if held.supersedes:
        _answer_risk(held.supersedes, "put right by another", by, present=False)
    record("measure.scored", held, by=by, clients=[client.pk], changed=said)
    return held


@transaction.atomic
def discard(given: Administration, *, expected: int, by: User) -> None:
    """Take out a measure that was begun and not finished. A finished one stays."""
    locked_to_write(given.client_id, by)
    held = editing.lock(given, by=by)
    if held.is_completed:
        raise ValidationError(LOCKED)
    if held.row_version != expected:
        raise Stale(held)
    _answer_risk(held, "discarded unfinished", by, present=False)
    record("measure.discarded", held, by=by, clients=[held.client_id])
    held.delete()


def _facts(client: Client) -> Facts:
    return Facts(gender=client.gender)  # type: ignore[arg-type]


def _take(given: Administration, answers: Answers, by: User) -> None:
    """The answers that are given; a blank is no answer. Raises ValidationError for another's."""
    refuse_later(given.on, "on", "The date", by)
    if given.attendance and given.attendance.client_id != given.client_id:
        raise ValidationError("This session is not one of the client's.")
    given.answers = {name: value for name, value in answers.items() if value is not None}
    try:
        score(given.instrument.says, given.answers, Facts())
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from None


def _check_correction(given: Administration, by: User) -> None:
    assert given.supersedes_id is not None
    of_client = Administration.objects.filter(practice=by.practice, client=given.client_id)
    wrong = of_client.get(pk=given.supersedes_id)
    if not wrong.is_completed or wrong.instrument.key != given.instrument.key:
        raise ValidationError("Only a finished measure of the same kind is put right.")
    if wrong.corrections.completed().exclude(pk=given.pk).exists():
        raise ValidationError("Somebody else put this right already. Look at it now.")


def _tell_risk(given: Administration, by: User) -> None:
    """Let the client's record know what the answers say of risk, as soon as they are kept."""
    said = given.instrument.says
    asks = set(raised(said, given.answers))
    words = [
        f"{said.name}, item {number}: {said.answer_words(item, given.answers[item.id])}"
        for number, item in said.numbered()
        if item.id in asks
    ]
    _answer_risk(given, "; ".join(words), by)


def _answer_risk(given: Administration, words: str, by: User, *, present: bool = True) -> None:
    answer_risk(
        given.client,
        RiskAnswer.Source.MEASURE,
        given.pk,
        present=present and bool(words),
        said=words or "not named any more",
        on=given.on,
        by=by,
    )
