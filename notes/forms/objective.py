"""A new objective, written where one notices that it is wanted: in the note."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from config.forms import PlainModelForm, visible
from goals.forms.steps import A_COUNT, MOST_COUNTED
from goals.models import Objective
from goals.models.goal import Status
from library.offering import offer as offer_wording
from library.wording import Kind
from plans.forms import WholeNumber

from ..offers import Offer

WAITS = "press “Add the objective” to put it into the plan, or clear it."


class AddsObjective(PlainModelForm):
    """A form that can add an objective to the draft of the plan; the note cites it at once."""

    offer: Offer
    objective_fields = (
        "new_goal", "new_objective", "new_measure", "new_from", "new_to", "new_per",
    )  # fmt: skip

    def ask_for_objective(self) -> None:
        """Add the fields, where there is a goal that it could serve."""
        goals = self._goals()
        if not goals:
            return
        # Pressed twice, it is one objective.
        self.fields["new_id"] = forms.UUIDField(
            widget=forms.HiddenInput, initial=uuid4, required=False
        )
        choices = [(str(goal.pk), goal.statement) for goal in goals]
        self.fields["new_goal"] = forms.TypedChoiceField(
            label="For which goal",
            choices=choices if len(choices) == 1 else [("", "Choose a goal"), *choices],
            coerce=UUID,
            empty_value=None,
            required=False,
        )
        words = {"label": "What the client will do", "max_length": 2_000}
        self.fields["new_objective"] = _line(widget=forms.Textarea(attrs={"rows": 2}), **words)
        self.fields["new_measure"] = _line(label="What is counted", max_length=200)
        for name, label in (("new_from", "from (now)"), ("new_to", "to (wanted)")):
            self.fields[name] = WholeNumber(
                least=0, most=MOST_COUNTED, sentence=A_COUNT, required=False, label=label
            )
        self.fields["new_per"] = _line(label="per (such as week)", max_length=60)
        offer_wording(self, "new_objective", Kind.OBJECTIVE)

    def adds_objectives(self) -> bool:
        """Whether the page shows these fields."""
        return "new_objective" in self.fields

    def waits_for_press(self) -> str:
        """Half an objective is not put into a plan."""
        return WAITS if self._said("new_objective") else ""

    def clean(self) -> dict[str, Any] | None:
        """An objective serves a goal, and a count belongs to an objective."""
        cleaned = super().clean()
        rest = any(self._said(name) for name in self.objective_fields[2:])
        if self._said("new_objective") and not self._said("new_goal"):
            self.add_error("new_goal", "Choose the goal that the objective serves.")
        elif rest and not self._said("new_objective"):
            self.add_error("new_objective", "Say what the client will do, or clear the count.")
        return cleaned

    def new_objective(self) -> Objective | None:
        """The objective that was written, if one was."""
        if not self._said("new_objective"):
            return None
        data = self.cleaned_data
        goal = next(goal for goal in self._goals() if goal.pk == data["new_goal"])
        return Objective(
            pk=data["new_id"] or uuid4(),
            goal=goal,
            statement=data["new_objective"],
            measure=data["new_measure"],
            measure_from=data["new_from"],
            measure_to=data["new_to"],
            measure_per=data["new_per"],
        )

    def _said(self, name: str) -> bool:
        return self.cleaned_data.get(name) not in (None, "")

    def _goals(self) -> list[Any]:
        return [goal for goal in self.offer.goals if goal.status == Status.ACTIVE]


def _line(**options: Any) -> forms.CharField:
    return forms.CharField(required=False, validators=[visible], **options)
