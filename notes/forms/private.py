"""Forms of private notes, and of the authorization under which they leave."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms

from config.forms import EditForm, NewForm
from plans.forms import laid_out
from plans.models import Disclosure

from ..models import PrivateNote, PrivateNoteAuthorization

# 45 CFR 164.501, "Psychotherapy notes": what the term leaves out, and what the record needs.
BELONG_IN_THE_RECORD = (
    "medication: prescription and monitoring",
    "when the session started and stopped",
    "modalities and frequencies of treatment",
    "results of clinical tests",
    "any summary of: diagnosis, functional status, the treatment plan, symptoms, prognosis, and"
    " progress to date",
)


class PrivateNoteForm(EditForm):
    """One text. Nothing is offered while one writes, and nothing of it is kept for offering."""

    class Meta:
        model = PrivateNote
        fields: tuple[str, ...] = ("text",)
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 18, "autocomplete": "off"})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Private notes"
        if self.instance._state.adding:
            self.initial["row_version"] = 0


class AuthorizationForm(NewForm):
    """What the client signed: the parts that 45 CFR 164.508(c)(1) asks for."""

    names = ("signed_by",)

    class Meta:
        model = PrivateNoteAuthorization
        fields = [
            "what", "from_on", "to_on", "recipient", "purpose", "signed_by", "acts_as",
            "signed_on", "expires_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            "what": "As the paper says it: specific, and meaningful to the client.",
            "from_on": "Empty: from the first session on.",
            "to_on": "Empty: up to the day on which you hand them over.",
            "recipient": "The person or organization that the paper names.",
            "purpose": "As the paper says it; “at the client’s request” is enough.",
            "acts_as": "Such as: guardian. Empty where the client signed.",
        }
        for name, hint in hints.items():
            self.fields[name].help_text = hint

    @property
    def helper(self) -> FormHelper:
        """What, to whom and why, then the signature."""
        return laid_out(
            self, "what", ("from_on", "to_on"), "recipient", "purpose",
            ("signed_by", "acts_as"), ("signed_on", "expires_on"),
        )  # fmt: skip


class ReleaseForm(NewForm):
    """How the file is handed over; the rest of the disclosure stands in the authorization."""

    class Meta:
        model = Disclosure
        fields = ["way", "recipient_address"]

    @property
    def helper(self) -> FormHelper:
        """The way, and where to."""
        return laid_out(self, "way", "recipient_address")
