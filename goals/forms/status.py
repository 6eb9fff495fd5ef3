"""Where a goal, objective or intervention stands."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from config.forms import EditForm
from plans.forms import laid_out

from ..models import Goal, Intervention, Objective
from ..models.goal import Status


class _StatusForm(EditForm):
    """Park a node, take it up again, mark it as met, or discontinue it. It stays in the record."""

    to = forms.ChoiceField(label="What becomes of it", widget=forms.RadioSelect)
    because = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text="Needed to park or discontinue it.",
    )
    until = forms.DateField(
        label="Parked until", required=False, help_text="If a day is known; only for parking."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            Status.RESERVE: "Park it: not worked on or scored for now; its clocks pause",
            Status.MET: "It is met",
            Status.DISCONTINUED: "Discontinue it",
            Status.ACTIVE: "Take it up again, with its history",
        }
        field: Any = self.fields["to"]
        field.choices = [item for item in choices.items() if item[0] != self.instance.status]
        if not isinstance(self.instance, Goal) or self.instance.status == Status.RESERVE:
            del self.fields["until"]

    @property
    def helper(self) -> FormHelper:
        """What, why, and until when."""
        return laid_out(self, "to", "because", *(["until"] if "until" in self.fields else []))

    def clean_until(self) -> date | None:
        """A goal is parked until a day that lies ahead."""
        day: date | None = self.cleaned_data.get("until")
        if day and day <= self.instance.home.practice.today:
            raise forms.ValidationError("It can be parked until a day that lies ahead.")
        return day


class GoalStatusForm(_StatusForm):
    """Where a goal stands."""

    class Meta:
        model = Goal
        fields: list[str] = []


class ObjectiveStatusForm(_StatusForm):
    """Where an objective stands."""

    class Meta:
        model = Objective
        fields: list[str] = []


class InterventionStatusForm(_StatusForm):
    """Where an intervention stands."""

    class Meta:
        model = Intervention
        fields: list[str] = []
