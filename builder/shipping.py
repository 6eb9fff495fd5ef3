"""The templates that every practice starts with, read from fixtures/templates."""

from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings

from .definition import Definition, read

ORDER = (
    "soap", "dap", "birp", "girp", "group", "intake", "mental_status", "risk", "reassessment",
    "discharge",
)  # fmt: skip


@dataclass(frozen=True)
class Shipped:
    """A built-in template. A release may change its file; a practice then gets a new number."""

    key: str
    kind: str
    title: str
    asks: Definition


@cache
def shipped() -> dict[str, Shipped]:
    """The built-in templates by key, in the order in which they are offered."""
    folder = settings.BASE_DIR / "fixtures" / "templates"
    found = [_read(path.read_text()) for path in sorted(folder.glob("*.yaml"))]
    found.sort(key=lambda item: ORDER.index(item.key) if item.key in ORDER else len(ORDER))
    return {item.key: item for item in found}


def _read(text: str) -> Shipped:
    said = yaml.safe_load(text)
    key, kind, title = (said.pop(name) for name in ("key", "kind", "title"))
    return Shipped(key, kind, title, read({"schema": 2, **said}))
