"""Objectives of which two people could disagree whether they were done."""

import re
from functools import lru_cache

from library.smart import VAGUE

from .advice import Advice, example, spanning
from .lexicon import Word, among, open_words, own, words_of
from .signs import has_number, is_told

# House rules: among so many words that fit anybody one other word shows nothing; beside so many
# words of the client's own "more" and "better" do no harm.
CROWDED, FEW = 4, 3
NO_ACT = "It names no act that is done or not, and nothing that is counted or rated."
NO_NUMBER = "It speaks of more or less, and gives no number from which and to which."
INWARD = "Whether it took place within is seen by nobody. Say by what it would be seen."
NO_SPAN = "It can be seen, but for how long is not said: it is never reached."
NOT_DOING = re.compile(
    r"\b(?:not|no|never|without|abstain\w*|refrain\w*|stop\w*|maintain\w*)\b", re.I
)


@lru_cache(maxsize=5_000)
def unmeasurable_objective(text: str) -> Advice | None:
    """What keeps an objective from being told as done; None where it can be told."""
    said, fits, numbered = _own(text), open_words(text), has_number(text)
    crowded = len(said) == 1 and len(fits) >= CROWDED
    if not text.strip() or (numbered and said and not crowded) or is_told(text):
        return None
    if not said or crowded:
        return _advice(text, NO_ACT, fits)
    if found := VAGUE.search(text):
        return _advice(text, NO_ACT, [Word("", *found.span())])
    if words := _first(text, "change" if len(said) < FEW else "change_verbs"):
        return _advice(text, NO_NUMBER, words)
    inner = _first(text, "inner")
    if inner and inner[0].start < said[0].start:
        return _advice(text, INWARD, inner)
    if len(said) == 1 and (found := NOT_DOING.search(text)):
        return _advice(text, NO_SPAN, [Word("", *found.span())])
    return None


def _first(text: str, name: str) -> list[Word]:
    return [word for word in words_of(text) if among(word.text, name)][:1]


def says_nothing(measure: str) -> bool:
    """Whether what is counted is named by words that fit anybody ("times a day", "skills")."""
    return not _own(measure)


def _own(text: str) -> list[Word]:
    """A way of coping that is counted is an act of the client's."""
    if not has_number(text):
        return own(text)
    counted = [word for word in words_of(text) if among(word.text, "techniques")]
    return own(text) + counted


def _advice(text: str, why: str, words: list[Word]) -> Advice:
    better = example("objective", text)
    return Advice("unmeasurable_objective", spanning(text, words), why, better)
