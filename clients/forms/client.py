"""Forms of the client's particulars, the intake and the search."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from clients.models import Client, Intake
from config.forms import EditForm, NewForm, PlainForm, PlainModelForm

HINTS = {
    "record_number": "Leave it empty to take the practice's next number.",
    "preferred_name": "What the client is called on their own page.",
    "gender": "As the insurer has it.",
    "guardian_name": "For a minor, or an adult with a legal guardian.",
}
SHORT = ("record_number", "pronouns", "language", "phone", "gender", "born_on")


def lay_out(form: PlainForm | PlainModelForm, *parts: Any) -> FormHelper:
    """A helper without form tag whose hidden fields come first."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*(field.name for field in form.hidden_fields()), *parts)
    return helper


def shorten(form: PlainForm | PlainModelForm, *names: str) -> None:
    """Make these fields as narrow as what is typed into them."""
    for name in names:
        if name in form.fields:
            form.fields[name].widget.attrs["class"] = "form-short"


def _arranged(form: PlainModelForm) -> FormHelper:
    status = ["status"] if "status" in form.fields else []
    return lay_out(
        form,
        Fieldset(
            "Name and number",
            Div("given_name", "family_name", css_class="split"),
            Div("preferred_name", "pronouns", css_class="split"),
            Div("born_on", "gender", css_class="split"),
            Div("record_number", "language", css_class="split"),
            *status,
        ),
        Fieldset("Contact", Div("email", "phone", css_class="split"), "address"),
        Fieldset("Guardian", Div("guardian_name", "guardian_relation", css_class="split")),
        Fieldset("Privacy", "part2"),
    )


class _Particulars(PlainModelForm):
    names = ("given_name", "family_name", "preferred_name", "guardian_name")

    class Meta:
        model = Client
        fields = [
            "given_name", "family_name", "preferred_name", "pronouns", "born_on", "gender",
            "record_number", "language", "email", "phone", "address", "guardian_name",
            "guardian_relation", "part2",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guardian_name"].label = "Guardian's name"
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        shorten(self, *SHORT)


class NewClientForm(_Particulars, NewForm):
    """A new client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_number"].required = False

    helper = property(_arranged)


class ClientForm(_Particulars, EditForm):
    """The particulars of a client in the record."""

    class Meta(_Particulars.Meta):
        fields = [*_Particulars.Meta.fields, "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_number"].help_text = ""
        shorten(self, "status")

    helper = property(_arranged)


OWN_WORDS = ("why_now", "own_words", "magic_wand")


class IntakeForm(EditForm):
    """The intake. Where none has been written, it carries version 0."""

    class Meta:
        model = Intake
        fields = [
            *OWN_WORDS, "strengths", "needs", "preferences", "culture", "supports", "barriers",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["row_version"] = 0
        self.fields["own_words"].help_text = "As the client said it, not as you would write it."

    @property
    def helper(self) -> FormHelper:
        """What the client said first, then what is known around it."""
        rest = [name for name in self.Meta.fields if name not in OWN_WORDS]
        return lay_out(
            self,
            Fieldset("In the client's words", *OWN_WORDS),
            Fieldset("Strengths, needs and surroundings", *rest),
        )


class SearchForm(PlainForm):
    """Which clients to list; a GET form."""

    STATUS = [("active", "In treatment"), ("discharged", "Discharged"), ("all", "All")]

    q = forms.CharField(label="Name or record number", max_length=200, required=False)
    status = forms.ChoiceField(choices=STATUS, required=False)

    @property
    def words(self) -> str:
        """What was searched for; nothing if it could not be read."""
        return str(self.cleaned_data.get("q", ""))

    @property
    def wanted(self) -> str:
        """Whose clients; those in treatment unless another was chosen."""
        return str(self.cleaned_data.get("status") or "active")
