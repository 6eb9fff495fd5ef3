"""What two texts share: the words that carry them, whatever their order and their grammar.

Names, pronouns, numbers and dates do not count: a text whose name was exchanged is the same text.
"""

import re
from functools import lru_cache

from .lexicon import Word, among, fits_anybody, words_of

Bag = frozenset[str]

# House rule, as in library/smart.py: walks, walking and walked meet in their first letters.
LETTERS = 5
_ENDING = re.compile(r"(?<=\w{3})(?:['’]s|ing|ed|es|s|e)$")
_ASIDE = ("grammar", "people", "times")
# A capital within a sentence is somebody's name.
_NAME = re.compile(r"(?<=[^\s.!?:;\"“”(•-][ ,])[A-Z][\w’']+")


def stem(word: str) -> str:
    """The beginning by which a word is known again in another form."""
    return _ENDING.sub("", word)[:LETTERS]


@lru_cache(maxsize=20_000)
def bag(text: str, *, status: bool = True) -> Bag:
    """The words that carry a text, by their beginnings.

    Without `status`, what is said of the mental state in every chart is left out.
    """
    aside = _ASIDE if status else (*_ASIDE, "status")
    return frozenset(stem(word.text) for word in _told(text) if not among(word.text, *aside))


def own_beside(text: str, other: str) -> Bag:
    """The words of a text that stand in the other in no form, and that would not fit anybody."""
    mine = {stem(word.text) for word in _told(text) if not fits_anybody(word.text)}
    return frozenset(mine - {stem(word.text) for word in words_of(other, sayings=True)})


def likeness(one: Bag, other: Bag) -> int:
    """0-100: of all the words that carry both texts, how many stand in both (Dice)."""
    total = len(one) + len(other)
    return round(200 * len(one & other) / total) if total else 0


def share(of: Bag, held: Bag) -> int:
    """0-100: how many of these words stand in the other text."""
    return round(100 * len(of & held) / len(of)) if of else 0


def _told(text: str) -> list[Word]:
    bare = _NAME.sub(lambda found: " " * len(found.group()), text)
    return [word for word in words_of(bare, sayings=True) if len(word.text) > 1]
