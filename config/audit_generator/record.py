"""A whole record in which every rule is met."""

from dataclasses import replace
from typing import Any

from .around import around
from .care import sessions_of
from .course import course
from .drawing import Lot, Row
from .planned import planned
from .shape import Shape, draw_shape

WHEN = "medication is prescribed"


def clean_record(lot: Lot, **wanted: Any) -> Row:
    """Plain values under plain names; `shape` says what kind of record it is.

    `wanted` are fields of the shape that are not left to the draw.
    """
    shape = replace(draw_shape(lot), **wanted)
    plan = planned(lot, shape)
    made: Row = {"shape": shape, "today": shape.today, **plan, **course(lot, shape, plan)}
    made["plan"]["review_due_on"] = made["next_review_on"]
    made["sessions"] = sessions_of(lot, shape, plan, made["versions"])
    made |= around(lot, shape, made)
    return made | {
        "closed_on": shape.today if shape.stage == "closed" else None,
        "note_late_after_hours": shape.hours,
        "figures": _figures(shape),
        "signers": ["physician"] if shape.physician in ("always", "excused") else [],
        "signers_when": {"physician": WHEN} if shape.physician == "when" else {},
    }


def _figures(shape: Shape) -> dict[tuple[str, str], int]:
    """What the payer's profile sets."""
    first = {("R01", name): value for name, value in shape.first_plan.items()}
    return {("R34", "days"): shape.interval, ("R62", "hours"): shape.payer_hours, **first}
