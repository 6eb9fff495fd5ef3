"""What may be asked about a paper: by its code, or by the paper itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from config.forms import PlainForm
from config.uploads import MOST_BYTES

from ..paper.verification import read_code


class VerifyForm(PlainForm):
    """A code or a PDF file; not both."""

    code = forms.CharField(
        label="The code on the paper",
        required=False,
        max_length=40,
        help_text="Sixteen letters and digits in four groups.",
    )
    file = forms.FileField(
        label="Or the paper itself, as a PDF file",
        required=False,
        allow_empty_file=True,
        max_length=300,
        help_text=f"{MOST_BYTES // 1_000_000} MB at most. It is looked at and not kept.",
    )

    def clean_code(self) -> str:
        """The code without its dashes, and with the letters that are taken for digits mended."""
        typed: str = self.cleaned_data["code"]
        if typed and not read_code(typed):
            raise ValidationError(
                "This is not a code of ours: it has sixteen letters and digits, such as"
                " 7K3M-9QXT-A0BC-5DEF."
            )
        return read_code(typed)

    def clean_file(self) -> UploadedFile | None:
        """A PDF file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if b"%PDF-" not in file.read(1024):
            raise ValidationError("This is not a PDF file. Choose the paper as it was sent.")
        file.seek(0)
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [bool(cleaned.get("code")), cleaned.get("file") is not None]
        if not self.errors and sum(given) != 1:
            raise ValidationError(
                "Write the code, or choose the file: one of the two. A file may have"
                f" {MOST_BYTES // 1_000_000} MB at most."
            )
        return cleaned
