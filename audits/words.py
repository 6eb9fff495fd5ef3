"""Words by which rules know what a note speaks of, as data (fixtures/audit/note_words.yaml)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

Words = tuple[str, ...]


class NoteWords(BaseModel):
    """Every list of the file; each is matched from the beginning of a word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    intervention: Words = Field(min_length=1)
    progress: Words = Field(min_length=1)
    elements: Mapping[str, Words]
    roles: Words = Field(min_length=1)
    remote: Words = Field(min_length=1)


@cache
def note_words() -> NoteWords:
    """The lists, read once."""
    path = settings.BASE_DIR / "fixtures" / "audit" / "note_words.yaml"
    return NoteWords.model_validate(yaml.safe_load(path.read_text()))


def speaks_of(text: str, words: Words) -> bool:
    """Whether any of these words, or what begins with it, stands in the text."""
    return bool(text) and bool(_pattern(words).search(text))


@lru_cache(maxsize=10_000)
def asks_for(label: str, words: Words) -> bool:
    """Whether a question's heading speaks of it. Headings repeat from note to note."""
    return speaks_of(label, words)


def capitalized(text: str, known: frozenset[str]) -> list[str]:
    """The words that begin with a capital and are neither known nor all in capitals."""
    return [
        word
        for word in _CAPITAL.findall(text)
        if not word.isupper() and not {word.lower(), word.lower().rstrip("s")} & known
    ]


_CAPITAL = re.compile(r"(?<![\w'’-])[^\W\d_a-z][^\W\d_]+")


@cache
def _pattern(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
