"""Numbers that texts share when they are alike, so that a database finds near texts by equality.

Each mark is drawn from three least hashes of the words that carry a text (MinHash in bands: Broder
AZ. On the resemblance and containment of documents. 1997). Of two texts with the same words every
mark is the same; of two that share nine words of ten nearly always one is.
"""

from functools import lru_cache
from hashlib import blake2b

from .bags import Bag, bag, stem

MARKS, HASHES = 6, 3
# Three hashes of 21 bits fill a PostgreSQL bigint.
BITS = 21


def carrying(text: str, names: str = "") -> Bag:
    """The words by which a text is compared across clients, without the client's own names."""
    known = {stem(word.casefold()) for word in names.split()}
    return bag(text, status=False) - known


def marks(words: Bag) -> list[int]:
    """The marks of a text that has at least one word."""
    drawn = [_hashes(word) for word in words]
    least = [min(hashes) for hashes in zip(*drawn, strict=True)]
    bands = [least[start : start + HASHES] for start in range(0, len(least), HASHES)]
    return [one << 2 * BITS | two << BITS | three for one, two, three in bands]


@lru_cache(maxsize=20_000)
def _hashes(word: str) -> tuple[int, ...]:
    whole = blake2b(word.encode(), digest_size=MARKS * HASHES * 3).digest()
    parts = (whole[start : start + 3] for start in range(0, len(whole), 3))
    return tuple(int.from_bytes(part) & (1 << BITS) - 1 for part in parts)
