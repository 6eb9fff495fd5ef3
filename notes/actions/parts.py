"""What hangs on a note: what was worked on and delivered, homework, scores and counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from goals.actions import pin
from goals.models import Goal, Intervention, Objective

from ..models import (
    Addendum,
    Count,
    GoalWorkedOn,
    HomeworkDone,
    InterventionDelivered,
    Note,
    ObjectiveWorkedOn,
    Score,
)

OFF_SCALE = "A score is a whole number from 0 to 10."
CORRECTS = ("addendum", "supersedes")
NOT_OF_PLAN = "This {} is not in the client's plan."
OFF_COUNT = "A count is a whole number from 0 to 100,000."


@dataclass(frozen=True)
class NumberGiven:
    """What was entered: a score (with its rater) or a count. None is "not scored", and no row."""

    of: UUID
    value: int | None
    rater: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Given:
    """Everything but the text that one saving of a note says. Minutes may be unknown.

    `interventions` maps what was delivered to its minutes, `homework` an intervention to "yes",
    "partly" or "no".
    """

    goals: frozenset[UUID] = frozenset()
    objectives: frozenset[UUID] = frozenset()
    interventions: Mapping[UUID, int | None] = field(default_factory=dict)
    homework: Mapping[UUID, str] = field(default_factory=dict)
    scores: tuple[NumberGiven, ...] = ()
    counts: tuple[NumberGiven, ...] = ()

    def comparable(self) -> dict[str, Any]:
        """In the shape of `held_by`."""
        return {
            "goals": set(self.goals),
            "objectives": set(self.objectives),
            "interventions": dict(self.interventions),
            "homework": dict(self.homework),
            "scores": {
                (given.of, given.rater): (given.value, given.remark)
                for given in self.scores
                if given.value is not None
            },
            "counts": {given.of: given.value for given in self.counts if given.value is not None},
        }


def held_by(note: Note) -> dict[str, Any]:
    """The parts of a note as they are stored, comparable."""
    scores = note.scores.filter(addendum=None)
    counts = note.counts.filter(addendum=None)
    return {
        "goals": set(note.goals_worked_on.values_list("goal_id", flat=True)),
        "objectives": set(note.objectives_worked_on.values_list("objective_id", flat=True)),
        "homework": dict(note.homework_done.values_list("intervention_id", "done")),
        "interventions": dict(
            note.interventions_delivered.values_list("intervention_id", "minutes")
        ),
        "scores": {
            (goal, rater): (value, remark)
            for goal, rater, value, remark in scores.values_list(
                "goal_id", "rater", "value", "remark"
            )
        },
        "counts": dict(counts.values_list("objective_id", "value")),
    }


class Parts:
    """The parts of one note, written by one user. Rows that stay the same are left alone."""

    def __init__(self, note: Note, by: User) -> None:
        self.note, self.by = note, by
        client = note.attendance.client_id
        goals = Goal.objects.filter(problem__plan__client=client, practice=by.practice)
        self.goals = {goal.pk: goal for goal in goals}
        self.on = note.attendance.session.on
        self.common = {"practice_id": note.practice_id, "note": note}

    def replace(self, given: Given) -> None:
        """Make the note say this and no more."""
        before, after = held_by(self.note), given.comparable()
        self.tick(given)
        self._homework(before["homework"], after["homework"])
        for goal, rater in _gone(before["scores"], after["scores"]):
            self.note.scores.filter(goal=goal, rater=rater, addendum=None).delete()
        for objective in _gone(before["counts"], after["counts"]):
            self.note.counts.filter(objective=objective, addendum=None).delete()
        for score in given.scores:
            if (score.value, score.remark) != before["scores"].get((score.of, score.rater)):
                self.score(score)
        for count in given.counts:
            if count.value != before["counts"].get(count.of):
                self.count(count)

    def tick(self, given: Given) -> None:
        """Make it name these goals, objectives and interventions."""
        before, after = held_by(self.note), given.comparable()
        self._worked_on(before["goals"], after["goals"])
        self._worked_on_objectives(before["objectives"], after["objectives"])
        self._delivered(before["interventions"], after["interventions"])

    def _worked_on(self, before: set[UUID], after: set[UUID]) -> None:
        self.note.goals_worked_on.filter(goal__in=before - after).delete()
        for pk in after - before:
            GoalWorkedOn.objects.create(goal=self.goal(pk), **self.common)

    def _delivered(self, before: dict[UUID, int | None], after: dict[UUID, int | None]) -> None:
        self.note.interventions_delivered.filter(intervention__in=_gone(before, after)).delete()
        for intervention in self._interventions(_fresh(before, after)):
            row = InterventionDelivered(
                intervention=intervention, minutes=after[intervention.pk], **self.common
            )
            row.clean_fields(exclude=["practice", "note", "intervention"])
            row.save(force_insert=True)

    def _worked_on_objectives(self, before: set[UUID], after: set[UUID]) -> None:
        self.note.objectives_worked_on.filter(objective__in=before - after).delete()
        found = Objective.objects.filter(pk__in=after - before, goal__in=self.goals)
        if len(objectives := list(found)) < len(after - before):
            raise ValidationError(NOT_OF_PLAN.format("objective"))
        for objective in objectives:
            ObjectiveWorkedOn.objects.create(objective=objective, **self.common)

    def _homework(self, before: dict[UUID, str], after: dict[UUID, str]) -> None:
        self.note.homework_done.filter(intervention__in=_gone(before, after)).delete()
        for intervention in self._interventions(_fresh(before, after)):
            row = HomeworkDone(
                intervention=intervention, done=after[intervention.pk], **self.common
            )
            row.clean_fields(exclude=["practice", "note", "intervention"])
            row.save(force_insert=True)

    def _interventions(self, pks: set[UUID]) -> list[Intervention]:
        found = list(Intervention.objects.filter(pk__in=pks, objective__goal__in=self.goals))
        if len(found) < len(pks):
            raise ValidationError(NOT_OF_PLAN.format("intervention"))
        return found

    def goal(self, pk: UUID) -> Goal:
        """A goal of this client, and of nobody else."""
        if pk not in self.goals:
            raise ValidationError("This goal is not one of the client's.")
        return self.goals[pk]

    def score(
        self, given: NumberGiven, *, addendum: Addendum | None = None, wrong: Score | None = None
    ) -> None:
        """One score, on the wording that the goal has now; nothing where none was given.

        A score that corrects a `wrong` one stands on the wording on which that was given.
        """
        if given.value is None:
            return
        goal = self.goal(given.of)
        if not goal.is_scored and addendum is None:
            raise ValidationError(f"“{goal.statement}” is {goal.get_status_display()}: not scored.")
        if not 0 <= given.value <= 10:
            raise ValidationError(OFF_SCALE)
        score = Score(
            goal=goal,
            revision=wrong.revision if wrong else pin(goal, by=self.by),
            rater=given.rater,
            value=given.value,
            remark=given.remark,
            on=self.on,
            addendum=addendum,
            supersedes=wrong,
            **self.common,
        )
        score.clean_fields(exclude=["practice", "note", "goal", "revision", *CORRECTS])
        score.save(force_insert=True)

    def count(
        self, given: NumberGiven, *, addendum: Addendum | None = None, wrong: Count | None = None
    ) -> None:
        """One count; nothing where none was given."""
        if given.value is None:
            return
        objective = Objective.objects.filter(pk=given.of, goal__in=self.goals).first()
        if objective is None:
            raise ValidationError(NOT_OF_PLAN.format("objective"))
        if not 0 <= given.value <= 100_000:
            raise ValidationError(OFF_COUNT)
        Count.objects.create(
            objective=objective,
            value=given.value,
            per=wrong.per if wrong else objective.measure_per,
            on=self.on,
            addendum=addendum,
            supersedes=wrong,
            **self.common,
        )


def _gone(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """The keys that are no longer held, or are held with another value."""
    return [key for key, value in before.items() if key not in after or after[key] != value]


def _fresh(before: Mapping[UUID, Any], after: Mapping[UUID, Any]) -> set[UUID]:
    """The keys that are new, or hold another value."""
    return {key for key, value in after.items() if key not in before or before[key] != value}


def given_of(
    goals: Iterable[UUID],
    objectives: Iterable[UUID],
    interventions: Mapping[UUID, int | None] | None,
    homework: Mapping[UUID, str] | None,
    scores: Iterable[NumberGiven],
    counts: Iterable[NumberGiven],
) -> Given:
    """The arguments of an action as one value that can be compared."""
    return Given(
        frozenset(goals),
        frozenset(objectives),
        interventions or {},
        homework or {},
        tuple(scores),
        tuple(counts),
    )
