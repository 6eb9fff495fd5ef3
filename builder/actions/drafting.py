"""Making a template: its draft, and the questions in it.

`parts` is a list of {"field": a field of builder.definition as JSON, "at": the draft's row_version
when this field was last written}. So two people may write different questions at the same time,
and only those who write the same one are told of each other.
"""

import re
import unicodedata
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.actions import require_admin
from accounts.models import User
from trail.recording import record

from ..definition import MOST_FIELDS
from ..models import Draft, Template
from ..shipping import shipped

# Words of our own addresses, which no template may be called.
RESERVED = {"new", "import"}
GONE = "This question is not in the template any more. Somebody took it out."


@transaction.atomic
def begin_draft(draft: Draft, *, by: User) -> Draft:
    """A new template, still empty or with the fields of another. Posted twice, it is one."""
    require_admin(by)
    held = Draft.objects.filter(practice=by.practice, pk=draft.pk).first()
    draft.key = held.key if held else free_key(draft.title, by)
    return editing.add(draft, by=by, verb="template.begun", clients=[])


@transaction.atomic
def draft_of(template: Template, *, by: User) -> Draft:
    """The draft of the next number of a template; there is one."""
    require_admin(by)
    if template.key in shipped():
        raise ValidationError("A built-in template stays as it is. Copy it, and change the copy.")
    if held := Draft.objects.filter(practice=by.practice, key=template.key).first():
        return held
    draft = _filled(template.title, template.kind, template.asks.stored())
    draft.key, draft.base = template.key, template.number
    return editing.add(draft, by=by, verb="template.begun", clients=[])


@transaction.atomic
def copied(title: str, kind: str, stored: dict[str, Any], *, by: User) -> Draft:
    """A new draft with everything that another template (or a file) asks."""
    require_admin(by)
    draft = _filled(title, kind, stored)
    draft.key = free_key(title, by)
    return editing.add(draft, by=by, verb="template.begun", clients=[])


def _filled(title: str, kind: str, stored: dict[str, Any]) -> Draft:
    return Draft(
        title=title,
        kind=kind,
        about=stored.get("about", ""),
        sources=list(stored.get("sources", [])),
        parts=[{"field": field, "at": 1} for field in stored["fields"]],
    )


def free_key(title: str, by: User) -> str:
    """A key made of the title that no template of the practice has."""
    taken = set(Template.objects.filter(practice=by.practice).values_list("key", flat=True))
    taken |= set(Draft.objects.filter(practice=by.practice).values_list("key", flat=True))
    return _free(title, taken | set(shipped()) | RESERVED, "template")


def _free(words: str, taken: set[str], otherwise: str) -> str:
    """The words as a key that is not taken, with a number behind it if need be."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:34].strip("_") or otherwise
    key = key if key[0].isalpha() else f"{otherwise[0]}_{key}"
    return next(
        tried
        for tried in (key, *(f"{key}_{number}" for number in range(2, 10_000)))
        if tried not in taken
    )


@transaction.atomic
def change_draft(draft: Draft, *, expected: int, by: User) -> Draft:
    """The title, what it is used for, and what is said about it."""
    require_admin(by)
    return editing.change(draft, expected=expected, by=by, verb="template.changed", clients=[])


@transaction.atomic
def add_part(draft: Draft, type: str, label: str, *, by: User) -> str:
    """A new field at the end; gives its key."""
    stored = _locked(draft, by)
    if len(stored.parts) >= MOST_FIELDS:
        raise ValidationError(f"A template has at most {MOST_FIELDS} questions and headings.")
    key = _free(label, {part["field"]["key"] for part in stored.parts}, "question")
    field = {"type": type, "key": key, "label": label}
    _write(stored, [*stored.parts, _now(stored, field)], by)
    return key


@transaction.atomic
def change_part(draft: Draft, field: dict[str, Any], *, expected: int, by: User) -> Draft:
    """One field, as it is to be. Raises Stale when somebody else wrote it after it was opened."""
    stored = _locked(draft, by)
    place = place_of(stored, field["key"])
    held = stored.parts[place]
    if held["field"] == field:
        return stored
    if held["at"] > expected:
        raise editing.Stale(stored)
    return _write(stored, _with(stored.parts, place, _now(stored, field)), by)


@transaction.atomic
def move_part(draft: Draft, key: str, places: int, *, by: User) -> Draft:
    """Earlier (-1 by one place) or later; at an end it stays."""
    stored = _locked(draft, by)
    place = place_of(stored, key)
    parts = list(stored.parts)
    moved = parts.pop(place)
    parts.insert(max(0, min(len(parts), place + places)), moved)
    return _write(stored, parts, by)


@transaction.atomic
def remove_part(draft: Draft, key: str, *, expected: int, by: User) -> Draft:
    """Take a field out. Raises Stale when somebody wrote it after it was shown."""
    stored = _locked(draft, by)
    place = place_of(stored, key)
    if stored.parts[place]["at"] > expected:
        raise editing.Stale(stored)
    return _write(stored, [*stored.parts[:place], *stored.parts[place + 1 :]], by)


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    """The draft goes; published numbers stay."""
    stored = _locked(draft, by)
    record("template.discarded", stored, by=by, clients=[])
    stored.delete()


def place_of(draft: Draft, key: str) -> int:
    """Where a field stands. Raises ValidationError when it is gone."""
    for place, part in enumerate(draft.parts):
        if part["field"]["key"] == key:
            return place
    raise ValidationError(GONE)


def _locked(draft: Draft, by: User) -> Draft:
    require_admin(by)
    return editing.lock(draft, by=by)


def _now(stored: Draft, field: dict[str, Any]) -> dict[str, Any]:
    """A field that is written by the change that comes next."""
    return {"field": deepcopy(field), "at": stored.row_version + 1}


def _with(parts: list[Any], place: int, part: dict[str, Any]) -> list[Any]:
    return [*parts[:place], part, *parts[place + 1 :]]


def _write(stored: Draft, parts: list[Any], by: User) -> Draft:
    expected = stored.row_version
    stored.parts = parts
    return editing.change(stored, expected=expected, by=by, verb="template.changed", clients=[])
