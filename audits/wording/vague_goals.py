"""Goals in which nothing lets one recognize, in this client's life, that they were reached."""

from functools import lru_cache

from .advice import Advice, example, spanning
from .lexicon import open_words, own
from .signs import SPARED, is_told

# House rule: among so many words that fit anybody a single other word shows nothing.
CROWDED = 4
WHY = "Nothing in it shows, in this client’s life, that it was reached: no act, place or occasion."


@lru_cache(maxsize=5_000)
def vague_goal(text: str) -> Advice | None:
    """What is missing in a goal's statement; None where something of the client's own stands."""
    said, fits = own(text), open_words(text)
    if not text.strip() or len(said) > 1 or (said and len(fits) < CROWDED):
        return None
    if is_told(text) or SPARED.search(text):
        return None
    return Advice("vague_goal", spanning(text, fits), WHY, example("goal", text))
