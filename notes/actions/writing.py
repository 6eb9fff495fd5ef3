"""Writing a note, scoring the goals in it, and signing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from config import clock
from goals.models import Goal, GoalRevision, Intervention, Objective
from plans.actions.permits import require_author
from plans.models import Version
from plans.state import in_effect
from trail.recording import record

from ..models import (
    Attendance,
    Count,
    GoalWorkedOn,
    InterventionDelivered,
    Note,
    Score,
)
from ..templates import template_for


@dataclass(frozen=True)
class NumberGiven:
    """What was entered: a score (with its rater) or a count. None is "not scored", and no row."""

    of: UUID
    value: int | None
    rater: str = ""
    remark: str = ""


@transaction.atomic
def start_note(attendance: Attendance, template_key: str, *, by: User) -> Note:
    """Begin the note of a session that was attended. There is one per session and client."""
    require_author(attendance.client, by)
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk, practice=by.practice)
    if held := Note.objects.filter(attendance=attendance).first():
        return held
    if attendance.status != Attendance.Status.ATTENDED:
        raise ValidationError("The client did not attend this session: there is nothing to note.")
    note = Note(
        attendance=attendance,
        author=by,
        template=template_for(by.practice, template_key),
        version=version_on(attendance),
    )
    return editing.add(note, by=by, verb="note.started", clients=[attendance.client_id])


def version_on(attendance: Attendance) -> Version | None:
    """The version that was in effect when the session began; none is allowed."""
    versions = (
        Version.objects.defer("document")
        .filter(plan__client=attendance.client_id)
        .prefetch_related("signatures", "returns")
    )
    return in_effect(versions, at=attendance.session.starts_at)


@transaction.atomic
def save_note(
    note: Note,
    *,
    goals: Iterable[UUID] = (),
    interventions: Mapping[UUID, int | None] | None = None,
    scores: Iterable[NumberGiven] = (),
    counts: Iterable[NumberGiven] = (),
    expected: int,
    by: User,
) -> Note:
    """Save an unsigned note whole: its text, the goals worked on, what was delivered, the numbers.

    Nothing is half saved. Raises Stale when the note was changed since it was opened.
    """
    stored = _unsigned(note, by)
    parts = _Parts(stored, by)
    before = parts.held()
    if stored.row_version != expected and parts.would_change(before, note, goals, scores, counts):
        raise editing.Stale(stored)
    parts.replace(goals, interventions or {}, scores, counts)
    saved = editing.change(
        note,
        expected=stored.row_version,
        by=by,
        verb="note.changed",
        clients=[stored.attendance.client_id],
    )
    if saved.row_version == stored.row_version and parts.held() != before:
        saved = _bump(saved, by)
    return saved


def _bump(note: Note, by: User) -> Note:
    """Only the numbers changed: that too is a new version of the note."""
    note.row_version += 1
    note.changed_by, note.changed_at = by, clock.now()
    note.save(update_fields=["row_version", "changed_by", "changed_at"])
    record("note.scored", note, by=by, clients=[note.attendance.client_id])
    return note


def _unsigned(note: Note, by: User) -> Note:
    stored = editing.lock(note, by=by)
    require_author(stored.attendance.client, by)
    if stored.is_signed:
        raise ValidationError("This note is signed. What is to be said now belongs in an addendum.")
    if stored.author_id != by.pk:
        raise ValidationError(f"This note is {stored.author.printed_name}'s to write.")
    return stored


class _Parts:
    """What hangs on a note: goals worked on, interventions delivered, scores and counts."""

    def __init__(self, note: Note, by: User) -> None:
        self.note, self.by = note, by
        client = note.attendance.client_id
        in_care = {"problem__plan__client": client, "practice": by.practice}
        self.goals = {goal.pk: goal for goal in Goal.objects.filter(**in_care)}
        self.on = note.attendance.session.on

    def held(self) -> dict[str, Any]:
        """The parts as they are stored, comparable."""
        note = self.note
        return {
            "goals": set(note.goals_worked_on.values_list("goal_id", flat=True)),
            "interventions": set(
                note.interventions_delivered.values_list("intervention_id", "minutes")
            ),
            "scores": set(
                note.scores.filter(addendum=None).values_list("goal_id", "rater", "value", "remark")
            ),
            "counts": set(note.counts.filter(addendum=None).values_list("objective_id", "value")),
        }

    def would_change(
        self,
        before: dict[str, Any],
        note: Note,
        goals: Iterable[UUID],
        scores: Iterable[NumberGiven],
        counts: Iterable[NumberGiven],
    ) -> bool:
        """Whether saving would overwrite what somebody else saved in the meantime."""
        given = {(s.of, s.rater, s.value, s.remark) for s in scores if s.value is not None}
        counted = {(c.of, c.value) for c in counts if c.value is not None}
        same = (set(goals), given, counted) == (before["goals"], before["scores"], before["counts"])
        return not same or bool(editing.differences(note, self.note))

    def replace(
        self,
        goals: Iterable[UUID],
        interventions: Mapping[UUID, int | None],
        scores: Iterable[NumberGiven],
        counts: Iterable[NumberGiven],
    ) -> None:
        """Write the parts anew."""
        note = self.note
        for part in (note.goals_worked_on, note.interventions_delivered, note.scores, note.counts):
            part.all().delete()
        common = {"practice_id": note.practice_id, "note": note}
        for goal_id in dict.fromkeys(goals):
            GoalWorkedOn.objects.create(goal=self.goal(goal_id), **common)
        for pk, minutes in interventions.items():
            InterventionDelivered.objects.create(
                intervention=self.intervention(pk), minutes=minutes, **common
            )
        for score in scores:
            self.score(score)
        for count in counts:
            self.count(count)

    def goal(self, pk: UUID) -> Goal:
        """A goal of this client, and of nobody else."""
        if pk not in self.goals:
            raise ValidationError("This goal is not one of the client's.")
        return self.goals[pk]

    def intervention(self, pk: UUID) -> Intervention:
        """An intervention for one of the client's goals."""
        found = Intervention.objects.filter(pk=pk, objective__goal__in=self.goals).first()
        if found is None:
            raise ValidationError("This intervention is not in the client's plan.")
        return found

    def score(self, given: NumberGiven, **more: Any) -> None:
        """One score, on the wording that the goal has now; nothing where none was given."""
        if given.value is None:
            return
        goal = self.goal(given.of)
        if not goal.is_scored and not more:
            raise ValidationError(f"“{goal.statement}” is {goal.get_status_display()}: not scored.")
        score = Score(
            practice_id=self.note.practice_id,
            note=self.note,
            goal=goal,
            revision=GoalRevision.objects.pin(goal),
            rater=given.rater,
            value=given.value,
            remark=given.remark,
            on=self.on,
            **more,
        )
        score.full_clean(exclude=["practice"])
        score.save(force_insert=True)

    def count(self, given: NumberGiven, **more: Any) -> None:
        """One count; nothing where none was given."""
        if given.value is None:
            return
        objective = Objective.objects.filter(pk=given.of, goal__in=self.goals).first()
        if objective is None:
            raise ValidationError("This objective is not in the client's plan.")
        count = Count(
            practice_id=self.note.practice_id,
            note=self.note,
            objective=objective,
            value=given.value,
            per=objective.measure_per,
            on=self.on,
            **more,
        )
        count.full_clean(exclude=["practice"])
        count.save(force_insert=True)


@transaction.atomic
def sign_note(note: Note, *, expected: int, by: User) -> Note:
    """Lock the note. Signing it again is the same as signing once."""
    stored = editing.lock(note, by=by)
    if stored.is_signed and stored.author_id == by.pk:
        return stored
    stored = _unsigned(stored, by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    if not any(str(text).strip() for text in stored.sections.values()):
        raise ValidationError("Write what happened in the session before signing.")
    stored.version = version_on(stored.attendance)
    stored.signed_at = clock.now()
    stored.signed_name, stored.signed_credentials = by.name, by.credentials
    stored.row_version += 1
    stored.changed_by, stored.changed_at = by, stored.signed_at
    stored.save()
    record("note.signed", stored, by=by, clients=[stored.attendance.client_id])
    return stored
