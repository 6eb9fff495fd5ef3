"""Writing diagnoses: only billable codes, kept as they read on the day."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from clients import icd10

from ..models import Diagnosis
from .permits import locked_to_change, refuse_later


@transaction.atomic
def add_diagnosis(diagnosis: Diagnosis, *, by: User) -> Diagnosis:
    """Diagnose: the code must be billable, and its title and release are kept as they read now."""
    locked_to_change(diagnosis.client_id, by)
    _take_code(diagnosis)
    refuse_later(diagnosis.diagnosed_on, "diagnosed_on", "The day of the diagnosis", by)
    diagnosis.diagnosed_by_id = diagnosis.diagnosed_by_id or by.pk
    return editing.add(diagnosis, by=by, verb="diagnosis.added", clients=[diagnosis.client_id])


@transaction.atomic
def change_diagnosis(diagnosis: Diagnosis, *, expected: int, by: User) -> Diagnosis:
    """Save an edited diagnosis. A code that has ended since may stay; a new one is looked up."""
    stored = editing.lock(diagnosis, by=by)
    locked_to_change(stored.client_id, by)
    if icd10.normalise(diagnosis.code) == stored.code:
        diagnosis.code, diagnosis.title = stored.code, stored.title
        diagnosis.release = stored.release
    else:
        _take_code(diagnosis)
    refuse_later(diagnosis.diagnosed_on, "diagnosed_on", "The day of the diagnosis", by)
    return editing.change(
        diagnosis, expected=expected, by=by, verb="diagnosis.changed", clients=[stored.client_id]
    )


def _take_code(diagnosis: Diagnosis) -> None:
    try:
        found = icd10.check_billable(diagnosis.code)
    except ValidationError as refusal:
        raise ValidationError({"code": refusal.messages}) from refusal
    diagnosis.code, diagnosis.title = found.code, found.title
    diagnosis.release = found.release.name
