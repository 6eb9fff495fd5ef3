"""Versions as facts: when each was in effect, who signed it and why somebody did not."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import Supervision
from audits.facts import Signed, VersionFact
from plans.models import Signature, UnsignedReason, Version
from plans.state import periods, returned

Told = Callable[[Sequence[Version]], tuple[VersionFact, ...]]
Spans = dict[UUID, list[tuple[datetime, datetime | None]]]


def version_facts(practice_id: UUID, zone: ZoneInfo) -> Told:
    """What turns a plan's versions into facts. One query: who was a trainee from when to when."""
    spans: Spans = {}
    rows = Supervision.objects.filter(practice=practice_id, cosigns=True)
    for who, start, end in rows.values_list("supervisee_id", "started_at", "ended_at"):
        spans.setdefault(who, []).append((start, end))
    return lambda versions: tuple(_facts(versions, zone, spans))


def signed(row: Any, role: str, zone: ZoneInfo) -> Signed:
    """An authenticated signature; its time and day are the practice's."""
    at = row.signed_at.astimezone(zone)
    return Signed(role, row.signer_id, row.name, row.credentials, row.method, at, at.date())


def _facts(versions: Sequence[Version], zone: ZoneInfo, spans: Spans) -> Iterator[VersionFact]:
    held = {period.version.pk: period for period in periods(versions)}
    for row in versions:
        period = held.get(row.pk)
        signatures = list(row.signatures.all())
        answers = [one.answer for one in signatures if hasattr(one, "answer")]
        goals, objectives = _active(json.loads(row.document)["problems"])
        yield VersionFact(
            id=row.pk,
            number=row.number,
            frozen_on=row.frozen_at.astimezone(zone).date(),
            requires=tuple(one["role"] for one in row.requires if one.get("blocks", True)),
            signatures=tuple(signed(one, one.role, zone) for one in signatures),
            from_on=period.since.astimezone(zone).date() if period else None,
            until_on=period.until.astimezone(zone).date() if period and period.until else None,
            returned=bool(returned(row)),
            goals=goals,
            objectives=objectives,
            restated=frozenset(one.role for one in answers if _restates(one.goals)),
            assent=next((one.assent for one in answers if one.assent), ""),
            trainee=_was_trainee(signatures, spans),
            **_reasons(row.unsigned_reasons.all()),
        )


def _active(problems: Any) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The goals and objectives that a frozen text holds as active."""
    goals = [
        goal
        for problem in problems
        if problem["status"] == "active"
        for goal in problem["goals"]
        if goal["status"] == "active"
    ]
    steps = [one for goal in goals for one in goal["objectives"] if one["status"] == "active"]
    return (
        frozenset(UUID(goal["id"]) for goal in goals),
        frozenset(UUID(one["id"]) for one in steps),
    )


def _restates(goals: Sequence[Any]) -> bool:
    return bool(goals) and all(said.get("words", "").strip() for said in goals)


def _was_trainee(signatures: Iterable[Signature], spans: Spans) -> bool:
    """Whether a supervisor co-signed for the author when they signed."""
    return any(
        start <= one.signed_at and (end is None or one.signed_at < end)
        for one in signatures
        if one.role == Signature.Role.AUTHOR
        for start, end in spans.get(one.signer_id, ())
    )


def _reasons(rows: Iterable[UnsignedReason]) -> dict[str, Any]:
    told = {row.role: f"{row.get_because_display()}: {row.words}" for row in rows}
    verbal = any(row.because == UnsignedReason.Reason.VERBAL for row in rows)
    return {"unsigned_because": told, "verbal": verbal}
