"""What may be typed when paper is given away, or another disclosure is written down."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from clients.law import law
from config.forms import NewForm, PlainForm

from ..models import Disclosure, Printout
from .parts import laid_out

FIELDS = [
    "what", "recipient", "recipient_address", "ground", "provision", "purpose", "way",
    "disclosed_on",
]  # fmt: skip


class DisclosureForm(NewForm):
    """A disclosure that was no paper of ours, or that happened before."""

    names = ("recipient",)

    class Meta:
        model = Disclosure
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "what" in self.fields:
            self.fields["what"].help_text = "Such as: letter with the diagnosis and the dates seen."
        self.fields["recipient"].widget.attrs["list"] = "known-recipients"
        self.fields[
            "ground"
        ].help_text = "The client’s accounting leaves out the first five (45 CFR 164.528(a)(1))."
        self.fields["provision"].help_text = "Only where the law requires or permits it."
        self.fields["disclosed_on"].widget.attrs["class"] = "form-short"

    @property
    def helper(self) -> FormHelper:
        """What, to whom, why, and how."""
        first = [name for name in ("preset", "what") if name in self.fields]
        return laid_out(
            self,
            *first,
            "recipient",
            "recipient_address",
            ("ground", "provision"),
            "purpose",
            ("way", "disclosed_on"),
        )


class GivePaperForm(DisclosureForm):
    """This version's paper, made for somebody and given to them."""

    preset = forms.ChoiceField(choices=Printout.Preset.choices, label="Which paper")
    anyway = forms.BooleanField(
        label="Print the codes in place of characters that cannot be drawn", required=False
    )

    class Meta(DisclosureForm.Meta):
        fields = [name for name in FIELDS if name != "what"]

    @property
    def helper(self) -> FormHelper:
        """The leave to print codes is asked for only where a character cannot be drawn."""
        helper = super().helper
        if "anyway" in self.errors or self["anyway"].value():
            helper.layout.append("anyway")
        return helper


class AccountingForm(PlainForm):
    """Which accounting is wanted."""

    on = forms.DateField(label="Asked for on", required=False)
    everything = forms.BooleanField(
        label="With the disclosures that it may leave out", required=False
    )

    def asked(self, today: date) -> tuple[date, bool]:
        """The day, today if none was given, and whether everything is told."""
        held = self.cleaned_data if self.is_valid() else {}
        return held.get("on") or today, bool(held.get("everything"))

    @property
    def years(self) -> int:
        """How far an accounting reaches back."""
        return law().accounting.years
