"""What is typed to sign a note, to co-sign it and to send it back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from config.forms import PlainForm
from plans.forms import PasswordForm

COMMENT = 2_000


class SignForm(PasswordForm):
    """The author's signature on the note that was read: its version, and its text's digest."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NoteReturnForm(PlainForm):
    """What is to change: about the whole note, and about each of its parts (field to heading)."""

    comment = forms.CharField(
        label="About the whole note",
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, parts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for name, heading in parts.items():
            self.fields[f"on-{name}"] = forms.CharField(
                label=f"About “{heading}”",
                required=False,
                max_length=COMMENT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def beside(self) -> list[BoundField]:
        """The field of each part."""
        return [self[f"on-{name}"] for name in self.parts]

    @property
    def comments(self) -> dict[str, str]:
        """What was said, by part; the whole note under "note"."""
        said = {name.removeprefix("on-"): text for name, text in self.cleaned_data.items()}
        return {"note" if key == "comment" else key: text for key, text in said.items()}
