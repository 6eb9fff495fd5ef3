"""One question of a template: its words, its answers, and when it is asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from accounts.editing import Difference, Stale
from config.forms import EditForm, speaking

from ..actions.drafting import place_of
from ..definition import HELP, LABEL, MOST_OPTIONS, OPTION, Placed
from ..faults import sound
from ..models import Draft

LINES = "One on each line."
OPTION_KINDS = ("choice", "choices", "checklist")
# What is asked about a field of each kind, besides its words and its condition.
ASKED: dict[str, tuple[str, ...]] = {
    "heading": (),
    "score": (),
    "text": ("required", "shared"),
    "date": ("required", "shared"),
    "long_text": ("rows", "required", "shared"),
    "number": ("min", "max", "places", "unit", "required", "shared"),
    "scale": ("min", "max", "low", "high", "words", "risk_answers", "required", "shared"),
    **dict.fromkeys(OPTION_KINDS, ("options", "words", "risk_answers", "required", "shared")),
}
TICKED = {
    "required": "Needed before signing",
    "shared": "The whole group’s: the same answer for everybody who took part",
    "words": "Add a line for words beside the answer",
}
LISTS = ("options", "risk_answers")


def lines_of(text: str) -> list[str]:
    """One item on each line; empty lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(label: str, help_text: str, rows: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_OPTIONS * (OPTION + 2),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _end(label: str) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=OPTION)


def _number(label: str, least: int, most: int, places: int = 0) -> forms.Field:
    if places:
        return forms.DecimalField(label=label, min_value=least, max_value=most)
    return forms.IntegerField(label=label, min_value=least, max_value=most)


def _fields_of(type: str) -> dict[str, forms.Field]:
    """The form's fields about a field of this kind."""
    is_number = type == "number"
    every: dict[str, forms.Field] = {
        "rows": _number("Rows to begin with", 2, 20),
        "min": _number("Smallest", *((-1_000_000, 1_000_000, 3) if is_number else (0, 1))),
        "max": _number("Largest", *((-1_000_000, 1_000_000, 3) if is_number else (2, 10))),
        "places": _number("Digits after the point", 0, 3),
        "unit": forms.CharField(label="Unit", required=False, max_length=40),
        "low": _end("What the smallest means"),
        "high": _end("What the largest means"),
        "options": _lines("Answers", LINES, 6, required=True),
        "risk_answers": _lines(
            "Answers that raise the risk prompt",
            f"{LINES} They must be among the answers above. Leave empty for none.",
            2,
        ),
    }
    every |= {
        name: forms.BooleanField(label=label, required=False) for name, label in TICKED.items()
    }
    return {name: every[name] for name in ASKED[type]}


START: dict[str, Any] = {"rows": 5, "places": 0, "min": 0}


class PartForm(EditForm):
    """A field of a draft. `key` says which."""

    label = forms.CharField(label="Question", max_length=LABEL)
    help = forms.CharField(
        label="Help text",
        required=False,
        max_length=HELP,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Read before answering. Leave empty for none.",
    )

    class Meta:
        model = Draft
        fields = ("parts",)
        widgets: ClassVar[dict[str, Any]] = {"parts": forms.HiddenInput}

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The list itself is never typed: one field of it is, in the words below.
        del self.fields["parts"]
        self.key = key
        place = place_of(self.instance, key)
        self.held: dict[str, Any] = self.instance.parts[place]["field"]
        self.type = str(self.held["type"])
        if self.type in ("heading", "score"):
            self.fields["label"].label = "Heading"
        for name, field in _fields_of(self.type).items():
            self.fields[name] = speaking(name, field)
        self.earlier = _can_be_waited_for(self.instance, place)
        if self.earlier:
            self._ask_when()
        self.initial.update(_initial(self.held))

    def _ask_when(self) -> None:
        asked = [(key, placed.label) for key, placed in self.earlier.items()]
        self.fields["when"] = speaking(
            "when",
            forms.ChoiceField(
                label="Ask only after an answer to",
                choices=[("", "Always ask"), *asked],
                required=False,
            ),
        )
        self.fields["answers"] = speaking(
            "answers", _lines("Those answers", f"{LINES} Any of them will do.", 2)
        )

    def clean(self) -> dict[str, Any]:
        """What the lists say must fit each other."""
        said: dict[str, Any] = super().clean() or {}
        for name in (name for name in LISTS if name in said):
            said[name] = lines_of(said[name])
        answers = self._answers(said)
        stray = [answer for answer in said.get("risk_answers", []) if answer not in answers]
        if stray:
            self.add_error("risk_answers", f"“{stray[0]}” is not among the answers above.")
        if len(set(said.get("options", []))) < len(said.get("options", [])):
            self.add_error("options", "Each answer stands in the list once.")
        if "min" in said and "max" in said and said["min"] >= said["max"]:
            self.add_error("max", "The largest must be above the smallest.")
        self._clean_when(said)
        return said

    def _answers(self, said: Mapping[str, Any]) -> list[str]:
        if self.type == "scale":
            least, most = said.get("min") or 0, said.get("max") or 10
            return [str(number) for number in range(least, most + 1)]
        return list(said.get("options", []))

    def _clean_when(self, said: dict[str, Any]) -> None:
        asked = self.earlier.get(said.get("when", ""))
        answers = said["answers"] = lines_of(said.get("answers") or "")
        if asked is None:
            return
        if not answers:
            self.add_error("answers", "Write the answers after which this is asked.")
        stray = [answer for answer in answers if answer not in asked.answers]
        if stray:
            known = "; ".join(asked.answers)
            self.add_error("answers", f"“{stray[0]}” is no answer to it. Its answers are: {known}.")

    def field(self) -> dict[str, Any]:
        """The field as JSON, without what is left empty."""
        said = self.cleaned_data
        field = {"type": self.type, "key": self.key, "label": said["label"], "help": said["help"]}
        field |= {name: _plain(said[name]) for name in ASKED[self.type]}
        if said.get("when"):
            field["show_if"] = {"field": said["when"], "one_of": said["answers"]}
        kept = ("type", "key", "label", "min", "max", "rows", "places")
        return {name: held for name, held in field.items() if held or name in kept}

    def take_conflict(self, stale: Stale, found: list[Difference]) -> None:
        """Show this question's two texts; the rest of the template is merged without asking."""
        theirs: Any = stale.theirs
        mine = _initial(self.field())
        held = _initial(theirs.parts[place_of(theirs, self.key)]["field"])
        found = [
            Difference(name, str(field.label), _read(mine.get(name)), _read(held.get(name)))
            for name, field in self.fields.items()
            if name != "row_version" and _read(mine.get(name)) != _read(held.get(name))
        ]
        super().take_conflict(stale, found)


def _can_be_waited_for(draft: Draft, place: int) -> dict[str, Placed]:
    """The questions before this one that have answers to pick."""
    earlier = sound([part["field"] for part in draft.parts[:place]])
    return {placed.key: placed for placed in earlier if placed.answers}


def _initial(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field's JSON under the names of the form."""
    start = {**START, "max": 1000 if field["type"] == "number" else 10}
    rule = field.get("show_if") or {}
    listed = {name: "\n".join(field.get(name, [])) for name in LISTS}
    when = {"when": rule.get("field", ""), "answers": "\n".join(rule.get("one_of", []))}
    return {**start, **field, **listed, **when}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value


def _read(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
