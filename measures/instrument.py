"""An instrument's file, checked: questions, scoring, bands and sources (fixtures/instruments).

The files are data that a clinician can read, correct and add to. Nothing here asks the database.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .checking import slips

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Loinc = Annotated[str, StringConstraints(pattern=r"^[0-9]{3,7}-[0-9]$")]
Points = Annotated[int, Field(ge=0, le=1000)]
Gender = Literal["female", "male", "other", "unknown"]


class _Part(BaseModel):
    """An unknown word in a file is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(_Part):
    """A figure and where it comes from. A house rule says that it is one."""

    source: Line
    house_rule: bool = False


class Answer(_Part):
    """One answer and what it counts. `loinc` is the answer's own code, where one is known."""

    value: Annotated[int, Field(ge=0, le=20)]
    says: Line
    loinc: str = ""


class Item(_Part):
    """One question. Without words (the right to print them is not ours) it is known by number."""

    id: Key
    says: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    answers: Key
    scored: bool = True
    loinc: Loinc | None = None


class Subscale(Sourced):
    """A sum over some of the items, with its own cut, if it has one."""

    key: Key
    name: Short
    items: list[Key] = Field(min_length=1)
    case_from: Points | None = None


class Band(_Part):
    """From this total on (to the next band) a result is called this. `short` is for charts."""

    start: Points
    says: Short
    short: Annotated[str, StringConstraints(strip_whitespace=True, max_length=14)] = ""


class Bands(Sourced):
    """All bands, lowest first; the first begins at the minimum."""

    steps: list[Band] = Field(min_length=2)


class Case(Sourced):
    """A cut: at or above it, or at or below it, the result counts as this.

    `genders` narrows it to clients of these administrative genders; `for_whom` says so in words.
    """

    says: Line
    at_least: Points | None = None
    at_most: Points | None = None
    genders: list[Gender] = []
    for_whom: Short | None = None

    @model_validator(mode="after")
    def _one_edge(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a cut has either at_least or at_most")
        return self


class Change(Sourced):
    """How many points are a change of this kind. With `up_to`, published values run up to there.

    The first of an instrument is the one that a chart draws and a result is judged by.
    """

    kind: Literal["reliable", "minimal important"]
    points: Annotated[int, Field(ge=1, le=1000)]
    up_to: Points | None = None
    version: Line
    about: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class Missing(Sourced):
    """What blank items do: `at_most` of them count as zero, and with more there is no score."""

    at_most: Annotated[int, Field(ge=0, le=50)] = 0


class Prompt(Sourced):
    """An answer above `above` asks for a look at risk at once."""

    item: Key
    above: Points = 0


class Licence(_Part):
    """What is known of the right to use it, and whether it is shipped switched on."""

    evidence: Line
    source: Line
    is_on: bool
    why: Line


class Codes(_Part):
    """LOINC codes of the panel and of the total, where they are known."""

    panel: Loinc | None = None
    total: Loinc | None = None
    source: Line


class Definition(_Part):
    """One instrument, complete. Totals are `times` the sum of the scored items."""

    key: Slug
    name: Short
    title: Line
    about: Short
    answered_by: Literal["the client", "a parent or caregiver", "the clinician"]
    recall: Line
    instructions: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    lower_is_better: bool
    licence: Licence
    loinc: Codes | None = None
    answers: dict[Key, list[Answer]] = Field(min_length=1, max_length=20)
    items: list[Item] = Field(min_length=1, max_length=60)
    scoring: Literal["sum", "none"] = "sum"
    times: Annotated[int, Field(ge=1, le=20)] = 1
    minimum: Points = 0
    maximum: Points = 0
    missing: Missing
    subscales: list[Subscale] = Field(default=[], max_length=12)
    bands: Bands | None = None
    cases: list[Case] = Field(default=[], max_length=8)
    changes: list[Change] = Field(default=[], max_length=8)
    prompts: list[Prompt] = Field(default=[], max_length=20)
    sources: list[Line] = Field(min_length=1, max_length=20)

    @property
    def has_words(self) -> bool:
        """Whether the questions can be shown to somebody."""
        return all(item.says for item in self.items)

    @property
    def scored_items(self) -> list[Item]:
        """The items that count."""
        return [item for item in self.items if item.scored]

    @property
    def reliable_change(self) -> Change | None:
        """The change that a result is judged by."""
        return next((one for one in self.changes if one.kind == "reliable"), None)

    def numbered(self) -> Iterator[tuple[int, Item]]:
        """The items with the numbers that the paper has."""
        return enumerate(self.items, start=1)

    def read_aloud(self, answers: Mapping[str, int]) -> str:
        """ "1: Several days; 2: not answered"."""
        return "; ".join(
            f"{number}: {self.answer_words(item, answers.get(item.id))}"
            for number, item in self.numbered()
        )

    def answer_words(self, item: Item, value: int | None) -> str:
        """What was answered, in the instrument's words."""
        found = (one.says for one in self.answers[item.answers] if one.value == value)
        return "not answered" if value is None else next(found, str(value))

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if found := list(slips(self)):
            raise ValueError("; ".join(found))
        return self
