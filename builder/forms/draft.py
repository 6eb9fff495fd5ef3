"""The head of a template, a new question, and the press that publishes."""

from typing import Any, ClassVar

from django import forms

from config.forms import EditForm, NewForm, PlainForm

from ..definition import LABEL
from ..models import Draft

# The kinds of field, in the order in which they are offered.
KINDS = (
    ("long_text", "Long text"),
    ("text", "One line of text"),
    ("choice", "One of several answers"),
    ("choices", "Any of several answers"),
    ("checklist", "Checklist: every item is read, ticked or not"),
    ("scale", "Scale"),
    ("number", "Number"),
    ("date", "Date"),
    ("score", "Scores of the goals"),
    ("heading", "Heading"),
)
WIDGETS: dict[str, Any] = {
    "kind": forms.RadioSelect,
    "about": forms.Textarea(attrs={"rows": 3}),
}
USED_FOR = "A plan section adds its questions to every plan of the practice."
ABOUT = "For those who choose it: what it is for, and where its questions come from."


class NewDraftForm(NewForm):
    """What a new template is called and used for."""

    class Meta:
        model = Draft
        fields = ("title", "kind")
        widgets: ClassVar[dict[str, Any]] = WIDGETS
        help_texts: ClassVar[dict[str, str]] = {"kind": USED_FOR}


class DraftForm(EditForm):
    """The head of a draft."""

    class Meta:
        model = Draft
        fields = ("title", "kind", "about")
        widgets: ClassVar[dict[str, Any]] = WIDGETS
        help_texts: ClassVar[dict[str, str]] = {"kind": USED_FOR, "about": ABOUT}


class AddPartForm(PlainForm):
    """A question begins with its words and its kind; the rest is asked next."""

    label = forms.CharField(
        label="Question or heading", max_length=LABEL, help_text="As the clinician will read it."
    )
    type = forms.ChoiceField(label="Kind", choices=KINDS)


class MoveForm(PlainForm):
    """How many places a question moves: -1 is one earlier."""

    places = forms.IntegerField(min_value=-1000, max_value=1000)


class PublishForm(EditForm):
    """The version of the draft that was looked at."""

    class Meta:
        model = Draft
        fields: tuple[str, ...] = ()
