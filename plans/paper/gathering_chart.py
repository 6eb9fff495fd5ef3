"""What stands around a version in the client's chart. Private notes are never asked for here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from measures.models import Administration
from measures.results import outcome
from notes.models import Note
from plans.document import PlanDocument
from plans.models import Plan, Return, Version
from plans.state import effective_at, returned, waits_for

from .facts import ChartRecord, MeasureListed, NoteListed, ReturnMade, VersionKept


def whole_record(plan: Plan) -> ChartRecord:
    """The plan's versions and returns, its client's signed notes and measures; eight queries."""
    versions = list(
        plan.versions.order_by("number").with_signatures().prefetch_related("returns__returned_by")
    )
    zone = ZoneInfo(plan.practice.time_zone)
    return ChartRecord(
        versions=tuple(_kept(one, zone) for one in versions),
        returns=tuple(_return(one, back) for one in versions if (back := returned(one))),
        notes=tuple(_notes(plan, zone)),
        measures=tuple(_measures(plan)),
    )


def _kept(version: Version, zone: ZoneInfo) -> VersionKept:
    return VersionKept(
        number=version.number,
        reason=version.reason,
        frozen_on=_day(version.frozen_at, zone),
        state=_state(version, zone),
        digest=version.digest,
    )


def _state(version: Version, zone: ZoneInfo) -> str:
    if back := returned(version):
        return f"returned on {_day(back.returned_at, zone)}; never in effect"
    if held := effective_at(version):
        return f"in effect from {_day(held, zone)}"
    return f"waiting for {' and '.join(waits_for(version))}"


def _return(version: Version, back: Return) -> ReturnMade:
    numbers = PlanDocument.stored(version.document).numbers()
    named = {str(pk): f"item {number}" for pk, number in numbers.items()}
    return ReturnMade(
        version=version.number,
        returned_by=back.returned_by.printed_name,
        returned_at=back.returned_at,
        comments=tuple(
            (named.get(node, "the plan as a whole"), said) for node, said in back.comments.items()
        ),
    )


def _notes(plan: Plan, zone: ZoneInfo) -> list[NoteListed]:
    rows = (
        Note.objects.signed()
        .filter(attendance__client=plan.client_id)
        .select_related("template", "attendance__session")
        .prefetch_related("addenda")
        .order_by("attendance__session__starts_at", "id")
    )
    return [
        NoteListed(
            held_on=row.attendance.session.starts_at.astimezone(zone).date(),
            kind=row.template.title,
            signed_by=", ".join(filter(None, (row.signed_name, row.signed_credentials))),
            signed_at=row.signed_at,
            addenda=len(row.addenda.all()),
        )
        for row in rows
        if row.signed_at
    ]


def _measures(plan: Plan) -> list[MeasureListed]:
    """Every finished result of the client, a wrong one with what put it right."""
    rows = list(
        Administration.objects.completed()
        .filter(client=plan.client_id)
        .select_related("instrument", "completed_by")
    )
    right = {row.supersedes_id: row for row in rows if row.supersedes_id}
    return [
        MeasureListed(
            on=row.on,
            name=row.instrument.name,
            result=outcome(row),
            how=row.get_way_display(),
            by=row.completed_by.printed_name if row.completed_by else "",
            corrected=f"put right: {right[row.pk].reason}" if row.pk in right else "",
        )
        for row in rows
    ]


def _day(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return f"{there.day} {there:%B %Y}"
