"""Forms of the client's page: hold something back, look at that again, say it in other words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from clients.models import HeldBack, PageWords
from clients.page_law import page_law
from config.forms import NewForm, PlainForm

from .client import shorten

LIFT, KEEP = "lift", "keep"


class HoldForm(NewForm):
    """From whom, on which ground, why, and when somebody looks again."""

    ground = forms.ChoiceField(label="On which ground", widget=forms.RadioSelect)

    class Meta:
        model = HeldBack
        fields = ["readers", "ground", "words", "look_again_on"]
        widgets = {"readers": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "words": "For the record; it never stands on the client’s page.",
            "look_again_on": "On this day you are asked. Until you decide it stays held back.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground, readers = self.fields["ground"], self.fields["readers"]
        assert isinstance(ground, forms.ChoiceField)
        assert isinstance(readers, forms.ChoiceField)
        ground.choices = [(one.key, f"{one.words} {one.source}") for one in page_law().grounds]
        readers.choices = HeldBack.Readers.choices
        shorten(self, "look_again_on")


class LookForm(PlainForm):
    """Show it again, or hold it back on until another day."""

    decision = forms.ChoiceField(
        label="What now?",
        choices=[(LIFT, "Show it on the page again"), (KEEP, "Hold it back until another day")],
        widget=forms.RadioSelect,
    )
    look_again_on = forms.DateField(
        label="Look at it again on", required=False, help_text="If it stays held back."
    )
    because = forms.CharField(label="Why", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shorten(self, "look_again_on")

    def clean(self) -> dict[str, Any]:
        """What stays held back has its next day."""
        said = super().clean() or self.cleaned_data
        if said.get("decision") == KEEP and not said.get("look_again_on"):
            missing = ValidationError("Choose the day on which you look again.")
            if "look_again_on" not in self.errors:
                self.add_error("look_again_on", missing)
        return said

    @property
    def keep_until(self) -> date | None:
        """The next day, or None where it is shown again."""
        said = self.cleaned_data
        return said["look_again_on"] if said["decision"] == KEEP else None


class WordsForm(NewForm):
    """What the client reads instead of the statement."""

    class Meta:
        model = PageWords
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "words": (
                "It shows at once, in place of the statement. The plan stays as it was signed."
                " Empty: the statement shows again."
            )
        }
