"""What may be said when a packet is asked for."""

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from audits.actions.packing import MOST_CHARTS
from audits.forms import UuidList
from audits.models import Packet
from audits.sampling import new_seed
from clients.law import law
from config.forms import NewForm, PlainForm
from plans.forms.disclosing import ask_what_permits
from plans.forms.parts import laid_out
from plans.models import Disclosure, Plan, Printout

from .choosing import payers_of

STAYS = "none: it stays in the practice"


class ChosenForm(PlainForm):
    """The charts, as the desk's form names them."""

    plans = UuidList(required=False)
    everything = forms.BooleanField(required=False)
    matching = forms.CharField(required=False, max_length=2_000)


class SampleForm(PlainForm):
    """How many charts, and the seed by which the same ones are drawn again."""

    size = forms.IntegerField(
        label="How many charts",
        min_value=1,
        max_value=MOST_CHARTS,
        initial=25,
        error_messages=dict.fromkeys(
            ("min_value", "max_value"), f"Draw between 1 and {MOST_CHARTS} charts."
        ),
    )
    seed = forms.CharField(
        max_length=40,
        required=False,
        initial=new_seed,
        widget=forms.TextInput(attrs={"class": "form-short"}),
    )


class PacketForm(NewForm):
    """One packet, for one recipient."""

    names = ("recipient",)

    class Meta:
        model = Packet
        fields = [
            "preset", "form", "ground", "provision", "without", "recipient", "purpose", "way",
            "anyway",
        ]  # fmt: skip

    def __init__(self, *args: Any, plans: Collection[Plan], **kwargs: Any) -> None:
        payers = payers_of(plans)
        start: dict[str, str] = {
            "preset": Printout.Preset.PAYER,
            "ground": Disclosure.Ground.PAYMENT,
        }
        start |= {"purpose": "review of treatment"}
        start |= {"recipient": payers[0]} if len(payers) == 1 else {}
        super().__init__(*args, initial=start, **kwargs)
        self.payers = payers
        papers = [one for one in Printout.Preset.choices if one[0] != Printout.Preset.CLIENT]
        self._offer("preset", papers)
        given = [key for key, ground in law().grounds.items() if ground.given and not ground.acts]
        self._offer(
            "ground", [*((key, Disclosure.Ground(key).label) for key in given), ("", STAYS)]
        )
        self.fields["recipient"].required = False
        self.fields["recipient"].widget.attrs["list"] = "known-recipients"
        self.fields["recipient"].help_text = self._whose()
        self.fields[
            "ground"
        ].help_text = (
            "With the first download each chart’s disclosure is written down on this ground."
        )
        self.fields["provision"].help_text = "Only where the law requires or permits it."
        if any(plan.client.part2 for plan in plans):
            ask_what_permits(self.fields["without"])
        else:
            del self.fields["without"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _whose(self) -> str:
        if len(self.payers) < 2:
            return "One packet goes to one recipient."
        named = ", ".join(self.payers)
        return (
            f"One packet goes to one recipient. These charts have several payers: {named}. For"
            " payment, the charts of other payers are left out."
        )

    @property
    def helper(self) -> FormHelper:
        """Which paper, on what ground, to whom; codes for characters last."""
        without = ("without",) if "without" in self.fields else ()
        return laid_out(
            self,
            ("preset", "form"),
            ("ground", "provision"),
            *without,
            "recipient",
            ("purpose", "way"),
            "anyway",
        )
