"""What two texts share: the words that carry them, whatever their order and their grammar.

Names, pronouns, numbers and dates do not count: a text whose name was exchanged is the same text.
"""

import re
from functools import lru_cache

from .lexicon import WORD, among, fits_anybody

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
    kept = _carrying if status else _carrying_beside_status
    return frozenset(map(kept, WORD.findall(_nameless(text)))) - {""}


def own_beside(text: str, other: str) -> Bag:
    """The words of a text that stand in the other in no form, and that would not fit anybody."""
    mine = {stem(word) for word in _words(_nameless(text)) if not fits_anybody(word)}
    return frozenset(mine - {stem(word) for word in _words(other)})


def likeness(one: Bag, other: Bag) -> int:
    """0-100: of all the words that carry both texts, how many stand in both (Dice)."""
    total = len(one) + len(other)
    return round(200 * len(one & other) / total) if total else 0


def share(of: Bag, held: Bag) -> int:
    """0-100: how many of these words stand in the other text."""
    return round(100 * len(of & held) / len(of)) if of else 0


@lru_cache(maxsize=20_000)
def _carrying(word: str) -> str:
    """The beginning of a word that carries a text; empty for one that does not."""
    small = word.casefold()
    return "" if len(small) < 2 or among(small, *_ASIDE) else stem(small)


@lru_cache(maxsize=20_000)
def _carrying_beside_status(word: str) -> str:
    """The same of a word that tells more than the mental state in every chart."""
    return "" if among(word.casefold(), "status") else _carrying(word)


def _nameless(text: str) -> str:
    return _NAME.sub(" ", text)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
