"""Which instruments a practice uses, and the ones that it brings itself."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.actions import require_admin
from accounts.models import User
from trail.proof import witness
from trail.recording import record

from ..catalogue import Known, find
from ..instrument import Definition
from ..models import Instrument, InstrumentChoice
from ..shipped import digest, shipped


@transaction.atomic
def switch(key: str, *, is_on: bool, terms: str = "", by: User) -> InstrumentChoice:
    """Use an instrument from now on, or no longer. What was answered stays.

    Raises ValidationError where the terms are unsure and nobody said what gives the right.
    """
    require_admin(by)
    known = find(key, by)
    if known is None:
        raise ValidationError("There is no such measure.")
    if is_on and known.needs_terms and not terms.strip():
        raise ValidationError({"terms": "Say what gives your practice the right to use it."})
    if known.choice and known.choice.is_on == is_on and known.choice.terms == terms:
        return known.choice
    choice = InstrumentChoice(
        practice=by.practice,
        key=key,
        number=known.choice.number + 1 if known.choice else 1,
        is_on=is_on,
        terms=terms.strip(),
        by=by,
    )
    choice.clean_fields(exclude=["practice", "by"])
    try:
        with transaction.atomic():
            choice.save(force_insert=True)
    except IntegrityError:
        raise ValidationError("Somebody else switched this just now. Look at it again.") from None
    said = {"key": key} | witness(choice)
    record(f"measure.switched-{'on' if is_on else 'off'}", choice, by=by, changed=said)
    return choice


@transaction.atomic
def add_instrument(said: Definition, *, by: User) -> Instrument:
    """Bring an instrument, or the next text of one that was brought before."""
    require_admin(by)
    if said.key in shipped():
        raise ValidationError(
            f"“{said.key}” is the key of a measure that comes with the product. Choose another."
        )
    row = _add(said, by=by, added_by=by)
    record("measure.brought", row, by=by, changed={"key": said.key, "number": row.number})
    return row


def text_of(known: Known, *, by: User) -> Instrument:
    """The row that answers point to: the instrument's present text, copied on its first use."""
    if not known.is_on:
        raise PermissionDenied("This measure is switched off in your practice.")
    held = _newest(known.says, by)
    if held and held.digest == digest(known.says):
        return held
    return _add(known.says, by=by, added_by=None)


def _newest(said: Definition, by: User) -> Instrument | None:
    rows: list[Instrument] = list(
        Instrument.objects.filter(practice=by.practice, key=said.key).order_by("-number")[:1]
    )
    return rows[0] if rows else None


def _add(said: Definition, *, by: User, added_by: User | None) -> Instrument:
    """The next number, unless the newest says just this. Two that come at once add one."""
    named = digest(said)
    if (held := _newest(said, by)) and held.digest == named:
        return held
    last = Instrument.objects.filter(practice=by.practice, key=said.key).aggregate(n=Max("number"))
    row = Instrument(
        practice=by.practice,
        key=said.key,
        number=(last["n"] or 0) + 1,
        name=said.name,
        definition=said.model_dump(mode="json"),
        digest=named,
        added_by=added_by,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        held = _newest(said, by)
        if held is None or held.digest != named:
            raise ValidationError("Somebody else changed this just now. Try again.") from None
        return held
    record("measure.kept", row, by=by, changed=witness(row))
    return row
