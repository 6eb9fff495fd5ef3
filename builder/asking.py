"""A definition as fields of a form, and a form's answers as JSON.

A draft may be incomplete: nothing is required while it is written. `builder.saying.unanswered`
says at signing what is missing. What is not shown is not stored.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from accounts.editing import Difference
from config.forms import PlainForm, PlainModelForm, speaking

from .definition import (
    WORDS,
    Choice,
    Day,
    Definition,
    LongText,
    Number,
    Placed,
    Question,
    Scale,
    ScoreStrip,
    Text,
)
from .definition import Options as Listed
from .saying import kept, said

# As much as any text of a note.
LONGEST, LINE = 100_000, 500
# More options than these are a list to open, not boxes to look through.
FEW = 8
NOT_ANSWERED = "Not answered"
NEEDED = "Needed before signing."

Form = PlainForm | PlainModelForm


@dataclass(frozen=True)
class Asked:
    """One piece of the template on the page: its field, and the words beside it, if it has any."""

    placed: Placed
    field: BoundField | None = None
    words: BoundField | None = None
    waits_for: str = ""

    @property
    def waits_when(self) -> str:
        """The answers that it waits for, as JSON for show_if.js."""
        return json.dumps(self.placed.show_if.one_of) if self.placed.show_if else ""

    @property
    def waits_said(self) -> str:
        """The answers that it waits for, for a page without a script."""
        return " or ".join(self.placed.show_if.one_of) if self.placed.show_if else ""

    @property
    def is_group(self) -> bool:
        """Whether it has several inputs, none of which bears its name: a link needs a place."""
        return self.is_picked or self.type == "scale"

    @property
    def is_picked(self) -> bool:
        """Whether it is answered with boxes, which stand side by side."""
        widgets = forms.RadioSelect | forms.CheckboxSelectMultiple
        return self.field is not None and isinstance(self.field.field.widget, widgets)

    @property
    def type(self) -> str:
        """Which kind of field, for the page."""
        return str(self.placed.type)  # type: ignore[attr-defined]


class Asking:
    """The questions of one definition in one form. Field names are `prefix` and the key."""

    def __init__(self, asks: Definition, prefix: str = "section_") -> None:
        self.asks, self.prefix = asks, prefix

    def add_to(self, form: Form, answers: Mapping[str, Any]) -> None:
        """Give the form its fields, and what was answered already."""
        for question in self.asks.questions():
            name = self.name(question.key)
            field = form.fields[name] = speaking(name, _field(question))
            if isinstance(question, Number):
                field.error_messages.update(_off_range(question))
            if len(question.fields) > 1:
                form.fields[name + WORDS] = speaking(name + WORDS, _words_beside(question))
        for question in self.asks.questions():
            for key in question.fields:
                if key in answers:
                    form.initial[self.name(key)] = answers[key]

    def name(self, key: str) -> str:
        """The form's name for a key."""
        return f"{self.prefix}{key}"

    @property
    def places_scores(self) -> bool:
        """Whether the template says where the scores of the goals stand."""
        return any(isinstance(placed, ScoreStrip) for placed in self.asks.fields)

    def texts(self) -> list[str]:
        """The names of the fields in which one writes freely."""
        return [
            self.name(question.key)
            for question in self.asks.questions()
            if isinstance(question, Text | LongText)
        ]

    def answers(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The cleaned form as JSON: what is shown, as it was answered."""
        given = {
            key: _stored(cleaned.get(self.name(key)))
            for question in self.asks.questions()
            for key in question.fields
        }
        return kept(self.asks, given)

    def rows(self, form: Form) -> Iterator[Asked]:
        """Everything that stands on the page, in order."""
        for placed in self.asks.fields:
            rule = placed.show_if
            yield Asked(
                placed,
                form[self.name(placed.key)] if isinstance(placed, Question) else None,
                form[self.name(placed.key) + WORDS] if self._has_words(placed) else None,
                self.name(rule.field) if rule else "",
            )

    @staticmethod
    def _has_words(placed: Placed) -> bool:
        return isinstance(placed, Question) and len(placed.fields) > 1

    def differences(
        self, mine: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> Iterator[Difference]:
        """The questions that two people answered differently, as a person would read them."""
        for question in self.asks.questions():
            one, other = said(question, mine), said(question, theirs)
            if one != other:
                yield Difference(self.name(question.key), question.label, one, other)


def _stored(value: Any) -> Any:
    """A cleaned value as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value.normalize())
    return value


def _field(question: Question) -> forms.Field:
    """The form field of one question. Nothing is required while one writes."""
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": " ".join(filter(None, (question.help, NEEDED if question.required else ""))),
        "required": False,
    }
    if isinstance(question, Text):
        return forms.CharField(max_length=LINE, **common)
    if isinstance(question, LongText):
        area = forms.Textarea(attrs={"rows": question.rows})
        return forms.CharField(max_length=LONGEST, widget=area, **common)
    if isinstance(question, Day):
        return forms.DateField(**common)
    if isinstance(question, Number):
        return _number(question, common)
    if isinstance(question, Scale):
        return _scale(question, common)
    assert isinstance(question, Listed)
    return _listed(question, common)


def _listed(question: Listed, common: dict[str, Any]) -> forms.Field:
    options = [(option, option) for option in question.options]
    if not isinstance(question, Choice):
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=options, widget=boxes, **common)
    widget = forms.RadioSelect if len(options) <= FEW else forms.Select
    return forms.ChoiceField(choices=[*options, ("", NOT_ANSWERED)], widget=widget, **common)


def _scale(question: Scale, common: dict[str, Any]) -> forms.Field:
    numbers = [(str(number), str(number)) for number in range(question.min, question.max + 1)]
    ends = ((question.min, question.low), (question.max, question.high))
    meant = ", ".join(f"{number} = {words}" for number, words in ends if words)
    common["help_text"] = f"{common['help_text']} {meant}".strip()
    return forms.TypedChoiceField(
        choices=[*numbers, ("", NOT_ANSWERED)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        **common,
    )


def _number(question: Number, common: dict[str, Any]) -> forms.Field:
    unit = f" ({question.unit})" if question.unit else ""
    return forms.DecimalField(
        min_value=question.min,
        max_value=question.max,
        decimal_places=question.places,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-narrow"}),
        **{**common, "label": f"{question.label}{unit}"},
    )


def _off_range(question: Number) -> dict[str, str]:
    """One sentence for every way in which a number can be wrong."""
    whole = "" if question.places else "whole "
    places = f", with at most {question.places} after the point" if question.places else ""
    sentence = f"Write a {whole}number from {question.min} to {question.max}{places}."
    kinds = ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits")
    return dict.fromkeys((*kinds, "max_whole_digits"), sentence)


def _words_beside(question: Question) -> forms.Field:
    label = f"{question.label}: in words"
    return forms.CharField(label=label, required=False, max_length=LINE * 4)
