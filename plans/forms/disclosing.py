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
    "what", "recipient", "recipient_address", "ground", "provision", "without", "purpose", "way",
    "disclosed_on",
]  # fmt: skip


def told_of_grounds() -> str:
    """Which grounds the client's accounting leaves out, from the law's file."""
    left = [key for key, ground in law().grounds.items() if ground.exempt]
    named = "; ".join(Disclosure.Ground(key).label for key in left)
    return f"The client’s accounting leaves out: {named} ({law().accounting.citation})."


def ask_what_permits(field: forms.Field) -> None:
    """For a record of a 42 CFR Part 2 programme: what permits it where nobody consented."""
    assert isinstance(field, forms.ChoiceField)
    part2 = law().part2
    said = part2.without_consent.items()
    field.choices = [
        ("", "Nothing: the client consented, or gets it"),
        *((key, f"{Disclosure.Without(key).label} ({one.source})") for key, one in said),
    ]
    field.help_text = f"{part2.subpoena.words} {part2.subpoena.source}."


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
        self.fields["ground"].help_text = told_of_grounds()
        self.fields["provision"].help_text = "Only where the law requires or permits it."
        if "disclosed_on" in self.fields:
            self.fields["disclosed_on"].widget.attrs["class"] = "form-short"
        if self.instance.client.part2:
            ask_what_permits(self.fields["without"])
        else:
            del self.fields["without"]

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
            *(name for name in ("without",) if name in self.fields),
            "purpose",
            tuple(name for name in ("way", "disclosed_on") if name in self.fields),
        )


class GivePaperForm(DisclosureForm):
    """This version's paper, made for somebody and given to them."""

    preset = forms.ChoiceField(choices=Printout.Preset.choices, label="Which paper")
    anyway = forms.BooleanField(
        label="Print the codes in place of characters that cannot be drawn", required=False
    )

    class Meta(DisclosureForm.Meta):
        # Paper that is made today is given today.
        fields = [name for name in FIELDS if name not in ("what", "disclosed_on")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        given = [key for key, ground in law().grounds.items() if ground.given]
        field.choices = [("", "---------"), *((key, Disclosure.Ground(key).label) for key in given)]

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
