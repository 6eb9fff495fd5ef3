"""What a note may speak of, and what was said the last time: in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from goals.models import Goal, Intervention, Objective
from goals.models.goal import Status
from plans.standing_nodes import never_in_effect

from .models import Count, InterventionDelivered, Note, Score

Last = tuple[int, date]


@dataclass(frozen=True)
class Offer:
    """The active goals of the client's open plans, with what hangs on them.

    What the note already names stays on offer when it was parked or discontinued meanwhile:
    otherwise the next saving would lose it unseen. `last_scores` are by goal and rater,
    `last_counts` by objective: the number of the latest signed note of an earlier session; so is
    the day in `last_delivered`, by intervention. `unsigned` are the objectives that no version in
    effect has held yet. `on` is the session's day.
    """

    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    last_scores: Mapping[tuple[UUID, str], Last] = field(default_factory=dict)
    last_counts: Mapping[UUID, Last] = field(default_factory=dict)
    last_delivered: Mapping[UUID, date] = field(default_factory=dict)
    unsigned: frozenset[UUID] = frozenset()
    on: date | None = None

    def objectives_of(self, goal: Goal) -> list[Objective]:
        """The goal's objectives on offer, in the plan's order."""
        return [objective for objective in self.objectives if objective.goal_id == goal.pk]

    def interventions_of(self, objective: Objective) -> list[Intervention]:
        """The objective's interventions on offer, in the plan's order."""
        return [item for item in self.interventions if item.objective_id == objective.pk]


def offer_for(note: Note, *, with_last: bool = True) -> Offer:
    """What this note may speak of: eleven queries, three without the last numbers."""
    goals = tuple(_goals(note))
    objectives = tuple(_objectives(note, goals))
    interventions = tuple(_interventions(note, objectives))
    offer = Offer(goals, objectives, interventions, on=note.attendance.session.on)
    if not with_last:
        return offer
    steps = [objective.pk for objective in objectives]
    return replace(
        offer,
        last_scores=_last_scores(note, goals),
        last_counts=_last_counts(note, objectives),
        last_delivered=_last_delivered(note, interventions),
        unsigned=frozenset(never_in_effect(note.attendance.client_id, steps)),
    )


def _goals(note: Note) -> list[Goal]:
    open_plans = {
        "problem__plan__client": note.attendance.client_id,
        "problem__plan__closed_on__isnull": True,
    }
    active = Goal.objects.active().filter(**open_plans).values("pk")
    named = Q(pk__in=note.scores.values("goal")) | Q(pk__in=note.goals_worked_on.values("goal"))
    named |= Q(pk__in=note.counts.values("objective__goal"))
    named |= Q(pk__in=note.objectives_worked_on.values("objective__goal"))
    named |= Q(pk__in=note.interventions_delivered.values("intervention__objective__goal"))
    named |= Q(pk__in=note.homework_done.values("intervention__objective__goal"))
    goals = Goal.objects.filter(Q(pk__in=active) | named).select_related("problem")
    return list(goals.order_by("problem__plan__number", *ORDER))


ORDER = ("problem__position", "problem_id", "position", "id")


def _objectives(note: Note, goals: tuple[Goal, ...]) -> list[Objective]:
    named = Q(pk__in=note.counts.values("objective"))
    named |= Q(pk__in=note.objectives_worked_on.values("objective"))
    named |= Q(pk__in=note.interventions_delivered.values("intervention__objective"))
    named |= Q(pk__in=note.homework_done.values("intervention__objective"))
    found = Objective.objects.filter(goal__in=[goal.pk for goal in goals])
    return list(found.filter(Q(status=Status.ACTIVE) | named).order_by("position", "id"))


def _interventions(note: Note, objectives: tuple[Objective, ...]) -> list[Intervention]:
    named = Q(pk__in=note.interventions_delivered.values("intervention"))
    named |= Q(pk__in=note.homework_done.values("intervention"))
    found = Intervention.objects.filter(objective__in=[item.pk for item in objectives])
    return list(found.filter(Q(status=Status.ACTIVE) | named).order_by("position", "id"))


def _last_scores(note: Note, goals: tuple[Goal, ...]) -> dict[tuple[UUID, str], Last]:
    rows = (
        Score.objects.signed()
        .standing()
        .filter(goal__in=[goal.pk for goal in goals], on__lte=note.attendance.session.on)
        .exclude(note=note)
        .order_by("goal_id", "rater", "-on", "-note__signed_at")
        .distinct("goal_id", "rater")
    )
    return {(row.goal_id, row.rater): (row.value, row.on) for row in rows}


def _last_counts(note: Note, objectives: tuple[Objective, ...]) -> dict[UUID, Last]:
    rows = (
        Count.objects.signed()
        .standing()
        .filter(objective__in=[item.pk for item in objectives], on__lte=note.attendance.session.on)
        .exclude(note=note)
        .order_by("objective_id", "-on", "-note__signed_at")
        .distinct("objective_id")
    )
    return {row.objective_id: (row.value, row.on) for row in rows}


def _last_delivered(note: Note, interventions: tuple[Intervention, ...]) -> dict[UUID, date]:
    """The day of the latest signed note, of this session's start or before, that delivered it."""
    session = note.attendance.session
    starts = "note__attendance__session__starts_at"
    rows = (
        InterventionDelivered.objects.filter(
            intervention__in=[item.pk for item in interventions],
            note__signed_at__isnull=False,
            **{f"{starts}__lte": session.starts_at},
        )
        .exclude(note=note)
        .order_by("intervention_id", f"-{starts}")
        .distinct("intervention_id")
        .values_list("intervention_id", starts)
    )
    zone = ZoneInfo(session.practice.time_zone)
    return {pk: at.astimezone(zone).date() for pk, at in rows}
