"""Discharge criteria that would fit any client: "when goals are met"."""

import re
from functools import lru_cache

from .advice import Advice, example, spanning
from .lexicon import Word, among, open_words, own, words_of
from .signs import has_number, is_told

# House rules: among so many words that fit anybody one other word shows nothing; so many words of
# the client's own are a sign.
CROWDED, FEW = 4, 2
POINTS_BACK = "It points back to the goals, and not to a sign in this client’s life."
NO_SIGN = "It would fit any client: there is no sign of this client’s own in it."
NO_LINE = "It says that something changes, and not how far."
NO_SPAN = "It says what is over, and not for how long."
GOALS = re.compile(r"\b(?:goals?|objectives?)\b", re.I)
NOT_DOING = re.compile(r"\b(?:not|no|never|free of)\b", re.I)


@lru_cache(maxsize=5_000)
def empty_criteria(text: str) -> Advice | None:
    """What is missing in discharge criteria; None where a sign of the client's own stands."""
    said, fits, numbered = own(text), open_words(text), has_number(text)
    if not text.strip() or len(said) > FEW or (said and numbered) or is_told(text):
        return None
    if not said or (len(said) == 1 and len(fits) >= CROWDED):
        return _advice(text, POINTS_BACK if GOALS.search(text) else NO_SIGN, fits)
    if changing := [word for word in words_of(text) if among(word.text, "change")]:
        return _advice(text, NO_LINE, changing[:1])
    if found := NOT_DOING.search(text):
        return _advice(text, NO_SPAN, [Word("", *found.span())])
    return None


def _advice(text: str, why: str, words: list[Word]) -> Advice:
    better = example("discharge", text)
    return Advice("empty_discharge_criteria", spanning(text, words), why, better)
