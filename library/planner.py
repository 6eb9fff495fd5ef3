"""A planner file, checked: one problem area with its statements (fixtures/planners).

The files are data that a clinician can read and correct. Nothing here asks the database.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .wording import Kind, blanks_in

SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "planners"

Group = Literal[
    "adults", "couples and families", "adolescents", "children", "older adults", "substance use",
    "trauma", "severe mental illness", "health and body", "perinatal", "identity and belonging",
]  # fmt: skip
Focus = Literal["symptom relief", "behavior change", "relationships", "growth and strengths"]
Aim = Literal["reduce", "build", "maintain"]
Measure = Literal["count", "rating", "act"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=600)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Key = Annotated[str, StringConstraints(pattern=r"^[dgoihs][1-9][0-9]?$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=60)]


class _Part(BaseModel):
    """What every statement has: a key that is its own in the file, and its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Key
    text: Text


class Definition(_Part):
    """What can be seen or heard of the problem; also homework and strengths."""


class LongTermGoal(_Part):
    """Where it should lead, with the two ends of its 0–10 scale."""

    focus: Focus
    aim: Aim
    zero: Short
    ten: Short


class Step(_Part):
    """An objective: a count, a 0–10 rating or a named act, with blanks for numbers and date."""

    measure: Measure
    serves: list[Key] = Field(min_length=1)


class Way(_Part):
    """An intervention, and the approach it comes from."""

    approach: Short


class Line(NamedTuple):
    """One statement of a planner, whatever its kind."""

    kind: Kind
    part: _Part


class Planner(BaseModel):
    """One problem area, complete: each section has at least what a first plan needs."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    area: Short
    slug: Slug
    group: Group
    summary: Text
    codes: list[Code] = Field(min_length=1)
    definitions: list[Definition] = Field(min_length=6)
    goals: list[LongTermGoal] = Field(min_length=4)
    objectives: list[Step] = Field(min_length=8)
    interventions: list[Way] = Field(min_length=8)
    homework: list[Definition] = Field(min_length=4)
    strengths: list[Definition] = Field(min_length=4)

    def lines(self) -> Iterator[Line]:
        """Every statement, section by section, in the order of the file."""
        sections: dict[Kind, Sequence[_Part]] = {
            Kind.DEFINITION: self.definitions,
            Kind.GOAL: self.goals,
            Kind.OBJECTIVE: self.objectives,
            Kind.INTERVENTION: self.interventions,
            Kind.HOMEWORK: self.homework,
            Kind.STRENGTH: self.strengths,
        }
        for kind, parts in sections.items():
            yield from (Line(kind, part) for part in parts)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        keys = [line.part.id for line in self.lines()]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"These ids stand twice: {', '.join(sorted(twice))}.")
        goals = {goal.id for goal in self.goals}
        for step in self.objectives:
            if absent := set(step.serves) - goals:
                raise ValueError(f"{step.id} serves {', '.join(sorted(absent))}: no such goal.")
            if not any("date" in blank for blank in blanks_in(step.text)):
                raise ValueError(f"{step.id} has no blank for a date.")
        return self


def read(path: Path) -> Planner:
    """The planner in a file. Raises ValueError that names the file."""
    try:
        planner = Planner.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValueError as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    if planner.slug != path.stem:
        raise ValueError(f"{path.name}: its slug is {planner.slug}.")
    return planner


def shipped() -> list[Planner]:
    """Every planner that comes with the product, by file name."""
    return [read(path) for path in sorted(SHIPPED.glob("*.yaml"))]
