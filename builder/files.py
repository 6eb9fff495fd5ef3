"""A template as a file: JSON that another practice can read, and ours reads with suspicion."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from config.writing import visible

from .definition import SCHEMA, Definition, read
from .faults import faults_of
from .models import Template

MOST_BYTES = 256 * 1024
# A definition is four deep: the file, its fields, one field, its answers.
DEEPEST = 8
FORMAT = 1
NOT_JSON = "This is not a template file: it is not JSON. Choose a file that was exported here."


class Refused(Exception):
    """The file cannot be taken; the message says why."""


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    title: str
    kind: str
    asks: Definition


def written(title: str, kind: str, asks: Definition) -> str:
    """A template as the text of a file."""
    head = {"golden_thread_template": FORMAT, "title": title, "kind": kind}
    return json.dumps({**head, **asks.stored()}, ensure_ascii=False, indent=2) + "\n"


def read_file(held: bytes) -> Read:
    """Read a file. Raises Refused, with a sentence, for what is no template at all."""
    if len(held) > MOST_BYTES:
        raise Refused("The file is larger than 256 kB: no template is.")
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(NOT_JSON) from None
    if _depth(text) > DEEPEST:
        raise Refused("The file is nested too deeply to be a template.")
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
        seen(data)
    except (ValueError, RecursionError):
        raise Refused(NOT_JSON) from None
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from None
    return _template(data)


def seen(data: Any) -> None:
    """Every text in it can be seen. Raises ValidationError, or ValueError for half a character."""
    if isinstance(data, dict):
        for key, held in data.items():
            seen(key)
            seen(held)
    elif isinstance(data, list):
        for held in data:
            seen(held)
    elif isinstance(data, str):
        data.encode()
        visible(data)


def _depth(text: str) -> int:
    """How deep brackets are nested, without parsing; those inside strings do not count."""
    depth = deepest = 0
    in_string = skip = False
    for letter in text:
        if skip:
            skip = False
        elif in_string:
            skip = letter == "\\"
            in_string = letter != '"'
        elif letter == '"':
            in_string = True
        elif letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError
    return held


def _refuse(constant: str) -> None:
    raise ValueError


def _template(data: Any) -> Read:
    if not isinstance(data, dict) or "golden_thread_template" not in data:
        raise Refused("This is JSON, but not a template that was exported here.")
    if data["golden_thread_template"] != FORMAT or data.get("schema") != SCHEMA:
        raise Refused("This template was written by a version of the program that is not known.")
    title, kind, fields = data.get("title"), data.get("kind"), data.get("fields")
    if not isinstance(title, str) or not title.strip() or len(title) > 120:
        raise Refused("The template has no title, or one of more than 120 characters.")
    if kind not in Template.Kind.values:
        raise Refused("The template does not say what it is used for.")
    if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
        raise Refused("The template has no list of questions.")
    about, sources = data.get("about", ""), data.get("sources", [])
    faults = faults_of(fields, about=about, sources=sources)
    if faults:
        raise Refused(" ".join(fault.sentence for fault in faults[:5]))
    asks = read({"schema": SCHEMA, "about": about, "sources": sources, "fields": fields})
    return Read(title.strip(), kind, asks)
