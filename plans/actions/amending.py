"""Requests for amendment: what was asked is written down, and each answer is added to it.

The client's words reach us on paper or spoken: nothing under the client's own pages writes. Staff
on the care team and the practice's admin keep the thread; only a clinician on the care team
decides, for whether the record is accurate is a clinical judgement (house rule).
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.actions.permits import locked, refuse_later, require_assigner, require_author
from trail.proof import witness
from trail.recording import record

from ..amending import Thread, first_due, last_due, may_add
from ..drafting import in_words
from ..models import AmendmentEntry, AmendmentRequest, Version
from ..state import effective_at, returned

Kind = AmendmentEntry.Kind
CLINICAL = {*AmendmentEntry.DECISIONS, Kind.REBUTTAL}
NOT_NOW = "This step does not come next. Look at the request again."


@transaction.atomic
def record_amendment_request(request: AmendmentRequest, *, by: User) -> AmendmentRequest:
    """Write down what the client asks. Posting the same form twice adds one."""
    client = locked(request.client_id, by)
    require_assigner(client, by)
    if held := AmendmentRequest.objects.filter(practice=by.practice, pk=request.pk).first():
        return held
    request.practice, request.recorded_by = client.practice, by
    if request.version and request.version.plan.client_id != client.pk:
        raise ValidationError("This version is another client’s.")
    refuse_later(request.received_on, "received_on", "The day on which it was received", by)
    request.clean_fields(exclude={"practice", "recorded_by", "version", "note"})
    request.save(force_insert=True)
    said = {"about": request.item[:200], "due": str(first_due(request))} | witness(request)
    record("amendment.requested", request, by=by, clients=[client.pk], changed=said)
    return request


@transaction.atomic
def add_to_amendment(entry: AmendmentEntry, *, by: User) -> AmendmentEntry:
    """Add a step to the thread. The same step pressed twice, or out of turn, adds nothing."""
    client = locked(entry.request.client_id, by)
    require = require_author if entry.kind in CLINICAL else require_assigner
    require(client, by)
    if held := AmendmentEntry.objects.filter(practice=by.practice, pk=entry.pk).first():
        return held
    request = AmendmentRequest.objects.with_thread().get(pk=entry.request_id, practice=by.practice)
    thread = Thread.of(request, client.practice.today)
    if not may_add(thread, entry.kind):
        raise ValidationError(NOT_NOW)
    entry.practice, entry.by = client.practice, by
    _check(entry, thread, by)
    entry.clean_fields(exclude={"practice", "by", "request", "version", "until"})
    entry.save(force_insert=True)
    said = {"reason": entry.reason, "until": entry.until, "version": entry.version_id}
    said = {name: value for name, value in said.items() if value} | witness(entry)
    record(f"amendment.{entry.kind}", request, by=by, clients=[client.pk], changed=said)
    return entry


def _check(entry: AmendmentEntry, thread: Thread, by: User) -> None:
    """What each kind of step must say."""
    refuse_later(entry.on, "on", "This day", by)
    if entry.on < thread.request.received_on:
        raise ValidationError({"on": "This day is before the request was received."})
    if entry.kind == Kind.EXTENDED:
        _check_until(entry, thread)
    if entry.kind in (Kind.DENIED, Kind.PARTLY) and not entry.reason:
        raise ValidationError({"reason": "Choose the ground on which it is denied."})
    if entry.kind == Kind.CARRIED and thread.request.version:
        _check_version(entry.version, thread)


def _check_until(entry: AmendmentEntry, thread: Thread) -> None:
    first, last = first_due(thread.request), last_due(thread.request)
    if entry.until is None or not first < entry.until <= last:
        raise ValidationError(
            {"until": f"Choose a day after {in_words(first)} and not after {in_words(last)}."}
        )


def _check_version(version: Version | None, thread: Thread) -> None:
    """A correction is a newer version of the same plan; what was signed stays as it is."""
    asked = thread.request.version
    assert asked is not None
    if version is None or version.plan_id != asked.plan_id or version.number <= asked.number:
        raise ValidationError({"version": "Choose the newer version that carries the amendment."})
    if returned(version):
        raise ValidationError({"version": "This version was returned: it carries nothing."})
    if effective_at(version) is None:
        said = "This version still waits for a signature: it carries nothing until it is in effect."
        raise ValidationError({"version": said})
