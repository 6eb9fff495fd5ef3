"""Typed text made fit for paper, without losing a word of it.

Line breaking is quadratic in the length of a run without a space, and every line costs: a text that
is no trouble on a page can hold up the press for minutes. Left out are only characters that have
no place on paper: controls, and marks that turn the direction of what follows.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel

LONGEST_RUN = 50
MOST_LINES = 200
BREAK = "\u200b"  # zero-width space: a line may break here, and nothing is seen

_T = TypeVar("_T")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls but newline, direction overrides and embeddings, surrogates, non-characters; and the soft
# hyphen: a place to break after every letter made one paper swell beyond a gigabyte.
_UNPRINTABLE = re.compile(
    "[\xad\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")
_RUN = re.compile(rf"[^ \t\n{BREAK}]{{{LONGEST_RUN + 1},}}")
_MOST_MARKS = 10


def printable(text: str) -> str:
    """The text for paper: breakable runs, no flood of empty lines, no control characters.

    A text of more than 200 lines becomes one paragraph, its line ends shown as " / ".
    """
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").strip()
    text = _EMPTY_LINES.sub("\n\n", text)
    if text.count("\n") > MOST_LINES:
        text = " / ".join(line.strip() for line in text.split("\n") if line.strip())
    return _RUN.sub(lambda run: _breakable(run[0]), text)


def _breakable(run: str) -> str:
    """A place to break after every 50 characters, but not between a letter and its accents."""
    parts: list[str] = []
    start = 0
    while start < len(run):
        end = start + LONGEST_RUN
        latest = end + _MOST_MARKS
        while end < min(len(run), latest) and unicodedata.category(run[end]) in ("Mn", "Me", "Mc"):
            end += 1
        parts.append(run[start:end])
        start = end
    return BREAK.join(parts)


def for_paper(thing: _T) -> _T:
    """A copy of a frozen model or dataclass in which every text is printable, however deep.

    Dataclass fields with the metadata "exact" stay as they are.
    """
    cleaned: _T = _copy(thing)
    return cleaned


def _copy(thing: Any) -> Any:
    if isinstance(thing, str):
        return printable(thing)
    if isinstance(thing, BaseModel):
        names = type(thing).model_fields
        return thing.model_copy(update={name: _copy(getattr(thing, name)) for name in names})
    if is_dataclass(thing) and not isinstance(thing, type):
        told = (one for one in fields(thing) if not one.metadata.get("exact"))
        return replace(thing, **{one.name: _copy(getattr(thing, one.name)) for one in told})
    if isinstance(thing, tuple | list):
        return tuple(_copy(item) for item in thing)
    if isinstance(thing, Mapping):
        return {key: _copy(value) for key, value in thing.items()}
    return thing
