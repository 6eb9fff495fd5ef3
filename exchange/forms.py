"""What may be typed about a request."""

import uuid
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from clients.law import law
from config.forms import NewForm, PlainForm
from plans.forms import laid_out
from plans.models import Disclosure

from .models import RecordRequest


class RequestForm(NewForm):
    """A request that came in."""

    names = ("name",)

    class Meta:
        model = RecordRequest
        fields = ["kind", "asked_by", "name", "what", "received_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].help_text = "On paper or as files; everything, or which part."
        self.fields["received_on"].help_text = "From this day on the days are counted."

    @property
    def helper(self) -> FormHelper:
        """What, by whom, and when."""
        return laid_out(self, "kind", ("asked_by", "name"), "what", "received_on")


class ReasonForm(PlainForm):
    """A step that gives a reason."""

    text = forms.CharField(
        label="The reason, as the client gets it in writing",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ExtendForm(ReasonForm):
    """More time, once."""

    until = forms.DateField(label="The practice will act by")
    field_order = ["until", "text"]


class DenyForm(ReasonForm):
    """A refusal, on one of the regulation's grounds."""

    ground = forms.ChoiceField(label="On which ground", widget=forms.RadioSelect)
    withheld = forms.MultipleChoiceField(
        label="Only these parts (tick none to deny everything)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["ground", "text", "withheld"]

    def __init__(self, *args: Any, parts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds, pieces = self.fields["ground"], self.fields["withheld"]
        assert isinstance(grounds, forms.ChoiceField)
        assert isinstance(pieces, forms.MultipleChoiceField)
        grounds.choices = [
            (denial.key, f"{denial.words} ({denial.source}; {_review(denial.reviewable)})")
            for denial in law().denials
        ]
        pieces.choices = list(parts)
        rule = law().denying.in_part
        pieces.help_text = (
            f"{rule.words} {rule.source}. The plans’ paper tells of scores, diagnoses and reviews"
            " too: tick it where it must not."
        )


class ReviewForm(PlainForm):
    """How somebody else judged the denial."""

    names = ("reviewer",)

    reviewer = forms.CharField(
        label="Who reviewed it, with their license",
        max_length=200,
        help_text="Designated by the practice, and with no part in the denial.",
    )
    upheld = forms.TypedChoiceField(
        label="What they determined",
        choices=[("no", "Access is given"), ("yes", "The denial stands")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What was determined, as the client gets it in writing",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(label="On which day")


class ElsewhereForm(PlainForm):
    """The practice does not hold it."""

    text = forms.CharField(
        label="What the client was told: where to ask, if the practice knows",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FulfilForm(PlainForm):
    """The client got it in another way."""

    on = forms.DateField(label="On which day")
    text = forms.CharField(
        label="What the client got, and how",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExportForm(PlainForm):
    """How the client gets the file. It carries the export's id, so that it is used once."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    way = forms.ChoiceField(
        choices=[one for one in Disclosure.Way.choices if one[0] != Disclosure.Way.SPOKEN],
        label="How the client gets it",
    )


def _review(reviewable: bool) -> str:
    return "the client may have it reviewed" if reviewable else "no review"
