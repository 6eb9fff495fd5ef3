"""Requests for amendment, for the papers of the version that they are about.

The chart has all of them, a payer's paper those that go along with the text: 45 CFR
164.526(c)(1), (d)(4) and (d)(5); see plans.amending for which edition was read.
"""

from plans.amending import Thread, amendments_of, carried_by
from plans.document import PlanDocument
from plans.models import AmendmentEntry, Version

from .facts import AmendmentAsked, AmendmentStep

Kind = AmendmentEntry.Kind


def amendments_on_paper(version: Version, document: PlanDocument) -> tuple[AmendmentAsked, ...]:
    """Every request about this version or an earlier one, the oldest first; three queries."""
    threads = sorted(amendments_of(version), key=lambda thread: thread.request.recorded_at)
    nodes = {"", "plan"} | {str(pk) for pk in document.numbers()}
    return tuple(_asked(one, _in_text(one, version, nodes)) for one in threads)


def _in_text(thread: Thread, version: Version, nodes: set[str]) -> bool:
    """Whether the item is in this version, and whoever is sent it is told of the request."""
    if thread.request.node not in nodes:
        return False
    by = thread.carried
    here = by is not None and by.version is not None and by.version.plan_id == version.plan_id
    if not here:
        return thread.goes_along
    assert by is not None
    assert by.version is not None
    # Copies of what stood before it was carried out are sent with what changed it.
    return by.version.number > version.number or thread.goes_along


def _asked(thread: Thread, in_text: bool) -> AmendmentAsked:
    """Without the days that are left: paper is kept, and they would no longer be true."""
    request = thread.request
    return AmendmentAsked(
        about=request.item,
        what=request.what,
        why=request.why,
        asked_by=request.get_asked_by_display(),
        way=request.get_way_display(),
        received_on=request.received_on,
        recorded_by=request.recorded_by.printed_name,
        state=thread.standing,
        due_on=thread.due_on if thread.is_open else None,
        in_text=in_text,
        steps=tuple(_step(entry) for entry in thread.entries),
    )


def _step(entry: AmendmentEntry) -> AmendmentStep:
    return AmendmentStep(
        kind=entry.kind,
        label=entry.get_kind_display(),
        on=entry.on,
        by=entry.by.printed_name,
        text=entry.text,
        reason=entry.get_reason_display() if entry.reason else "",
        until=entry.until,
        persons=entry.persons,
        carried_by=carried_by(entry) if entry.kind == Kind.CARRIED else "",
    )
