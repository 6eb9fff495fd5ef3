"""The labelled statements on which wording checks are measured (fixtures/wording).

The labels are the judgement of this project; nobody else has confirmed them. What each label means,
and how the held-out third was drawn, stands in fixtures/wording/README.md. Nothing here judges.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "wording"

Kind = Literal["goal", "objective", "note", "discharge", "pair"]
Between = Literal["planner", "clients", "notes"]
Label = Literal[
    "vague_goal", "unmeasurable_objective", "scripted", "copied_note", "empty_discharge_criteria"
]
Part = Literal["tuning", "held_out"]
LABELS: tuple[Label, ...] = get_args(Label)

# One statement is judged on one thing, so that each label has its own right answers and wrong ones.
ASKED: dict[tuple[Kind, Between | None], Label] = {
    ("goal", None): "vague_goal",
    ("objective", None): "unmeasurable_objective",
    ("discharge", None): "empty_discharge_criteria",
    ("note", None): "scripted",
    ("pair", "planner"): "scripted",
    ("pair", "clients"): "scripted",
    ("pair", "notes"): "copied_note",
}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Key = Annotated[str, StringConstraints(pattern=r"^w[0-9]{3}$")]


class Item(BaseModel):
    """One statement, or two that are held against each other, with the label that it deserves.

    A pair is, by `between`: a planner's statement and what stands in a plan; what stands in two
    clients' records; or an earlier and a later note of one client, in that order. `hard` marks
    what a careful clinician would hesitate over.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Key
    kind: Kind
    between: Between | None = None
    text: Words | None = None
    texts: tuple[Words, Words] | None = None
    labels: tuple[Label, ...] = Field(max_length=1)
    because: Words
    better: Words | None = None
    hard: bool = False

    @property
    def asked(self) -> Label:
        """The label that this item is a right or a wrong example of."""
        return ASKED[self.kind, self.between]

    @property
    def words(self) -> tuple[str, ...]:
        """The statement, or both of a pair."""
        return self.texts or (self.text or "",)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (self.kind, self.between) not in ASKED:
            raise ValueError(f"{self.id}: a pair, and only a pair, says between what it is.")
        if (self.text is None) == (self.texts is None) or (self.kind == "pair") == bool(self.text):
            raise ValueError(f"{self.id}: a pair has two texts, everything else has one.")
        if set(self.labels) - {self.asked}:
            raise ValueError(f"{self.id}: a {self.kind} can only be labelled {self.asked}.")
        if bool(self.labels) != bool(self.better):
            raise ValueError(
                f"{self.id}: better words belong to what is labelled, and to nothing else."
            )
        return self


def load(part: Part) -> list[Item]:
    """The items of one part in the order of their ids.

    Whoever tunes a check reads `tuning` only; `held_out` is for the figures at the end.

    Raises ValueError for a file that is not as it should be, or an id that is used twice.
    """
    return sorted(_checked(_read(sorted((FOLDER / part).glob("*.yaml")))), key=lambda one: one.id)


def _read(paths: Iterable[Path]) -> list[Item]:
    return [
        Item.model_validate(said)
        for path in paths
        for said in yaml.safe_load(path.read_text("utf-8"))["items"]
    ]


def _checked(items: list[Item]) -> list[Item]:
    ids = [item.id for item in items]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"Used twice: {', '.join(sorted(twice))}.")
    return items
