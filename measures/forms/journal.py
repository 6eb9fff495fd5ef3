"""An entry of the client's journal."""

from typing import Any, ClassVar

from django import forms

from config.forms import EditForm, NewForm, PlainModelForm

from ..models import JournalEntry
from ..models.journal import OFF_SCALE

FIELDS = ("on", "source", "text", "scale", "value", "lower_is_better")
HELP = {
    "text": "Word for word, where you can.",
    "scale": "Such as mood, sleep or urges. Values of one name make one line.",
    "value": "Leave it empty where the client gave no number.",
}
WIDGETS: dict[str, Any] = {
    "source": forms.RadioSelect,
    "text": forms.Textarea(attrs={"rows": 4}),
    "value": forms.TextInput(attrs={"inputmode": "numeric", "class": "form-narrow"}),
}


class _Entry(PlainModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("invalid", "min_value", "max_value"):
            self.fields["value"].error_messages[name] = OFF_SCALE


class NewEntryForm(_Entry, NewForm):
    """What the client brought today."""

    class Meta:
        model = JournalEntry
        fields = FIELDS
        help_texts = HELP
        widgets: ClassVar[dict[str, Any]] = WIDGETS


class EntryForm(_Entry, EditForm):
    """An entry that is put right."""

    class Meta:
        model = JournalEntry
        fields = FIELDS
        help_texts = HELP
        widgets: ClassVar[dict[str, Any]] = WIDGETS
