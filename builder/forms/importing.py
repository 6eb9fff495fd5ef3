"""A template that comes in as a file."""

from typing import Any

from django import forms

from config.forms import PlainForm

from ..files import MOST_BYTES, Read, Refused, read_file


class ImportForm(PlainForm):
    """First a file; then, when it was looked at, its text. Cleaned, `read` is what it holds."""

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        help_text="A template that was exported here (.json), up to 256 kB.",
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    read: Read | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What cannot be seen in a text is refused where the file is read, in a sentence.
        self.fields["text"].validators = []

    def clean(self) -> dict[str, Any]:
        """Read the file, or say in a sentence why it cannot be read."""
        said: dict[str, Any] = super().clean() or {}
        held, text = said.get("file"), said.get("text") or ""
        if not held and not text:
            self.add_error("file", "Choose a file.")
            return said
        # One byte more than there is room for tells that it is too large.
        given = held.read(MOST_BYTES + 1) if held else text.encode()
        try:
            self.read = read_file(given)
        except Refused as refusal:
            self.add_error("file", str(refusal))
            return said
        said["text"] = given.decode("utf-8-sig")
        return said
