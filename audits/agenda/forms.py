"""What may be asked of the agenda, by its address."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from config.forms import PlainForm

from .days import Asked
from .kinds import KINDS
from .months import span

YEARS = (1900, 2200)


class AgendaFilter(PlainForm):
    """Kind, lead clinician, one day, or the month of the table. Nonsense is left out, and said."""

    kind = forms.ChoiceField(
        label="What",
        choices=[("", "Everything"), *((one.key, one.label) for one in KINDS.values())],
        required=False,
    )
    lead = forms.ChoiceField(label="Lead clinician", required=False)
    day = forms.DateField(
        label="On one day", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    month = forms.DateField(required=False, input_formats=["%Y-%m"], widget=forms.HiddenInput)

    def __init__(self, *args: Any, leads: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Everybody"), *leads]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def is_asked(self) -> bool:
        """Whether anything narrows the agenda."""
        return any(self.cleaned_data.get(name) for name in ("kind", "lead", "day"))

    @property
    def asked(self) -> Asked:
        """The agenda that is asked for."""
        day = self.cleaned_data.get("day")
        return self._asked(day or date.min, day or date.max)

    def month_from(self, today: date) -> date:
        """The first day of the month that the table shows."""
        found: date = self.cleaned_data.get("month") or today
        first = found.replace(day=1)
        return first if YEARS[0] <= first.year <= YEARS[1] else today.replace(day=1)

    def asked_of_month(self, first: date) -> Asked:
        """The same of the days on the month's table."""
        return self._asked(*span(first))

    def _asked(self, first: date, last: date) -> Asked:
        said = self.cleaned_data
        lead = UUID(said["lead"]) if said.get("lead") else None
        return Asked(said.get("kind", ""), lead, first, last)
