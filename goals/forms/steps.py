"""What may be typed about objectives and interventions."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import User
from config.forms import EditForm, NewForm, PlainModelForm, visible
from library.offering import offer
from library.wording import Kind
from plans.forms import WholeNumber, clinicians_field, laid_out

from .. import sentences
from ..models import Intervention, Objective
from .parts import LaterDate, TargetDate
from .saying import held_by, objective_said

A_COUNT = "A count is a whole number, 0 or more."
# The largest that the database keeps (PostgreSQL's integer).
MOST_COUNTED = 2_147_483_647


class _ObjectiveFields(TargetDate):
    """A step that can be counted."""

    measure_from = WholeNumber(
        least=0, most=MOST_COUNTED, sentence=A_COUNT, required=False, label="from (now)"
    )
    measure_to = WholeNumber(
        least=0, most=MOST_COUNTED, sentence=A_COUNT, required=False, label="to (wanted)"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert user.practice is not None
        self.today = user.practice.today
        hints = {
            "statement": "What the client will do, and how much of it, by when.",
            "measure": "Such as: panic attacks, days by bus.",
            "measure_per": "Such as: week.",
        }
        for name, hint in hints.items():
            self.fields[name].help_text = hint
        self.fields["measure_per"].label = "per"
        offer(self, "statement", Kind.OBJECTIVE)
        # Without a sentence of one's own it is built of its parts.
        self.fields["statement"].required = False
        self.fields["does"] = forms.CharField(
            label="Or build the sentence: the client will …",
            required=False,
            max_length=500,
            validators=[visible],
            help_text="Such as: ride the bus. Number and date follow from the fields below.",
        )

    @property
    def helper(self) -> FormHelper:
        """The step, and its count in one row."""
        asked = [name for name in ("why_later",) if name in self.fields]
        counted = ("measure_from", "measure_to", "measure_per")
        return laid_out(self, "statement", "does", "measure", counted, "target_on", *asked)

    def clean(self) -> dict[str, Any]:
        """The statement, or the sentence that its parts make."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("statement") or "statement" in self.errors:
            return found
        if not found.get("does"):
            self.add_error("statement", "Fill in: objective.")
            return found
        found["statement"] = sentences.objective(
            self.instance.home.client.called, found["does"], start=found.get("measure_from"),
            to=found.get("measure_to"), unit=found.get("measure") or "",
            per=found.get("measure_per") or "", by=found.get("target_on"),
        )  # fmt: skip
        return found

    def said(self, serving: str) -> dict[str, Any]:
        """The sentence and its checks, for what the form holds now; `serving`: the goal's words."""
        typed = held_by(self)
        who = self.instance.home.client.called
        return objective_said(typed | {"serving": serving, "who": who})


OBJECTIVE = ["statement", "measure", "measure_from", "measure_to", "measure_per", "target_on"]


class ObjectiveForm(_ObjectiveFields, NewForm):
    """Add an objective."""

    class Meta:
        model = Objective
        fields = OBJECTIVE


class EditObjectiveForm(_ObjectiveFields, LaterDate, EditForm):
    """Reword an objective; a signed date that moves later says why."""

    class Meta:
        model = Objective
        fields = OBJECTIVE


class _InterventionFields(PlainModelForm):
    """What the clinician does."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"] = clinicians_field(
            self.instance.home, "Responsible clinician", required=False
        )
        if self.instance._state.adding:
            self.initial["responsible"] = user.pk
        hints = {
            "statement": "What you do with the client, such as: graded exposure to bus journeys.",
            "modality": "Such as CBT, DBT, ACT, MI.",
            "frequency": "Such as every session, or weekly.",
            "homework": "What the client does between sessions.",
        }
        for name, hint in hints.items():
            self.fields[name].help_text = hint
        self.fields["modality"].label = "Modality"
        offer(self, "statement", Kind.INTERVENTION)
        offer(self, "homework", Kind.HOMEWORK, adds=True)

    @property
    def helper(self) -> FormHelper:
        """What, how, how often, who."""
        return laid_out(
            self,
            "statement",
            ("modality", "frequency"),
            ("amount", "duration"),
            "responsible",
            "homework",
        )


INTERVENTION = [
    "statement", "modality", "frequency", "amount", "duration", "responsible", "homework",
]  # fmt: skip


class InterventionForm(_InterventionFields, NewForm):
    """Add an intervention."""

    class Meta:
        model = Intervention
        fields = INTERVENTION


class EditInterventionForm(_InterventionFields, EditForm):
    """Reword an intervention."""

    class Meta:
        model = Intervention
        fields = INTERVENTION
