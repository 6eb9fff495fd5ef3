"""What may be asked of the desk: each choice is one of a list."""

from typing import Any

from django import forms

from config.forms import PlainForm

STATES = [
    ("", "Every state"),
    ("overdue", "Review overdue"),
    ("due", "Review due within 14 days"),
    ("returned", "Returned"),
    ("waiting", "Waiting for a signature"),
    ("draft", "Draft"),
    ("in effect", "In effect"),
    ("closed", "Closed"),
]
SORTS = [
    ("", "Review date"),
    ("-review", "Review date, latest first"),
    ("client", "Client"),
    ("-client", "Client, from Z to A"),
    ("lead", "Lead clinician"),
    ("-lead", "Lead clinician, from Z to A"),
    ("payer", "Payer"),
    ("-payer", "Payer, from Z to A"),
    ("state", "State, most urgent first"),
    ("-state", "State, most urgent last"),
]


class DeskFilter(PlainForm):
    """Filter and order of the desk's table. What cannot be understood is left out, and said."""

    q = forms.CharField(label="Client or record number", max_length=100, required=False)
    state = forms.ChoiceField(choices=STATES, required=False)
    lead = forms.ChoiceField(label="Lead clinician", required=False)
    payer = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(label="Order by", choices=SORTS, required=False)

    def __init__(
        self, *args: Any, leads: list[tuple[str, str]], payers: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Everybody"), *leads]  # type: ignore[attr-defined]
        self.fields["payer"].choices = [  # type: ignore[attr-defined]
            ("", "Every payer"),
            *((payer, payer) for payer in payers),
        ]

    @property
    def asked(self) -> dict[str, str]:
        """The answers that could be understood, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
