"""What is wrong with a definition, in sentences: for the page, for publishing and for a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .definition import LABEL, SCHEMA, AnyField, Definition, Placed

FIELD: TypeAdapter[Placed] = TypeAdapter(AnyField)
# pydantic's kinds of error, in a clinician's words; {name} is what the field calls itself.
SENTENCES = {
    "missing": "“{name}” lacks its {part}.",
    "extra_forbidden": "“{name}” says something that this program does not know: {part}.",
    "string_too_short": "“{name}” has an empty {part}.",
    "string_too_long": "“{name}” has a {part} that is too long.",
    "too_short": "Write the answers to “{name}”, one on each line.",
    "too_long": "“{name}” has too many answers.",
    "union_tag_invalid": "“{name}” is of a kind that this program does not know.",
    "union_tag_not_found": "“{name}” does not say what kind of question it is.",
}
PARTS = {
    "label": "question",
    "help": "help text",
    "options": "answers",
    "one_of": "answer to wait for",
    "key": "key (small letters, digits and single underscores)",
}


@dataclass(frozen=True)
class Fault:
    """One thing to put right. `key` names the field where it is; empty for the whole template."""

    key: str
    sentence: str


def faults_of(fields: list[Any], **about: Any) -> list[Fault]:
    """Everything that keeps these fields from being a template; empty when they are one."""
    found = [fault for field in fields for fault in _of_field(field)]
    return found or list(_of_whole({"schema": SCHEMA, "fields": fields, **about}))


def sound(fields: list[Any]) -> list[Placed]:
    """The fields that can be shown as they are; for a preview of what is not finished."""
    return [FIELD.validate_python(field) for field in fields if not list(_of_field(field))]


def name_of(field: Any) -> str:
    """What a field calls itself."""
    if not isinstance(field, Mapping):
        return "a field"
    return str(field.get("label") or field.get("key") or "a field")[:LABEL]


def _of_field(field: Any) -> Iterator[Fault]:
    try:
        FIELD.validate_python(field)
    except ValidationError as refusal:
        key = str(field.get("key", "")) if isinstance(field, Mapping) else ""
        for error in refusal.errors(include_url=False):
            yield Fault(key, _sentence(dict(error), name_of(field)))


def _of_whole(data: dict[str, Any]) -> Iterator[Fault]:
    """What one field cannot know: keys, order, what depends on what."""
    try:
        Definition.model_validate(data)
    except ValidationError as refusal:
        for error in refusal.errors(include_url=False):
            yield Fault("", _sentence(dict(error), "The template"))


def _sentence(error: dict[str, Any], name: str) -> str:
    if error["type"] == "value_error":
        return f"“{name}”: {error['ctx']['error']}"
    # The first of the place is the kind of the field; a number is a place in a list.
    place = [step for step in error["loc"] if isinstance(step, str)]
    part = place[-1] if place else "content"
    if (error["type"], part) == ("missing", "options"):
        return SENTENCES["too_short"].format(name=name)
    sentence = SENTENCES.get(error["type"], "“{name}” has a {part} that cannot be so.")
    return sentence.format(name=name, part=PARTS.get(part, part))
