"""What a half-typed form says: never an error, and nothing that is kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm, DateField, IntegerField, ValidationError

from library.smart import checks

from .. import sentences

THE_CLIENT = "The client"


def held_by(form: BaseForm) -> dict[str, Any]:
    """What the form holds now: what was posted, or what it began with."""
    return {
        name: form.data.get(form.add_prefix(name))
        if form.is_bound
        else form.get_initial_for_field(field, name)
        for name, field in form.fields.items()
    }


def objective_said(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The sentence as it would be saved, and the five SMART answers to it."""
    start, to = _number(typed, "measure_from"), _number(typed, "measure_to")
    by = _day(typed)
    built = sentences.objective(
        _text(typed, "who") or THE_CLIENT, _text(typed, "does"), start=start, to=to,
        unit=_text(typed, "measure"), per=_text(typed, "measure_per"), by=by,
    )  # fmt: skip
    own = _text(typed, "statement")
    text = own or (built if _text(typed, "does") else "")
    counted = bool(_text(typed, "measure") and start is not None and to is not None)
    found = checks(text, dated=bool(by), counted=counted, serves=_text(typed, "serving"))
    return {"sentence": built, "is_own": bool(own), "checks": found if text else []}


def goal_said(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The 0–10 sentence."""
    sentence = sentences.scale(
        zero=_text(typed, "zero_means"),
        ten=_text(typed, "ten_means"),
        start=_number(typed, "baseline"),
        target=_number(typed, "target"),
        by=_day(typed),
    )
    return {"sentence": sentence}


def _text(typed: Mapping[str, Any], name: str) -> str:
    return str(typed.get(name) or "").strip()


def _number(typed: Mapping[str, Any], name: str) -> int | None:
    found: int | None = _tried(IntegerField(required=False).clean, typed.get(name))
    return found


def _day(typed: Mapping[str, Any]) -> date | None:
    said = typed.get("target_on")
    if isinstance(said, date):
        return said
    formats = ["%Y-%m-%d", "%m/%d/%Y"]
    found: date | None = _tried(DateField(required=False, input_formats=formats).clean, said)
    return found


def _tried(clean: Callable[[Any], Any], value: Any) -> Any:
    try:
        return clean(value)
    except ValidationError:
        return None
