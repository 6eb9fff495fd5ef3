"""Which file is imported, and what its columns hold."""

from typing import Any

from django import forms

from config.forms import PlainForm

from ..importing import Refused, Table, guessed, read
from ..importing.table import MOST_BYTES
from ..importing.words import HEADINGS
from ..layering import SECTIONS
from ..models import Upload

NOTHING = ("", "nothing: leave it out")


class UploadForm(PlainForm):
    """A planner's file. Cleaned, it is the table that was read from it."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="CSV, Excel (.xlsx, its first sheet) or YAML, up to 2 MB and 5,000 rows.",
    )

    name = ""

    def clean_file(self) -> Table:
        """Read it, or say in a sentence why it cannot be read."""
        held = self.cleaned_data["file"]
        self.name = "".join(letter for letter in held.name if letter.isprintable())[:200]
        try:
            # One byte more than there is room for tells that it is too large.
            return read(self.name, held.read(MOST_BYTES + 1))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class MatchForm(PlainForm):
    """What each column of the file holds. `c0` is the first column."""

    title = forms.CharField(
        label="Problem area",
        required=False,
        max_length=200,
        help_text="Where no column names it: one name for the whole file.",
    )
    source = forms.CharField(
        label="Source and license",
        max_length=200,
        help_text="Where the wording comes from, and by which license your practice may use it.",
    )

    def __init__(self, data: Any, *, upload: Upload) -> None:
        known = guessed(upload.columns)
        start = {"source": f"Licensed planner, imported from {upload.file_name}"[:200]}
        start |= {f"c{at}": held for at, held in enumerate(known)}
        super().__init__({**start, **data.dict()})
        self.columns = upload.columns
        choices = [NOTHING, *HEADINGS.items(), *((k.value, t) for k, t in SECTIONS.items())]
        for at, heading in enumerate(upload.columns):
            self.fields[f"c{at}"] = forms.ChoiceField(
                label=heading[:80], choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        """No two columns hold the same."""
        said = super().clean() or {}
        held = [name for name in self.holds if name]
        if len(set(held)) < len(held):
            raise forms.ValidationError("Two columns are matched to the same. Leave one out.")
        return said

    @property
    def holds(self) -> list[str]:
        """What each column holds, in the order of the file."""
        return [self.cleaned_data.get(f"c{at}", "") for at in range(len(self.columns))]

    @property
    def column_fields(self) -> list[Any]:
        """The fields of the columns, in the order of the file."""
        return [self[f"c{at}"] for at in range(len(self.columns))]
