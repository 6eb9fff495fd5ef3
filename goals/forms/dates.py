"""A target date that moves later."""

from crispy_forms.helper import FormHelper
from django import forms

from config.forms import EditForm
from plans.forms import laid_out

from ..models import Goal, Objective


class _ExtendForm(EditForm):
    """The new day, and the reason for it."""

    to = forms.DateField(label="New target date")
    why_later = forms.CharField(
        label="Why it moves later",
        max_length=500,
        widget=forms.Textarea,
        help_text="It stays in the record, and stands on paper with the dates.",
    )

    @property
    def helper(self) -> FormHelper:
        """When, and why."""
        return laid_out(self, "to", "why_later")


class ExtendGoalForm(_ExtendForm):
    """Extend a goal."""

    class Meta:
        model = Goal
        fields: list[str] = []


class ExtendObjectiveForm(_ExtendForm):
    """Extend an objective."""

    class Meta:
        model = Objective
        fields: list[str] = []
