"""What is asked of the versions: two to compare, or a day to look back at."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import PlainForm

from ..models import Plan

DRAFT = "draft"


class CompareForm(PlainForm):
    """Two texts of a plan whose versions are at hand; one may be the draft."""

    older = forms.ChoiceField(label="From", widget=forms.Select(attrs={"class": "form-short"}))
    newer = forms.ChoiceField(label="To", widget=forms.Select(attrs={"class": "form-short"}))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = sorted(version.number for version in plan.versions.all())
        choices = [(str(number), f"Version {number}") for number in numbers]
        both = [*choices, (DRAFT, "The draft")]
        latest = [*both[-3:-1], both[-1]][:2]
        for name, (first, _) in zip(("older", "newer"), latest, strict=False):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices, field.initial = both, first

    def clean(self) -> dict[str, Any]:
        """Two different ones, the older one first."""
        said = self.cleaned_data
        chosen = [said[name] for name in ("older", "newer") if name in said]
        if len(chosen) == 2 and chosen[0] == chosen[1]:
            raise ValidationError("Choose two different texts to compare.")
        return said

    @property
    def chosen(self) -> list[str]:
        """The two, the older one first; the draft is newer than all."""
        both = [self.cleaned_data["older"], self.cleaned_data["newer"]]
        return sorted(both, key=lambda text: (text == DRAFT, text.rjust(9)))


class DayForm(PlainForm):
    """A day to look back at."""

    date = forms.DateField(label="The plan as it stood on")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["date"].widget.attrs["class"] = "form-short"

    def clean_date(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["date"]
        if day > self.plan.practice.today:
            raise ValidationError("That day has not come yet. Choose today or an earlier day.")
        return day
