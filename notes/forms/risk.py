"""The note's own questions about risk, and when the page shows the risk prompt."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from builder.asking import Asking
from builder.definition import Picked
from config.forms import EditForm

from ..actions.risk import risk_in
from ..models import Note


class AsksRisk(EditForm):
    """Risk voiced or seen, and what became of the safety plan."""

    asking: Asking
    instance: Note

    risk_found = forms.MultipleChoiceField(
        label="Risk voiced or seen",
        choices=Note.Risk.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty where it was not asked.",
    )
    safety_plan = forms.ChoiceField(
        label="Safety plan",
        choices=Note.SafetyPlanSaid.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_risk_found(self) -> list[str]:
        """ "None voiced" stands alone."""
        found: list[str] = self.cleaned_data["risk_found"]
        if Note.Risk.NONE in found and len(found) > 1:
            raise ValidationError("“None voiced” and a risk cannot both be so. Choose one.")
        return found

    @property
    def risk_is_present(self) -> bool:
        """Whether the page shows the prompt when it opens."""
        return bool(risk_in(self.instance))

    @property
    def risk_when(self) -> str:
        """Which answers of which fields raise the prompt, as JSON for risk.js."""
        raising: dict[str, Any] = {
            "risk_found": [value for value in Note.Risk.values if value != Note.Risk.NONE]
        }
        for question in self.asking.asks.questions():
            if isinstance(question, Picked) and question.risk_answers:
                raising[self.asking.name(question.key)] = [str(a) for a in question.risk_answers]
        return json.dumps(raising)
