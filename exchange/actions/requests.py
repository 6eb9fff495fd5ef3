"""Requests of clients about their own records: received, extended, fulfilled, denied."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.actions.permits import locked, refuse_later, require_assigner
from clients.law import law
from trail.recording import record

from ..models import RecordRequest, RequestStep
from ..standing import standing

DENIALS = {denial.key: denial for denial in law().denials}


@transaction.atomic
def receive(request: RecordRequest, *, by: User) -> RecordRequest:
    """Write down that the client asked. The form chose the row's id: posted twice, it adds one."""
    client = locked(request.client_id, by)
    require_assigner(client, by)
    if held := RecordRequest.objects.filter(practice=by.practice, pk=request.pk).first():
        return held
    refuse_later(request.received_on, "received_on", "The day of the request", by)
    asked_by_other = request.asked_by == RecordRequest.AskedBy.REPRESENTATIVE
    if asked_by_other and not request.name.strip():
        raise ValidationError({"name": "Write who asks for the client."})
    request.practice, request.recorded_by = client.practice, by
    request.save(force_insert=True)
    said = {"kind": request.kind, "received_on": request.received_on}
    record("request.received", request, by=by, clients=[client.pk], changed=said)
    return request


@transaction.atomic
def extend(request: RecordRequest, *, until: date, text: str, by: User) -> RequestStep:
    """Give the practice more time, once, with the reason that the client is told in writing."""
    request, today = _open(request, by)
    if standing(request, today).extension:
        raise ValidationError("The time was extended before; it can be extended once.")
    first = request.received_on + timedelta(days=request.clock.days)
    if not text.strip():
        raise ValidationError({"text": "Write the reason: the client gets it in writing."})
    if today > first:
        raise ValidationError(
            "The time has run out: it can be extended only within the first"
            f" {request.clock.days} days ({request.clock.citation})."
        )
    if not first < until <= request.latest_extension:
        latest = request.latest_extension
        raise ValidationError(
            {"until": f"Choose a day after the first term, and not after {_day(latest)}."}
        )
    return _step(request, "request.extended", by, kind="extended", text=text, until=until)


@transaction.atomic
def deny(request: RecordRequest, *, ground: str, text: str, by: User) -> RequestStep:
    """Refuse access, on one of the regulation's grounds, with the reason in words."""
    request, _ = _open(request, by)
    if request.kind != RecordRequest.Kind.ACCESS:
        raise ValidationError("An account of disclosures is not refused on these grounds.")
    if ground not in DENIALS:
        raise ValidationError({"ground": "Choose one of the regulation’s grounds."})
    if not text.strip():
        raise ValidationError({"text": "Write the reason: the client gets it in writing."})
    return _step(request, "request.denied", by, kind="denied", text=text, ground=ground)


@transaction.atomic
def fulfil(request: RecordRequest, *, on: date, text: str, by: User) -> RequestStep:
    """The client got what was asked for, in another way than by an export from here."""
    request, _ = _open(request, by)
    refuse_later(on, "on", "The day", by)
    if on < request.received_on:
        raise ValidationError({"on": "That is before the request was received."})
    if not text.strip():
        raise ValidationError({"text": "Write what the client got, and how."})
    return close(request, on=on, text=text, by=by)


def close(request: RecordRequest, *, on: date, text: str, by: User) -> RequestStep:
    """Write down that an open request is fulfilled: for actions that have checked that it is."""
    return _step(request, "request.fulfilled", by, kind="fulfilled", text=text, on=on)


def _open(request: RecordRequest, by: User) -> tuple[RecordRequest, date]:
    """The request, its client's record locked, if it still waits; and today."""
    client = locked(request.client_id, by)
    require_assigner(client, by)
    request = RecordRequest.objects.with_steps().get(pk=request.pk, practice=by.practice)
    today = client.practice.today
    if not standing(request, today).is_open:
        raise ValidationError("This request is closed.")
    return request, today


def _step(request: RecordRequest, verb: str, by: User, **fields: object) -> RequestStep:
    assert by.practice is not None
    given = {"practice": request.practice, "on": by.practice.today, "by": by, **fields}
    step = RequestStep(request=request, **given)
    step.clean_fields(exclude={"id", "practice", "until"})
    step.save(force_insert=True)
    said = {"kind": step.kind, "on": step.on, "until": step.until, "ground": step.ground}
    record(verb, request, by=by, clients=[request.client_id], changed=said)
    return step


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
