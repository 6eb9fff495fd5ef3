"""Sentences made of a form's parts: an objective's, and the 0–10 sentence of the field.

Plain functions: what is not said yet stays visible as "#" or "…".
"""

from datetime import date

BLANK, NUMBER = "…", "#"


def in_words(day: date | None) -> str:
    """ "5 January 2026"."""
    return f"{day.day} {day:%B %Y}" if day else BLANK


def objective(
    who: str, does: str, *, start: int | None, to: int | None, unit: str, per: str, by: date | None
) -> str:
    """ "Maya will ride the bus, from 0 to 3 days by bus per week, by 5 March 2026"."""
    said = f"{who} will {does.strip().rstrip('.') or BLANK}"
    if start is not None or to is not None or unit:
        counted = f"from {_number(start)} to {_number(to)} {unit}".rstrip()
        said += f", {counted}" + (f" per {per}" if per else "")
    return f"{said}, by {in_words(by)}."


def scale(*, zero: str, ten: str, start: int | None, target: int | None, by: date | None) -> str:
    """The opening sentence of the field, on the goal's own scale."""
    return (
        f"I am feeling {_number(start)} on a 0–10 scale, where 0 is {_meaning(zero)} and 10 is"
        f" {_meaning(ten)}. I want to feel {_number(target)} by {in_words(by)}."
    )


def _number(value: int | None) -> str:
    return NUMBER if value is None else str(value)


def _meaning(text: str) -> str:
    return f"“{text.strip().rstrip('.')}”" if text.strip() else BLANK
