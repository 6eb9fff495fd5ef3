"""What a planter is, and what planters look for in a record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from config.audit_generator.course import worked_on
from config.audit_generator.drawing import Lot, Row
from config.audit_generator.telling import signed_on

# Where the defect is: (node, id, field); None where this record has no room for it.
Planted = tuple[str, UUID, str] | None
Plant = Callable[[Lot, Row], Planted]


@dataclass(frozen=True)
class Planter:
    """Breaks one rule of a clean record, at one place, and nothing else. Changes the record."""

    rule: str
    plant: Plant


PLANTERS: list[Planter] = []


def breaks(rule: str) -> Callable[[Plant], Plant]:
    """Keep the function below as one that breaks this rule."""

    def keep(plant: Plant) -> Plant:
        PLANTERS.append(Planter(rule, plant))
        return plant

    return keep


def goals_of(made: Row) -> list[Row]:
    """The goals that are worked on."""
    return worked_on(made["problems"])[0]


def steps_of(made: Row) -> list[Row]:
    """The objectives that are worked on."""
    return worked_on(made["problems"])[1]


def interventions_of(made: Row) -> list[Row]:
    """What is delivered."""
    return [one for step in steps_of(made) for one in step["interventions"]]


def current(made: Row) -> Row | None:
    """The version in effect."""
    held = [one for one in made["versions"] if one["from_on"]]
    return held[-1] if held else None


def day_of(session: Row) -> date:
    """The day of a session."""
    day: date = session["starts_at"].date()
    return day


def held(made: Row) -> list[Row]:
    """The sessions to which the client came."""
    return [one for one in made["sessions"] if one["status"] == "attended"]


def noted(made: Row) -> list[Row]:
    """Those of which the note is signed."""
    return [one for one in held(made) if one["note"] and signed_on(one["note"])]


def progress_noted(made: Row) -> list[Row]:
    """Those whose signed note is no assessment."""
    return [one for one in noted(made) if one["note"]["kind"] == "note"]


def blank(lot: Lot) -> str:
    """Nothing, or what looks like something and is nothing."""
    return lot.pick(("", " ", "\n"))


def one_of(lot: Lot, rows: list[Row]) -> Row | None:
    """Any of these, if there are any."""
    return lot.pick(rows) if rows else None
