"""Templates and drafts for tests."""

from typing import Any
from uuid import uuid4

from accounts.models import Practice
from builder.models import Draft, Template

FIELDS: list[dict[str, Any]] = [
    {"type": "heading", "key": "first", "label": "First things"},
    {"type": "choice", "key": "slept", "label": "Slept well", "options": ["yes", "no"]},
    {
        "type": "long_text", "key": "why", "label": "What kept you awake", "required": True,
        "show_if": {"field": "slept", "one_of": ["no"]},
    },
    {"type": "long_text", "key": "told", "label": "What was told", "required": True},
]  # fmt: skip


def template_of(practice: Practice, fields: list[Any] | None = None, **said: Any) -> Template:
    """A published template of the practice's own."""
    said = {"key": "house_note", "title": "House note", "number": 1} | said
    definition = {"schema": 2, "fields": FIELDS if fields is None else fields}
    return Template.objects.create(practice=practice, definition=definition, **said)


def drafted(practice: Practice, fields: list[Any] | None = None, **said: Any) -> Draft:
    """A draft of a template."""
    said = {"key": f"draft_{uuid4().hex[:6]}", "title": "A draft", "kind": "note"} | said
    parts = [{"field": field, "at": 1} for field in (FIELDS if fields is None else fields)]
    return Draft.objects.create(practice=practice, parts=parts, **said)
