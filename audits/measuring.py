"""A digest that changes with whatever a plan is judged by: its payers' profiles, and the rules."""

import hashlib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.conf import settings

from accounts.models import Practice

from .profiles import Asked, Profiles

HERE = Path(__file__).parent
# What shows, asks or keeps, and judges nothing.
ASIDE = {
    "tests", "migrations", "models", "actions", "management", "views", "rulebook", "mock", "period",
    "agenda", "exports",
}  # fmt: skip


def measured_by(asked: Asked) -> str:
    """SHA-256 (hex) of what one profile asks, and of the rules that ask it."""
    return _with_rules(asked.digest)


def measures_in_force(practice: Practice) -> Collection[str]:
    """The digests by which a plan of this practice may be judged today. One query."""
    return [_with_rules(digest) for digest in Profiles(practice).digests()]


def _with_rules(digest: str) -> str:
    return hashlib.sha256(f"{rules_digest()} {digest}".encode()).hexdigest()


@cache
def rules_digest() -> str:
    """SHA-256 (hex) over what judges: the rules, what gathers their facts, and their words."""
    total = hashlib.sha256()
    words = (settings.BASE_DIR / "fixtures" / "audit").glob("*.yaml")
    for path in [*sorted(HERE.rglob("*.py")), *sorted(words)]:
        if not ASIDE & set(path.relative_to(settings.BASE_DIR).parts):
            total.update(path.read_bytes())
    return total.hexdigest()
