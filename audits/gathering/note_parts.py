"""What hangs on notes: what was worked on, numbers, signatures, addenda. A query for each kind."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from audits.facts import Delivered, Signed
from notes.models import (
    Addendum,
    Count,
    GoalWorkedOn,
    InterventionDelivered,
    Note,
    NoteSignature,
    NoteText,
    ObjectiveWorkedOn,
    Score,
)
from plans.models import Version

Rows = Mapping[UUID, list[tuple[Any, ...]]]


class Parts(TypedDict):
    """The fields of a `NoteFact` that are rows of their own."""

    version: int | None
    goals: frozenset[UUID]
    objectives: frozenset[UUID]
    delivered: tuple[Delivered, ...]
    scores: tuple[tuple[UUID, str, int], ...]
    counted: frozenset[UUID]
    signatures: tuple[Signed, ...]
    requires: tuple[str, ...]
    late_after_hours: int | None
    addenda_on: tuple[date, ...]


def parts_of(
    notes: Iterable[Note], client_ids: Collection[UUID], zone: ZoneInfo
) -> dict[UUID, Parts]:
    """The parts of each note of these clients, by its id: nine queries. A score counts on its goal.

    The rows are asked for by client: the ids of their notes would be a query of thousands of words.

    Signatures, and what they need, are those of the text that stands or waits; of a text that was
    returned there is none.
    """
    notes = list(notes)
    kept = _Kept(client_ids, zone)
    numbers: dict[UUID | None, int] = dict(_numbers_of_versions(notes))
    return {note.pk: kept.parts(note.pk, numbers.get(note.version_id)) for note in notes}


def _numbers_of_versions(notes: Iterable[Note]) -> "QuerySet[Version, tuple[UUID, int]]":
    ids = {note.version_id for note in notes if note.version_id}
    return Version.objects.filter(pk__in=ids).order_by().values_list("pk", "number")


class _Kept:
    """The rows of all notes, by note."""

    def __init__(self, client_ids: Collection[UUID], zone: ZoneInfo) -> None:
        self.zone = zone
        theirs = {"note__attendance__client__in": client_ids}
        self.goals = _by_note(GoalWorkedOn.objects.filter(**theirs), "goal_id")
        self.objectives = _by_note(ObjectiveWorkedOn.objects.filter(**theirs), "objective_id")
        self.delivered = _by_note(
            InterventionDelivered.objects.filter(**theirs),
            "intervention_id", "intervention__objective_id", "intervention__modality",
            "intervention__statement", "minutes",
        )  # fmt: skip
        standing = Score.objects.standing().filter(**theirs)
        self.scores = _by_note(standing, "goal_id", "rater", "value")
        counts = Count.objects.standing().filter(**theirs)
        self.counts = _by_note(counts, "objective_id")
        self.addenda = _by_note(Addendum.objects.filter(**theirs), "added_at")
        texts = NoteText.objects.not_returned().filter(**theirs)
        self.texts = _by_note(texts, "number", "requires", "late_after_hours", "pk")
        self.signatures = self._signatures(client_ids)

    def _signatures(self, client_ids: Collection[UUID]) -> Mapping[UUID, list[Signed]]:
        found: dict[UUID, list[Signed]] = defaultdict(list)
        theirs = NoteSignature.objects.filter(text__note__attendance__client__in=client_ids)
        for row in theirs.order_by("signed_at", "id"):
            found[row.text_id].append(
                Signed(
                    role=row.role,
                    signer=row.signer_id,
                    name=row.name,
                    credentials=row.credentials,
                    method=row.method,
                    at=row.signed_at.astimezone(self.zone),
                    on=self._day(row.signed_at),
                )
            )
        return found

    def parts(self, pk: UUID, version: int | None) -> Parts:
        """What hangs on one note."""
        _, requires, late_after_hours, text = (self.texts.get(pk) or [(0, [], None, None)])[-1]
        return Parts(
            version=version,
            goals=frozenset(row[0] for row in self.goals.get(pk, ())),
            objectives=frozenset(row[0] for row in self.objectives.get(pk, ())),
            delivered=tuple(Delivered(*row) for row in self.delivered.get(pk, ())),
            scores=tuple((row[0], row[1], row[2]) for row in self.scores.get(pk, ())),
            counted=frozenset(row[0] for row in self.counts.get(pk, ())),
            signatures=tuple(self.signatures.get(text, ())) if text else (),
            requires=tuple(item["role"] for item in requires),
            late_after_hours=late_after_hours,
            addenda_on=tuple(self._day(row[0]) for row in self.addenda.get(pk, ())),
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def _by_note(rows: "QuerySet[Any]", *fields: str) -> Rows:
    """These fields of each row, by note, in order of the first of them."""
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for note, *values in rows.order_by(fields[0]).values_list("note_id", *fields):
        found[note].append(tuple(values))
    return found
