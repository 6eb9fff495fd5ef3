"""Which period, and the signature under it."""

from datetime import date, timedelta
from typing import Any

from django import forms

from config.forms import PlainForm, on_calendar
from plans.forms import PasswordForm

from ..actions.signing_off import check_period


class PeriodForm(PlainForm):
    """The period that is to be read and signed; the last whole month where nothing is said."""

    from_on = forms.DateField(
        label="From", validators=[on_calendar], widget=forms.DateInput(attrs={"type": "date"})
    )
    until_on = forms.DateField(
        label="Until", validators=[on_calendar], widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        until = today.replace(day=1) - timedelta(days=1)
        usual = {"from_on": until.replace(day=1), "until_on": until}
        super().__init__(usual | data.dict())

    def clean(self) -> dict[str, Any]:
        """The period is over, or ends today."""
        said = super().clean() or self.cleaned_data
        if "from_on" in said and "until_on" in said:
            check_period(said["from_on"], said["until_on"], self.today)
        return said


class SignOffForm(PasswordForm):
    """The admin's signature under what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
