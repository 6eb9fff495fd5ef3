"""Which words of a text say something of one client, and which would fit anybody.

The lists are data (fixtures/audit/wording.yaml) and a house rule. A word that stands in none of
them is taken to be the client's own: a bus, a bridge, a sister's kitchen.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, field_validator

WORD = re.compile(r"[^\W\d_][^\W\d_'’]*(?:[-/][^\W\d_][^\W\d_'’]*)*(?:['’][a-z]{1,3}\b)?")
_JOINT = re.compile(r"[-/'’]")
# Words of grammar, people and times stand in all their forms; of the others any form is meant.
INFLECTED = {
    "open",
    "techniques",
    "change",
    "change_verbs",
    "inner",
    "status",
    "missed",
    "clinical",
}
# "Tries" is tried as "trie", "tri" and "try".
_ENDINGS = (
    ("'s", ""), ("’s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""),
    ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ily", "y"), ("er", ""), ("est", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: in small letters, from where to where."""

    text: str
    start: int
    end: int


class Lexicon(BaseModel):
    """The lists of the file, each as the words that were written there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    grammar: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    open: tuple[str, ...]
    techniques: tuple[str, ...]
    sayings: tuple[str, ...]
    change: tuple[str, ...]
    change_verbs: tuple[str, ...]
    inner: tuple[str, ...]
    status: tuple[str, ...]
    missed: tuple[str, ...]
    clinical: tuple[str, ...]

    @field_validator("*", mode="before")
    @classmethod
    def _words(cls, said: object, info: object) -> object:
        name = getattr(info, "field_name", "")
        return said.split() if isinstance(said, str) and name != "source" else said


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    path = settings.BASE_DIR / "fixtures" / "audit" / "wording.yaml"
    return Lexicon.model_validate(yaml.safe_load(path.read_text("utf-8")))


@cache
def _sayings() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().sayings)})\b", re.IGNORECASE)


def words_of(text: str) -> list[Word]:
    """Every word of a text, sayings left out: they name an act and mean none."""
    bare = _sayings().sub(lambda found: " " * len(found.group()), text)
    return [
        Word(found.group().casefold(), found.start(), found.end()) for found in WORD.finditer(bare)
    ]


@lru_cache(maxsize=20_000)
def among(word: str, *lists: str) -> bool:
    """Whether a word, or what it comes from, stands in one of the lists."""
    return any(_stands(word, one) for one in lists)


def _stands(word: str, name: str) -> bool:
    whole, beginnings = _of(name)
    forms = _forms(word) if name in INFLECTED else {word, re.sub(r"(?:['’]?s|['’]s)$", "", word)}
    return bool(beginnings.match(word)) or bool(forms & whole)


@cache
def _of(name: str) -> tuple[frozenset[str], re.Pattern[str]]:
    said = getattr(lexicon(), name)
    begun = "|".join(re.escape(one[:-1]) for one in said if one.endswith("*")) or r"(?!)"
    return frozenset(said), re.compile(rf"(?:{begun})")


def _forms(word: str) -> set[str]:
    """The word without the endings that it may have."""
    found = {word}
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found |= {stem + instead}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1] + instead)
    return found


FITS_ANYBODY = ("grammar", "people", "places", "times", "open", "techniques")


def fits_anybody(word: str) -> bool:
    """Whether a word says nothing of one client; of a joined word, each of its parts."""
    if len(word) < 2 or among(word, *FITS_ANYBODY):
        return True
    parts = [part for part in _JOINT.split(word) if part]
    return len(parts) > 1 and all(len(one) < 3 or among(one, *FITS_ANYBODY) for one in parts)


def own(text: str) -> list[Word]:
    """The words that would not fit anybody."""
    return [word for word in words_of(text) if not fits_anybody(word.text)]


def has_own(text: str, *aside: str) -> bool:
    """Whether any word would fit nobody else, and stands in none of these lists.

    The same as asking `own` for all of them; but most texts tell one at once, and sayings are dear.
    """
    if any(_is_surely_own(found.group(), aside) for found in WORD.finditer(text)):
        return True
    return any(_is_own(word.text, aside) for word in words_of(text))


@lru_cache(maxsize=20_000)
def _is_own(word: str, aside: tuple[str, ...]) -> bool:
    return not fits_anybody(word) and not among(word, *aside)


@lru_cache(maxsize=20_000)
def _is_surely_own(word: str, aside: tuple[str, ...]) -> bool:
    """Whether a word is such, and no saying may hold it: it begins as no word of one does."""
    small = word.casefold()
    return _is_own(small, aside) and not small.startswith(_in_sayings())


@cache
def _in_sayings() -> tuple[str, ...]:
    said = re.findall(r"[a-z]+", " ".join(lexicon().sayings).casefold())
    return tuple(frozenset(said))


def open_words(text: str) -> list[Word]:
    """The words that fit anybody and seem to say something: traits, moods, verdicts."""
    return [word for word in words_of(text) if among(word.text, "open")]
