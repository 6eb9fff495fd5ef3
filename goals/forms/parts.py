"""What goals and objectives share."""

from datetime import date

from django import forms

from accounts.models import User
from config.forms import PlainModelForm


def not_past(day: date | None, user: User) -> date | None:
    """A target date that is set now lies ahead, by the practice's own calendar."""
    assert user.practice is not None
    if day and day < user.practice.today:
        raise forms.ValidationError("The target date is in the past.")
    return day


class TargetDate(PlainModelForm):
    """A form with a target date."""

    today: date

    def clean_target_on(self) -> date | None:
        """A new target date lies ahead."""
        day: date | None = self.cleaned_data.get("target_on")
        if day and "target_on" in self.changed_data and day < self.today:
            raise forms.ValidationError("The target date is in the past.")
        return day


class LaterDate(TargetDate):
    """A form that reschedules: a signed date moves later only with a reason."""

    why_later = forms.CharField(
        label="Why the target date moves later",
        required=False,
        max_length=500,
        help_text="Asked only when a date that was signed moves later. It stays in the record.",
    )

    def waits_for_press(self) -> str:
        """The reason stays in the record for good: half of it must not."""
        if not self.later.strip():
            return ""
        return "press Save to move the date; the reason stays in the record as you leave it."

    @property
    def later(self) -> str:
        """What was said about a later date."""
        said: str = self.cleaned_data["why_later"]
        return said
