"""What a session did for the plan: goals, objectives, interventions and their homework."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from config.forms import SENTENCES, PlainModelForm
from goals.models import Goal, Intervention, Objective

from ..models import HomeworkDone
from ..offers import Offer
from .numbers import whole_number

FEW = 12
OFF_MINUTES = "Minutes are a whole number from 1 to 480."


@dataclass(frozen=True)
class Delivery:
    """One intervention: was it delivered, for how long, when the last time; its homework."""

    intervention: Intervention
    done: BoundField
    minutes: BoundField
    planned: str
    homework: BoundField | None = None


@dataclass(frozen=True)
class Step:
    """One objective: was it worked on, and what was delivered for it."""

    objective: Objective
    is_chosen: bool
    is_unsigned: bool
    deliveries: list[Delivery]


@dataclass(frozen=True)
class Deliveries:
    """The objectives of one goal with their interventions."""

    goal: Goal
    steps: list[Step]
    few: bool

    @property
    def is_open(self) -> bool:
        """Nothing that was ticked, typed or refused is folded away."""
        rows = [row for step in self.steps for row in step.deliveries]
        return (
            self.few
            or any(step.is_chosen for step in self.steps)
            or any(row.done.value() or row.minutes.value() or row.minutes.errors for row in rows)
        )


class Delivered(PlainModelForm):
    """A form that asks what was worked on and delivered."""

    offer: Offer

    def ask_what_was_done(self) -> None:
        """Add the boxes of goals and objectives, and a row per intervention on offer."""
        self.fields["goals"] = _several(
            "Goals worked on", [(str(goal.pk), goal.statement) for goal in self.offer.goals]
        )
        self.fields["objectives"] = _several(
            "Objectives worked on", [(str(row.pk), row.statement) for row in self.offer.objectives]
        )
        for intervention in self.offer.interventions:
            self._ask_delivery(intervention)

    def _ask_delivery(self, intervention: Intervention) -> None:
        self.fields[f"delivered_{intervention.pk}"] = forms.BooleanField(
            label=intervention.statement, required=False
        )
        self.fields[f"minutes_{intervention.pk}"] = whole_number(
            f"Minutes of “{intervention.statement}”", OFF_MINUTES, 1, 480
        )
        if intervention.homework.strip():
            self.fields[homework_name(intervention.pk)] = forms.ChoiceField(
                label=f"Homework: {intervention.homework}",
                choices=[*HomeworkDone.Done.choices, ("", "not asked")],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": SENTENCES["invalid_choice"]},
            )

    def given_goals(self) -> set[UUID]:
        """The goals that were ticked; an objective that was worked on names its goal too."""
        steps = self.given_objectives()
        return set(self.cleaned_data["goals"]) | {
            row.goal_id for row in self.offer.objectives if row.pk in steps
        }

    def given_objectives(self) -> set[UUID]:
        """The objectives that were ticked."""
        return set(self.cleaned_data["objectives"])

    def given_interventions(self) -> dict[UUID, int | None]:
        """What was delivered, and its minutes. Minutes alone say that it was."""
        data = self.cleaned_data
        return {
            item.pk: data[f"minutes_{item.pk}"]
            for item in self.offer.interventions
            if data[f"delivered_{item.pk}"] or data[f"minutes_{item.pk}"]
        }

    def given_homework(self) -> dict[UUID, str]:
        """What was said about each homework."""
        said = {
            item.pk: self.cleaned_data.get(homework_name(item.pk), "")
            for item in self.offer.interventions
        }
        return {pk: done for pk, done in said.items() if done}

    def homework_rows(self) -> list[BoundField]:
        """A question per intervention that sets homework, in the plan's order."""
        return [
            self[homework_name(item.pk)]
            for goal in self.offer.goals
            for objective in self.offer.objectives_of(goal)
            for item in self.offer.interventions_of(objective)
            if homework_name(item.pk) in self.fields
        ]

    def deliveries(self) -> Iterator[Deliveries]:
        """What is on offer, goal by goal; unfolded while it is little."""
        few = len(self.offer.interventions) <= FEW
        chosen = {str(pk) for pk in self["objectives"].value() or ()}
        for goal in self.offer.goals:
            if objectives := self.offer.objectives_of(goal):
                steps = [self._step(objective, chosen) for objective in objectives]
                yield Deliveries(goal, steps, few)

    def _step(self, objective: Objective, chosen: set[str]) -> Step:
        return Step(
            objective,
            str(objective.pk) in chosen,
            objective.pk in self.offer.unsigned,
            [self._delivery(item) for item in self.offer.interventions_of(objective)],
        )

    def _delivery(self, item: Intervention) -> Delivery:
        last = self.offer.last_delivered.get(item.pk)
        return Delivery(
            item,
            self[f"delivered_{item.pk}"],
            self[f"minutes_{item.pk}"],
            planned(item, last, self.offer.on),
        )


def homework_name(intervention: UUID) -> str:
    """The field that asks whether an intervention's homework was done."""
    return f"homework_{intervention}"


def planned(item: Intervention, last: date | None, on: date | None) -> str:
    """ "Planned weekly, 15 minutes; last delivered 12 days before this session"."""
    said = ", ".join(filter(None, (item.frequency, item.amount)))
    words = [f"planned {said}"] if said else []
    if last and on:
        days = (on - last).days
        ago = f"{days} day{'' if days == 1 else 's'} before this session" if days else "on this day"
        words.append(f"last delivered {ago}")
    else:
        words.append("not delivered before")
    sentence = "; ".join(words)
    return sentence[:1].upper() + sentence[1:] + "."


def delivered_of(held: dict[str, Any]) -> dict[str, Any]:
    """What is stored (notes.actions.parts.held_by) under the names of the fields."""
    found: dict[str, Any] = {"goals": list(held["goals"]), "objectives": list(held["objectives"])}
    for intervention, minutes in held["interventions"].items():
        found |= {f"delivered_{intervention}": True, f"minutes_{intervention}": minutes}
    return found | {homework_name(pk): done for pk, done in held["homework"].items()}


def _several(label: str, choices: list[tuple[str, str]]) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=choices,
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": SENTENCES["invalid_choice"]},
    )
