"""Switching an instrument on or off, and bringing one as a file."""

from django import forms

from config.forms import PlainForm

from ..instrument import Definition
from ..reading_files import MOST_BYTES, Refused, read


class SwitchForm(PlainForm):
    """What gives the practice the right to use it, where that is not plain."""

    is_on = forms.TypedChoiceField(
        label="Use it",
        choices=[("on", "on"), ("off", "off")],
        coerce=lambda said: said == "on",
        widget=forms.HiddenInput,
    )
    terms = forms.CharField(
        label="What gives your practice the right to use it",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as the permission and its date, or the terms that you read and where.",
    )


class UploadForm(PlainForm):
    """An instrument's file. Cleaned, it is the instrument."""

    file = forms.FileField(
        label="File", allow_empty_file=True, help_text="YAML or JSON, up to 200 kB."
    )

    def clean_file(self) -> Definition:
        """Read it, or say in a sentence what is wrong."""
        held = self.cleaned_data["file"]
        try:
            # One byte more than there is room for tells that it is too large.
            return read(held.read(MOST_BYTES + 1))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
