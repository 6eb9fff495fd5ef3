"""What a template asks, as data: JSON with a schema number, checked before it is ever used.

Schema 1 was a plain list of {"key", "heading", "help"}: each reads as a long text, for ever.
Schema 2 is {"schema": 2, "about", "sources", "fields"}; the fields are the classes below.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

SCHEMA = 2
MOST_FIELDS, MOST_OPTIONS = 200, 60
LABEL, HELP, OPTION, ABOUT = 300, 1_000, 200, 4_000
# Never two underscores in a row: "mood__words" is the name of the words beside an answer.
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
WORDS = "__words"

Key = Annotated[str, Field(max_length=40, pattern=rf"^{KEY.pattern}$")]
Line = Annotated[str, Field(min_length=1, max_length=LABEL)]
Option = Annotated[str, Field(min_length=1, max_length=OPTION)]


class Part(BaseModel):
    """A frozen piece of a definition; what it does not know, it refuses."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ShowIf(Part):
    """Ask only when an earlier question was answered with one of these."""

    field: Key
    one_of: Annotated[tuple[Option, ...], Field(min_length=1, max_length=MOST_OPTIONS)]

    @model_validator(mode="before")
    @classmethod
    def _one_answer(cls, data: Any) -> Any:
        """{"field": "plan", "is": "yes"} says the same as one_of with one answer."""
        if isinstance(data, dict) and "is" in data and "one_of" not in data:
            return {**{name: held for name, held in data.items() if name != "is"},
                    "one_of": [data["is"]]}  # fmt: skip
        return data

    @field_validator("one_of", mode="before")
    @classmethod
    def _numbers_too(cls, given: Any) -> Any:
        if isinstance(given, list | tuple):
            return tuple(str(item) if isinstance(item, int) else item for item in given)
        return given


class Placed(Part):
    """Anything that stands in a template."""

    key: Key
    label: Line
    help: Annotated[str, Field(max_length=HELP)] = ""
    show_if: ShowIf | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers on which a later question may depend; empty for a text."""
        return ()


class Heading(Placed):
    """A heading, with its help text as a paragraph under it."""

    type: Literal["heading"] = "heading"


class ScoreStrip(Placed):
    """The scoring strip of the plan's goals stands here."""

    type: Literal["score"] = "score"
    label: Line = "Scores"


class Question(Placed):
    """Something that is answered. `shared` answers are a whole group's: what the group did."""

    required: bool = False
    shared: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys under which its answers are kept."""
        return (self.key,)


class Text(Question):
    """One line."""

    type: Literal["text"] = "text"


class LongText(Question):
    """Several lines, `rows` of them to begin with."""

    type: Literal["long_text"] = "long_text"
    rows: Annotated[int, Field(ge=2, le=20)] = 5


class Picked(Question):
    """Answered by picking. `words` adds a line of text; `risk_answers` raise the risk prompt."""

    words: bool = False
    risk_answers: tuple[Option, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The picked answer, and the words beside it."""
        return (self.key, self.key + WORDS) if self.words else (self.key,)

    @field_validator("risk_answers", mode="before")
    @classmethod
    def _numbers_too(cls, given: Any) -> Any:
        if isinstance(given, list | tuple):
            return tuple(str(item) if isinstance(item, int) else item for item in given)
        return given

    @model_validator(mode="after")
    def _risk_is_an_answer(self) -> Self:
        for answer in self.risk_answers:
            if answer not in self.answers:
                raise ValueError(f"“{answer}” raises the risk prompt, but is not an answer.")
        return self


class Options(Picked):
    """Answered from a list of words, which are stored as they read."""

    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=MOST_OPTIONS)]

    @field_validator("options")
    @classmethod
    def _each_once(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < len(given):
            raise ValueError("Each answer stands in the list once.")
        return given

    @property
    def answers(self) -> tuple[str, ...]:
        """Its options."""
        return self.options


class Choice(Options):
    """One of several."""

    type: Literal["choice"] = "choice"


class Choices(Options):
    """Any of several; what is read aloud is what was picked."""

    type: Literal["choices"] = "choices"


class Checklist(Options):
    """A list gone through: what is read aloud is every item, ticked or not."""

    type: Literal["checklist"] = "checklist"


class Scale(Picked):
    """A whole number from `min` to `max`; `low` and `high` say what the ends mean."""

    type: Literal["scale"] = "scale"
    min: Annotated[int, Field(ge=0, le=1)] = 0
    max: Annotated[int, Field(ge=2, le=10)] = 10
    low: Annotated[str, Field(max_length=OPTION)] = ""
    high: Annotated[str, Field(max_length=OPTION)] = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """Its numbers."""
        return tuple(str(number) for number in range(self.min, self.max + 1))


class Number(Question):
    """A number with its unit; `places` after the point."""

    type: Literal["number"] = "number"
    min: Annotated[Decimal, Field(ge=-1_000_000, le=1_000_000)] = Decimal(0)
    max: Annotated[Decimal, Field(ge=-1_000_000, le=1_000_000)] = Decimal(1000)
    places: Annotated[int, Field(ge=0, le=3)] = 0
    unit: Annotated[str, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _the_right_way_round(self) -> Self:
        if self.min >= self.max:
            raise ValueError("The smallest number must be below the largest.")
        return self


class Day(Question):
    """A date."""

    type: Literal["date"] = "date"


AnyField = Annotated[
    Heading | ScoreStrip | Text | LongText | Choice | Choices | Checklist | Scale | Number | Day,
    Field(discriminator="type"),
]


class Definition(Part):
    """A whole template. `sources` are what its content was taken from, as a reader would cite."""

    schema_number: Annotated[Literal[2], Field(alias="schema")] = 2
    about: Annotated[str, Field(max_length=ABOUT)] = ""
    sources: Annotated[
        tuple[Annotated[str, Field(max_length=HELP)], ...], Field(max_length=20)
    ] = ()
    fields: Annotated[tuple[AnyField, ...], Field(max_length=MOST_FIELDS)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        earlier: dict[str, Placed] = {}
        for placed in self.fields:
            if placed.key in earlier:
                raise ValueError(f"Two fields have the key “{placed.key}”.")
            if placed.show_if:
                _points_back(placed, placed.show_if, earlier)
            earlier[placed.key] = placed
        if sum(isinstance(placed, ScoreStrip) for placed in self.fields) > 1:
            raise ValueError("The scores stand in a template once.")
        if not any(isinstance(placed, Question) for placed in self.fields):
            raise ValueError("Add a question first.")
        return self

    def questions(self) -> Iterator[Question]:
        """What is answered, in order."""
        return (placed for placed in self.fields if isinstance(placed, Question))

    def stored(self) -> dict[str, Any]:
        """As JSON for the database and for a file; what is left at its default is left out."""
        said = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        fields = [
            {"type": placed.type, **one}
            for placed, one in zip(self.fields, said["fields"], strict=True)
        ]
        return {"schema": SCHEMA, **said, "fields": fields}


def _points_back(placed: Placed, rule: ShowIf, earlier: dict[str, Placed]) -> None:
    """A question may depend on an earlier one with answers to pick: so there are no circles."""
    if rule.field not in earlier:
        raise ValueError(
            f"“{placed.label}” depends on “{rule.field}”, which does not stand before it."
        )
    asked = earlier[rule.field]
    for answer in rule.one_of:
        if answer not in asked.answers:
            raise ValueError(
                f"“{placed.label}” waits for “{answer}”, which is no answer to “{asked.label}”."
            )


def read(data: Any) -> Definition:
    """A stored definition of any schema. Raises pydantic.ValidationError for what is not one."""
    if isinstance(data, list):
        data = {
            "schema": SCHEMA,
            "fields": [
                {
                    "type": "long_text",
                    "key": part["key"],
                    "label": part["heading"],
                    "help": part.get("help", ""),
                }
                for part in data
            ],
        }
    return Definition.model_validate(data)
