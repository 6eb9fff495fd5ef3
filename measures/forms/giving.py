"""The answers to one instrument: radios on the screen, one digit a box from paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from config.forms import EditForm, NewForm, PlainModelForm

from ..instrument import Definition, Item
from ..models import Administration
from ..scoring import raised

FIELDS = ("on", "reason")


@dataclass(frozen=True)
class Asked:
    """One question on the page. `above` is set where an answer above it asks for a look at risk."""

    number: int
    item: Item
    field: BoundField
    above: int | None


class Asking(PlainModelForm):
    """A form with a field for each item of the instrument."""

    definition: Definition
    is_paper = False

    def ask(self, said: Definition) -> None:
        """Add the instrument's fields, with what is stored."""
        self.definition = said
        self.is_paper = self.instance.way == Administration.Way.PAPER
        for number, item in said.numbered():
            options = [(str(one.value), one.says) for one in said.answers[item.answers]]
            make = _digit if self.is_paper else _radios
            field = make(f"{number}. {item.says}".rstrip(". "), number, options)
            self.fields[name_of(item)] = field
            self.initial[name_of(item)] = self.instance.answers.get(item.id)
        self.fields["blanks"] = forms.BooleanField(
            label="Finish although items are blank", required=False
        )
        if not self.instance.supersedes_id:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Say what was wrong."

    def answers(self) -> dict[str, int]:
        """What was answered, item id → value; a blank is absent."""
        given = {item.id: self.cleaned_data.get(name_of(item)) for item in self.definition.items}
        return {name: value for name, value in given.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """Finishing with blanks is a decision."""
        said: dict[str, Any] = super().clean() or {}
        if self.finishes and not said.get("blanks") and not self.errors:
            blank = [
                (number, item)
                for number, item in self.definition.numbered()
                if item.scored and said.get(name_of(item)) is None
            ]
            if blank:
                self.add_error(name_of(blank[0][1]), _left_blank([number for number, _ in blank]))
        return said

    def _post_clean(self) -> None:
        self.instance.answers = self.answers()
        super()._post_clean()  # type: ignore[misc]

    @property
    def finishes(self) -> bool:
        """Whether "Finish and score" was pressed."""
        return "finish" in self.data

    @property
    def offers_blanks(self) -> bool:
        """Whether finishing was pressed and something is blank."""
        return self.is_bound and self.finishes and bool(self.errors)

    @property
    def asks_about_risk(self) -> bool:
        """Whether an answer, stored or typed, asks for a look at risk."""
        answers = self.answers() if self.is_bound and hasattr(self, "cleaned_data") else None
        return bool(raised(self.definition, answers or self.instance.answers))

    @property
    def can_raise_risk(self) -> bool:
        """Whether the page carries the panel."""
        return bool(self.definition.prompts)

    def asked(self) -> Iterator[Asked]:
        """The questions in order."""
        above = {one.item: one.above for one in self.definition.prompts}
        for number, item in self.definition.numbered():
            yield Asked(number, item, self[name_of(item)], above.get(item.id))


class NewGivenForm(Asking, NewForm):
    """An instrument that is begun."""

    class Meta:
        model = Administration
        fields = FIELDS

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(definition)


class EditGivenForm(Asking, EditForm):
    """An instrument that is not finished yet."""

    class Meta:
        model = Administration
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(self.instance.instrument.says)


class DiscardForm(EditForm):
    """The version of the unfinished measure that is thrown away."""

    class Meta:
        model = Administration
        fields: tuple[str, ...] = ()


def name_of(item: Item) -> str:
    """The field of an item."""
    return f"item_{item.id}"


def _radios(label: str, number: int, options: list[tuple[str, str]]) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=options,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Choose one of the answers to item {number}."},
    )


def _digit(label: str, number: int, options: list[tuple[str, str]]) -> forms.Field:
    """A plain text box: a number box would drop "five" unseen."""
    values = [value for value, _ in options]
    return forms.TypedChoiceField(
        label=label,
        choices=options,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "form-narrow"}
        ),
        error_messages={
            "invalid_choice": f"Item {number} is {', '.join(values[:-1])} or {values[-1]}."
        },
    )


def _left_blank(numbers: list[int]) -> str:
    said = ", ".join(map(str, numbers[:-1])) + (" and " if numbers[:-1] else "") + str(numbers[-1])
    many = len(numbers) > 1
    return (
        f"Item{'s' if many else ''} {said} {'are' if many else 'is'} blank."
        f" Answer {'them' if many else 'it'}, or tick “Finish although items are blank”."
    )
