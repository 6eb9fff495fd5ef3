"""What a statement is made of, as text: its kind, its [blanks], and its likeness to another."""

import re
import unicodedata
from hashlib import blake2s

from django.db import models

# A blank is a hint in square brackets on one line: "[number]", "[what you will do]".
BLANK = re.compile(r"\[[^\[\]\n]{0,80}\]")
_NOT_LETTERS = re.compile(r"[^\w\s]|_")


class Kind(models.TextChoices):
    """Where in a plan a statement stands."""

    DEFINITION = "definition", "behavioral definition"
    GOAL = "goal", "goal"
    OBJECTIVE = "objective", "objective"
    INTERVENTION = "intervention", "intervention"
    HOMEWORK = "homework", "homework"
    STRENGTH = "strength", "strength"
    NOTE = "note", "note"


def blanks_in(text: str) -> list[str]:
    """The blanks that are still to be filled, in their order, brackets and all."""
    return BLANK.findall(text)


def bare(text: str) -> str:
    """The text with nothing left but what makes it the same as another: letters and digits.

    Case, punctuation, spacing and Unicode's two ways of writing é do not make two statements.
    """
    plain = _NOT_LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split())


def trigrams(text: str) -> frozenset[str]:
    """The groups of three neighboring characters of the bare text, its ends marked by blanks."""
    padded = f"  {bare(text)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two texts' trigrams they share: 0 for nothing, 1 for everything (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0


def fingerprint(text: str) -> str:
    """32 hexadecimal digits that two texts share when only case, spacing or punctuation differ."""
    return blake2s(bare(text).encode(), digest_size=16).hexdigest()
