"""What a statement is made of: its kind, its [blanks], and what makes it the same as another."""

import re
import unicodedata
from hashlib import blake2s

from django.db import models

# A blank is a hint in square brackets on one line: "[number]", "[what you will do]".
BLANK = re.compile(r"\[[^\[\]\n]{0,80}\]")
# To go by in a search: this many letters, and no more words than anybody reads.
LEAST_LETTERS, MOST_WORDS, MOST_LETTERS = 2, 8, 200
_WORD = re.compile(r"[^\W_]+")
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


def fingerprint(text: str) -> str:
    """32 hexadecimal digits that two texts share when only case, spacing or punctuation differ."""
    return blake2s(bare(text).encode(), digest_size=16).hexdigest()


def words_in(typed: str) -> list[str]:
    """The words to search by; none if there are fewer than two letters to go by."""
    words = _WORD.findall(typed[:MOST_LETTERS])[:MOST_WORDS]
    return words if sum(map(len, words)) >= LEAST_LETTERS else []


def begun(words: list[str]) -> str:
    """The words as a PostgreSQL query: each of them, or its beginning."""
    return " & ".join(f"{word}:*" for word in words)
