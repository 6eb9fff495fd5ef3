"""Requests of clients about their own records: received, extended, fulfilled, denied."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.acting import plain
from clients.actions.permits import locked, refuse_later, require_assigner
from trail.proof import witness
from trail.recording import record

from ..models import RecordRequest, RequestStep
from ..standing import DENIALS, Standing, standing


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
    said = {"kind": request.kind, "received_on": request.received_on} | witness(request)
    record("request.received", request, by=by, clients=[client.pk], changed=said)
    return request


@transaction.atomic
def extend(request: RecordRequest, *, until: date, text: str, by: User) -> RequestStep:
    """Give the practice more time, once, with the reason that the client is told in writing."""
    request, now = _open(request, by)
    if now.extension:
        raise ValidationError("The time was extended before; it can be extended once.")
    first = request.received_on + timedelta(days=request.clock.days)
    if not text.strip():
        raise ValidationError({"text": "Write the reason: the client gets it in writing."})
    if request.practice.today > first:
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
def deny(
    request: RecordRequest, *, ground: str, text: str, withheld: Sequence[str] = (), by: User
) -> RequestStep:
    """Refuse access, on one of the regulation's grounds, with the reason in words.

    With `withheld` (keys of exchange.parts) only these parts are kept back: the request stays open
    until the client got the rest (45 CFR 164.524(d)(1)).
    """
    request, now = _open(request, by)
    if request.kind != RecordRequest.Kind.ACCESS:
        raise ValidationError("An account of disclosures is not refused on these grounds.")
    if ground not in DENIALS:
        raise ValidationError({"ground": "Choose one of the regulation’s grounds."})
    if not text.strip():
        raise ValidationError({"text": "Write the reason: the client gets it in writing."})
    if now.denial:
        raise ValidationError("It was denied before; a denial is reviewed, and not made again.")
    kind = RequestStep.Kind.PARTLY if withheld else RequestStep.Kind.DENIED
    return _step(
        request, "request.denied", by, kind=kind, text=text, ground=ground, withheld=list(withheld)
    )


@transaction.atomic
def review_denial(
    request: RecordRequest, *, reviewer: str, upheld: bool, text: str, on: date, by: User
) -> RequestStep:
    """Write down how a licensed professional who took no part in it judged the denial anew.

    The practice does as they determined: a denial that does not stand opens the request again
    (45 CFR 164.524(a)(4), (d)(4)).
    """
    request, now = _held(request, by)
    if now.denial is None or not now.may_be_reviewed:
        raise ValidationError("There is no denial here that may be reviewed.")
    refuse_later(on, "on", "The day of the review", by)
    if on < now.denial.on:
        raise ValidationError({"on": "That is before the denial."})
    if not reviewer.strip():
        raise ValidationError({"reviewer": "Write who reviewed it, with their license."})
    if plain(reviewer).startswith(plain(now.denial.by.name)):
        said = f"{now.denial.by.name} took part in the denial: somebody else reviews it."
        raise ValidationError({"reviewer": said})
    if not text.strip():
        raise ValidationError({"text": "Write what was determined: the client gets it in writing."})
    given = {"reviewer": reviewer, "upheld": upheld, "text": text, "on": on}
    return _step(request, "request.reviewed", by, kind="reviewed", **given)


@transaction.atomic
def send_elsewhere(request: RecordRequest, *, text: str, by: User) -> RequestStep:
    """The practice does not hold what is asked for, and told the client where to ask."""
    request, _ = _open(request, by)
    if request.kind != RecordRequest.Kind.ACCESS:
        raise ValidationError("An account of disclosures is the practice’s own to give.")
    if not text.strip():
        raise ValidationError({"text": "Write what the client was told."})
    return _step(request, "request.sent_elsewhere", by, kind="elsewhere", text=text)


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


def _open(request: RecordRequest, by: User) -> tuple[RecordRequest, Standing]:
    """The request, its client's record locked, and where it stands, if it still waits."""
    request, now = _held(request, by)
    if not now.is_open:
        raise ValidationError("This request is closed.")
    return request, now


def _held(request: RecordRequest, by: User) -> tuple[RecordRequest, Standing]:
    """The request, its client's record locked, and where it stands."""
    client = locked(request.client_id, by)
    require_assigner(client, by)
    request = RecordRequest.objects.with_steps().get(pk=request.pk, practice=by.practice)
    return request, standing(request, client.practice.today)


def _step(request: RecordRequest, verb: str, by: User, **fields: object) -> RequestStep:
    assert by.practice is not None
    now = standing(request, by.practice.today)
    given = {"practice": request.practice, "on": by.practice.today, "by": by, **fields}
    given["after_review"] = now.overturned
    step = RequestStep(request=request, **given)
    step.clean_fields(exclude={"id", "practice", "until"})
    step.save(force_insert=True)
    said = {"kind": step.kind, "on": step.on, "until": step.until, "ground": step.ground}
    said |= {"withheld": step.withheld, "upheld": step.upheld}
    said |= witness(step)
    record(verb, request, by=by, clients=[request.client_id], changed=said)
    return step


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
