"""What was done about the open flags of a goal."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from config.forms import PlainModelForm
from plans.forms import laid_out

from ..flags import Step
from ..models import FlagAnswer

CHOICES = [
    (Step.BARRIERS.value, "I reviewed what stands in the way"),
    (Step.CONSULT.value, "I consulted somebody"),
]


class FlagAnswerForm(PlainModelForm):
    """Barriers that were reviewed, or a consultation: with whom, and when."""

    class Meta:
        model = FlagAnswer
        fields = ["step", "words", "consulted_with", "consulted_on"]
        widgets = {"step": forms.RadioSelect, "words": forms.Textarea}
        labels = {"step": "What you did", "words": "What came of it", "consulted_on": "When"}
        help_texts = {
            "words": "What stands in the way, and what you will do. It stays in the record.",
            "consulted_with": "Only for a consultation.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step: Any = self.fields["step"]
        step.choices = CHOICES

    @property
    def helper(self) -> FormHelper:
        """What, in which words, with whom."""
        return laid_out(self, "step", "words", ("consulted_with", "consulted_on"))

    def clean(self) -> dict[str, Any]:
        """Each way of handling it needs its own words."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("step") == Step.BARRIERS and not said.get("words", "").strip():
            self.add_error("words", "Say what stands in the way, and what you will do.")
        if said.get("step") == Step.CONSULT:
            if not said.get("consulted_with", "").strip():
                self.add_error("consulted_with", "Say with whom you consulted.")
            if not said.get("consulted_on") and "consulted_on" not in self.errors:
                self.add_error("consulted_on", "Say when you consulted.")
        return said
