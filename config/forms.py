"""What every form shares: errors in the clinician's words, and the row's version or new id."""

import unicodedata
import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from config.writing import visible as visible

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.editing import Difference, Stale
    from accounts.models import Typed

# Days are reckoned with: a time zone adds one, a review interval 366 at most. The result must be
# in the calendar, which ends with the year 9999.
LAST_DAY = date.max - timedelta(days=400)

SENTENCES: "dict[str, str | _StrPromise]" = {
    "max_length": later(
        "This has %(show_value)d characters; there is room for %(limit_value)d."
        " Shorten it, or put part of it elsewhere."
    ),
    "invalid_choice": later("Choose one of the list."),
}
BY_FIELD: "list[tuple[type[forms.Field], str | _StrPromise]]" = [
    (forms.DateField, "Write the date as year-month-day, such as 2026-03-31."),
    (forms.DateTimeField, "Write the date and time, such as 2026-03-31 14:30."),
    (forms.TimeField, "Write the time as hours and minutes, such as 14:30."),
    (forms.EmailField, later("Write an e-mail address, such as name@example.org.")),
    (forms.IntegerField, "Write a whole number."),
]


def a_name(text: str) -> None:
    """Refuse pictures in a name that goes on an insurer's paper."""
    if any(unicodedata.category(character) in {"So", "Sk", "Cs"} for character in text):
        raise ValidationError(
            _("A name on a plan has no pictures (emoji) in it. Write it in letters.")
        )


def on_calendar(day: date) -> None:
    """Refuse a day so late that reckoning with it would leave the calendar."""
    if day > LAST_DAY:
        raise ValidationError("Check the year: the calendar ends there.")


class WhileTyping(forms.BaseForm):
    """What a form does while somebody types into it (accounts/autosave.py)."""

    saves_itself = False
    typed: "Typed | None" = None

    def waits_for_press(self) -> str:
        """Why this form, though valid, is not saved without a press; empty when it is."""
        return ""

    def take_typed(self, typed: "Typed") -> None:
        """Show what was typed earlier, on the version that it was typed on."""
        held = QueryDict(mutable=True)
        for name, texts in typed.values.items():
            held.setlist(name, texts)
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(held, {}, self.add_prefix(name))
        if typed.row_version is not None:
            self.initial["row_version"] = typed.row_version

    def typed_rows(self) -> list[tuple[str, str]]:
        """(label, text) of what was typed earlier, where it differs from what the form shows."""
        held = self.typed.values if self.typed else {}
        return [
            (
                str(bound.label),
                "; ".join(_chosen(bound.field, text) for text in held[bound.html_name]),
            )
            for bound in self.visible_fields()
            if bound.html_name in held and _as_typed(bound) != held[bound.html_name]
        ]


class PlainForm(WhileTyping, forms.Form):
    """A form whose errors are sentences. `names` lists the fields that hold a person's name."""

    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: dict[str, Any] | None = None
        speak_plainly(self)

    @property
    def helper(self) -> FormHelper:
        """The page writes the form tag and the buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class PlainModelForm(WhileTyping, forms.ModelForm):
    """A model's form whose errors are sentences."""

    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: dict[str, Any] | None = None
        speak_plainly(self)

    helper = PlainForm.helper


class NewForm(PlainModelForm):
    """For a new row. It carries the row's id, so that posting it twice adds one row."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def _post_clean(self) -> None:
        if new_id := self.cleaned_data.get("new_id"):
            self.instance.pk = new_id
        super()._post_clean()  # type: ignore[misc]


class EditForm(PlainModelForm):
    """For a stored row. It carries the version that was opened."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    editing = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["row_version"] = self.instance.row_version

    @property
    def expected(self) -> int:
        """The version that the person saw."""
        version: int = self.cleaned_data["row_version"]
        return version

    def take_conflict(self, stale: "Stale", found: "list[Difference]") -> None:
        """Keep what was typed, and show what the other person wrote.

        `conflict` goes to components/conflict.html; the next post carries the newer version, so
        that saving again is a decision and not an accident.
        """
        theirs = stale.theirs
        who = theirs.changed_by.name if theirs.changed_by else "Somebody else"
        self.conflict = {
            "by": who,
            "at": theirs.changed_at,
            "version": theirs.row_version,
            "fields": found,
        }
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("row_version")] = str(theirs.row_version)
        self.data = data
        self.add_error(None, f"{who} changed this after you opened it. Nothing was overwritten.")


def _as_typed(bound: forms.BoundField) -> list[str]:
    """What the form would post for a field as it stands on the page."""
    value = bound.value()
    if value in (None, False):
        return [] if isinstance(bound.field.widget, forms.CheckboxInput) else [""]
    if isinstance(value, list | tuple | set):
        return [str(item) for item in value]
    return ["on"] if value is True else [str(value)]


def _chosen(field: forms.Field, text: str) -> str:
    """A choice by its name, other text as it was typed."""
    for value, label in getattr(field, "choices", ()):
        if str(value) == text:
            return str(label)
    return text


def speak_plainly(form: "PlainForm | PlainModelForm") -> None:
    """Give each field its sentences, and look into each text for what cannot be seen."""
    for name, field in form.fields.items():
        speaking(name, field)
        if name in form.names:
            field.validators.append(a_name)


def speaking(name: str, field: forms.Field) -> forms.Field:
    """The field with its sentences: for one that a form adds to itself later."""
    label = str(field.label or name.replace("_", " "))
    field.error_messages.update(SENTENCES)
    field.error_messages["required"] = _("Fill in: %(label)s.") % {"label": label}
    for kind, sentence in BY_FIELD:
        if isinstance(field, kind):
            field.error_messages["invalid"] = sentence
    if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
        # `visible` has its own sentence about NUL.
        field.validators = [
            check
            for check in field.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ] + [visible]
    if type(field) is forms.DateField:
        field.validators.append(on_calendar)
    _show(field)
    return field


def _show(field: forms.Field) -> None:
    """Dates as dates, texts of a few rows, and no silent cut: the server says what is too long."""
    if isinstance(field, forms.DateField):
        attrs = {"type": "date", **field.widget.attrs}
        field.widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
        field.input_formats = ["%Y-%m-%d", "%m/%d/%Y"]
    # Django asks for ten rows; a form that says another number keeps it.
    if isinstance(field.widget, forms.Textarea) and str(field.widget.attrs.get("rows")) == "10":
        field.widget.attrs["rows"] = 3
    field.widget.attrs.pop("maxlength", None)
