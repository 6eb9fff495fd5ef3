"""What may be typed about a statement: of a planner, and of one's own bank."""

from typing import Any, get_args

from crispy_forms.helper import FormHelper
from django import forms

from config.forms import EditForm, NewForm, PlainForm, PlainModelForm

from ..models import BankStatement, PracticeStatement
from ..planner import Aim, Focus, Measure
from ..wording import Kind

# What is said of a kind besides its words.
MORE: dict[str, tuple[str, ...]] = {
    Kind.GOAL: ("focus", "aim", "zero_means", "ten_means"),
    Kind.OBJECTIVE: ("measure",),
    Kind.INTERVENTION: ("approach",),
}
CHOICES = {"focus": Focus, "aim": Aim, "measure": Measure}
FIELDS = ["text", "approach", "measure", "focus", "aim", "zero_means", "ten_means"]
BLANKS = "What changes from client to client stands in square brackets: [number], [date]."


def only_of_its_kind(form: PlainModelForm) -> None:
    """Leave out what a statement of this kind does not have, and offer what it may say."""
    for name in set(form.fields) & set(FIELDS) - {"text", *MORE.get(form.instance.kind, ())}:
        del form.fields[name]
    for name in set(form.fields) & set(CHOICES):
        words = [("", "not said"), *((word, word) for word in get_args(CHOICES[name]))]
        form.fields[name] = forms.ChoiceField(choices=words, required=False)
        form.fields[name].widget.attrs["class"] = "form-short"
    form.fields["text"].widget = forms.Textarea(attrs={"rows": 3})
    form.fields["text"].help_text = BLANKS


class _OfItsKind(PlainModelForm):
    """Only what a statement of its kind has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_of_its_kind(self)


class AddStatementForm(_OfItsKind, NewForm):
    """A statement beside those of a planner; its kind is set."""

    class Meta:
        model = PracticeStatement
        fields = FIELDS


class EditStatementForm(_OfItsKind, EditForm):
    """Other words for a statement of a planner."""

    class Meta(AddStatementForm.Meta):
        pass


class BankStatementForm(_OfItsKind, EditForm):
    """Other words for a statement of one's own bank."""

    class Meta:
        model = BankStatement
        fields = FIELDS


class ActOnLineForm(PlainForm):
    """A button that acts on a line: the version that was seen, 0 where nobody stored one."""

    row_version = forms.IntegerField(min_value=0)

    @property
    def expected(self) -> int:
        """The version that the person saw."""
        version: int = self.cleaned_data["row_version"]
        return version

    @property
    def helper(self) -> FormHelper:
        """Only the version, hidden by the page."""
        return FormHelper(self)
