"""What a check of wording says of a text: where, why, and how it could be said instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import yaml
from django.conf import settings

from .labelled import Label
from .lexicon import Word, words_of

# So many letters of a text are enough to know it again.
SHOWN = 160

Of = Literal["goal", "objective", "discharge"]


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a text says too little. `span`: from and to which letter; `better`: other words."""

    label: Label
    span: tuple[int, int]
    why: str
    better: str

    def said_of(self, text: str) -> str:
        """The words that it is about, as they stand in the text."""
        return text[slice(*self.span)]

    def evidence(self, text: str) -> str:
        """What a finding shows: the words, why they say too little, and other words."""
        said = self.said_of(text)
        shown = f"{said[:SHOWN]}…" if len(said) > SHOWN else said
        return f"“{shown}” {self.why} For example: “{self.better}”"


def spanning(text: str, words: Iterable[Word]) -> tuple[int, int]:
    """From the first of these words to the end of the last; the whole text if there are none."""
    found = list(words)
    return (found[0].start, found[-1].end) if found else (0, len(text))


def example(of: Of, text: str) -> str:
    """Better words for what is spoken of most: sleep, worry, drinking; else a general example."""
    said = [word.text for word in words_of(text)]
    best = max(_examples(), key=lambda one: sum(word.startswith(one.about) for word in said))
    fits = any(word.startswith(best.about) for word in said)
    return best.words[of] if fits else next(iter(_examples())).words[of]


@dataclass(frozen=True)
class _Example:
    about: tuple[str, ...]
    words: dict[Of, str]


@cache
def _examples() -> tuple[_Example, ...]:
    path = settings.BASE_DIR / "fixtures" / "audit" / "better_words.yaml"
    said = yaml.safe_load(path.read_text("utf-8"))["examples"]
    return tuple(_Example(tuple(one.pop("about")), one) for one in said)
