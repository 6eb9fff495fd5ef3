"""What the forms of plans and goals share."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from config.forms import PlainForm, PlainModelForm

from ..models import Plan


class WholeNumber(forms.IntegerField):
    """A whole number whose refusal is always one sentence; what was typed stays in the field."""

    def __init__(self, *, least: int, most: int | None, sentence: str, **options: Any) -> None:
        self.least, self.most, self.sentence = least, most, sentence
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-narrow"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> int | None:
        """The number, or the sentence."""
        try:
            number = super().to_python(value)
        except ValidationError:
            raise ValidationError(self.sentence, code="invalid") from None
        if number is not None and (
            number < self.least or (self.most is not None and number > self.most)
        ):
            raise ValidationError(self.sentence, code="invalid")
        return number


def laid_out(form: PlainForm | PlainModelForm, *rows: Any) -> FormHelper:
    """The form's helper with these rows: a name, or names that stand side by side."""
    helper = FormHelper(form)
    helper.form_tag, helper.disable_csrf = False, True
    for field in form.fields.values():
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        elif isinstance(field.widget, forms.DateInput):
            field.widget.attrs.setdefault("class", "form-short")
    hidden = [field.name for field in form.hidden_fields()]
    helper.layout = Layout(*hidden, *(_row(row) for row in rows))
    return helper


def _row(row: Any) -> Any:
    if isinstance(row, str):
        return row
    return Row(*(Column(name, css_class="col-sm") for name in row))


def clinicians_field(plan: Plan, label: str, *, required: bool = True) -> Any:
    """The clinicians on the care team, and whoever leads the plan."""
    team = User.objects.filter(
        care_teams__client=plan.client_id, care_teams__left_at__isnull=True
    ) | User.objects.filter(pk=plan.lead_id)
    field = forms.ModelChoiceField(
        team.distinct().order_by("name"), label=label, required=required, empty_label="Nobody yet"
    )
    field.error_messages["required"] = f"Fill in: {label.lower()}."
    field.error_messages["invalid_choice"] = "Choose somebody on the care team."
    return field


class ActForm(PlainForm):
    """A button that acts on a row: the version that was seen and, to move, how many places."""

    row_version = forms.IntegerField(min_value=1)
    places = forms.IntegerField(min_value=-1000, max_value=1000, required=False)
