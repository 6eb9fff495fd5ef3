"""The progress note: scores first, then the text, then what was worked on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms import BoundField

from accounts.editing import Difference, Stale
from accounts.models import Practice
from builder.asking import Asked, Asking
from builder.finding import offered
from builder.models import Template
from config.forms import SENTENCES, EditForm, PlainForm
from goals.models import Goal, Intervention, Objective
from library.offering import offer as offer_wording
from library.wording import Kind

from ..actions.parts import held_by
from ..models import Note
from ..offers import Offer
from .conflict import BothTexts
from .numbers import Scored, count_name, remark_name, score_name, whole_number
from .risk import AsksRisk

FEW = 12
OFF_MINUTES = "Minutes are a whole number from 1 to 480."


@dataclass(frozen=True)
class Delivery:
    """One intervention: was it delivered, and for how long."""

    intervention: Intervention
    done: BoundField
    minutes: BoundField


@dataclass(frozen=True)
class Deliveries:
    """The interventions of one goal, under its objectives."""

    goal: Goal
    objectives: list[tuple[Objective, list[Delivery]]]
    few: bool

    @property
    def is_open(self) -> bool:
        """Nothing that was ticked, typed or refused is folded away."""
        rows = (row for _, rows in self.objectives for row in rows)
        return self.few or any(
            row.done.value() or row.minutes.value() or row.minutes.errors for row in rows
        )


class StartForm(PlainForm):
    """Which headings the note has."""

    template = forms.ChoiceField(label="template", widget=forms.RadioSelect)

    def __init__(self, *args: Any, practice: Practice | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        kinds = (Template.Kind.NOTE, Template.Kind.ASSESSMENT)
        field.choices = [
            (item.key, f"{item.title}: {item.in_short}") for item in offered(practice, kinds)
        ]


class SignForm(EditForm):
    """The version of the note that the signer has read."""

    class Meta:
        model = Note
        fields: tuple[str, ...] = ()


class NoteForm(Scored, AsksRisk, BothTexts):
    """The whole note in one form."""

    class Meta:
        model = Note
        fields = ("homework", "response", "risk_found", "risk", "safety_plan", "next_time")
        widgets: ClassVar[dict[str, Any]] = {"homework": forms.RadioSelect}

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.ask("Not scored")
        self.asking = Asking(self.instance.template.asks)
        self.asking.add_to(self, self.instance.sections)
        for name in self.asking.texts():
            offer_wording(self, name, Kind.NOTE, Kind.INTERVENTION, adds=True)
        self.fields["goals"] = forms.TypedMultipleChoiceField(
            label="Goals worked on",
            choices=[(str(goal.pk), goal.statement) for goal in offer.goals],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": SENTENCES["invalid_choice"]},
        )
        for intervention in offer.interventions:
            self._ask_delivery(intervention)
        # In the page and in the error summary, what is scored comes first.
        self.order_fields([name for name in self.fields if name not in NoteForm.Meta.fields])
        self.initial.update(self._written())

    def _ask_delivery(self, intervention: Intervention) -> None:
        self.fields[f"delivered_{intervention.pk}"] = forms.BooleanField(
            label=intervention.statement, required=False
        )
        self.fields[f"minutes_{intervention.pk}"] = whole_number(
            f"Minutes of “{intervention.statement}”", OFF_MINUTES, 1, 480
        )

    def _written(self) -> dict[str, Any]:
        """What the draft holds already."""
        return _initial(held_by(self.instance))

    def _post_clean(self) -> None:
        self.instance.sections = self.asking.answers(self.cleaned_data)
        super()._post_clean()  # type: ignore[misc]

    def given_interventions(self) -> dict[UUID, int | None]:
        """What was delivered, and its minutes. Minutes alone say that it was."""
        data = self.cleaned_data
        return {
            item.pk: data[f"minutes_{item.pk}"]
            for item in self.offer.interventions
            if data[f"delivered_{item.pk}"] or data[f"minutes_{item.pk}"]
        }

    def asked(self) -> list[Asked]:
        """What the template asks, in its order."""
        return list(self.asking.rows(self))

    def deliveries(self) -> Iterator[Deliveries]:
        """The interventions on offer, goal by goal; unfolded while they are few."""
        few = len(self.offer.interventions) <= FEW
        for goal in self.offer.goals:
            held = [
                (objective, [self._delivery(item) for item in interventions])
                for objective in self.offer.objectives_of(goal)
                if (interventions := self.offer.interventions_of(objective))
            ]
            if held:
                yield Deliveries(goal, held, few)

    def _delivery(self, item: Intervention) -> Delivery:
        return Delivery(item, self[f"delivered_{item.pk}"], self[f"minutes_{item.pk}"])

    def read_aloud(self, found: list[Difference], stale: Stale) -> Iterable[Difference]:
        """The text heading by heading, then the numbers, each as two people wrote it."""
        yield from super().read_aloud([item for item in found if item.name != "sections"], stale)
        theirs: Any = stale.theirs
        yield from self.asking.differences(self.instance.sections, theirs.sections)
        yield from self._numbers_aloud(_initial(held_by(theirs)))

    def _numbers_aloud(self, theirs: dict[str, Any]) -> Iterator[Difference]:
        for name in (name for name in self.fields if name.startswith(BESIDE_TEXT)):
            mine = self._worded(name, self.cleaned_data.get(name))
            held = self._worded(name, theirs.get(name))
            if mine != held:
                yield Difference(name, str(self.fields[name].label), mine, held)

    def _worded(self, name: str, value: Any) -> str:
        if name == "goals":
            named = value or ()
            return "; ".join(goal.statement for goal in self.offer.goals if goal.pk in named)
        if name.startswith("delivered_"):
            return "delivered" if value else "not delivered"
        return "" if value is None else str(value)


BESIDE_TEXT = ("score_", "remark_", "count_", "goals", "delivered_", "minutes_")


def _initial(held: dict[str, Any]) -> dict[str, Any]:
    """Stored parts under the names of their fields."""
    found: dict[str, Any] = {"goals": list(held["goals"])}
    for (goal, rater), (value, remark) in held["scores"].items():
        found |= {score_name(rater, goal): value, remark_name(rater, goal): remark}
    found |= {count_name(objective): value for objective, value in held["counts"].items()}
    for intervention, minutes in held["interventions"].items():
        found |= {f"delivered_{intervention}": True, f"minutes_{intervention}": minutes}
    return found
