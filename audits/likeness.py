"""What texts are compared by: pure, and without a list of words."""

import re

SHINGLE = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """Every run of three words, in small letters; empty for a text of fewer."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(*(words[place:] for place in range(SHINGLE)), strict=False))
