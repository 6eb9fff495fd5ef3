"""What may be asked of the caseload: each choice is one of a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import PlainForm

from .standing import FLAGS

MINE, ALL = "mine", "all"


class CaseloadFilter(PlainForm):
    """Whose clients, with which flag. What cannot be understood is left out, and said."""

    q = forms.CharField(label="Client or record number", max_length=100, required=False)
    who = forms.ChoiceField(label="Whose clients", required=False)
    flag = forms.ChoiceField(
        label="Flag",
        choices=[("", "All clients"), *((flag, flag.capitalize()) for flag in FLAGS)],
        required=False,
    )

    def __init__(self, *args: Any, who: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(who) > 1:
            self.fields["who"].choices = who  # type: ignore[attr-defined]
        else:
            del self.fields["who"]

    @property
    def asked(self) -> dict[str, str]:
        """The answers that could be understood, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PeriodFilter(PlainForm):
    """From when to when: clients count by the day of their last score."""

    first = forms.DateField(label="From")
    last = forms.DateField(label="To")

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        said = self.cleaned_data
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            raise ValidationError({"last": "The period must end after it begins."})
        return said
