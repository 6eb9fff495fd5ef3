"""What may be asked for in the planners and in a bank."""

from collections.abc import Iterable
from typing import Any

from django import forms

from config.forms import PlainForm

from ..browsing import Wanted
from ..layering import SECTIONS
from ..wording import Kind

ALL = ("", "all")


class BrowseForm(PlainForm):
    """Words and filters, as parameters of the address."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(
        label="Section", required=False, choices=[ALL, *((k.value, t) for k, t in SECTIONS.items())]
    )
    approach = forms.ChoiceField(label="Approach", required=False)
    group = forms.ChoiceField(label="Group", required=False)
    code = forms.CharField(
        label="Diagnosis code", required=False, max_length=8, help_text="Or its beginning: F41"
    )

    def __init__(
        self, *args: Any, groups: Iterable[str], approaches: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("group", groups), ("approach", approaches)):
            self.fields[name].choices = [ALL, *((one, one) for one in choices)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; nothing, if it cannot be read."""
        if not self.is_valid():
            return Wanted()
        said = self.cleaned_data
        return Wanted(
            said["q"], said["kind"], said["approach"], said["group"], said["code"].strip().upper()
        )


class BankFilterForm(PlainForm):
    """Words, a kind, and whether it is shared."""

    SHARED = (ALL, ("private", "private"), ("shared", "shared with the practice"))

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[ALL, *Kind.choices])
    shared = forms.ChoiceField(label="Show", required=False, choices=SHARED)
