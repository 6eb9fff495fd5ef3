"""A note names no other participant of its session: how names are found in a text.

Words are held against words, without accents and capitals; nothing is guessed about nicknames.
House rules: a name that is also a word of the language ("Will", "Grace", "May") counts only with a
capital, and not at the beginning of a sentence; one letter is no name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from builder.saying import told_rows
from clients.models import Client

from .models import Attendance, Note

_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:;\n•“\"(–-])\s*$")
# Letters that Unicode does not take apart.
_LIKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
                       "ı": "i", "ħ": "h"})  # fmt: skip
# Scripts that write no spaces between words: there a name is looked for anywhere in the text.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
SHORTEST_NUMBER = 4


@cache
def ordinary() -> frozenset[str]:
    """Words of the language that are names too, from fixtures/names."""
    text = (settings.BASE_DIR / "fixtures" / "names" / "ordinary.txt").read_text()
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@dataclass(frozen=True)
class Names:
    """What would name somebody: words, words without spaces around them, record numbers."""

    words: frozenset[str]
    unspaced: frozenset[str]
    numbers: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.words or self.unspaced or self.numbers)


def folded(text: str) -> str:
    """Small letters without accents: "Álvaro" and "ALVARO" are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain).translate(_LIKE)


def names_of(others: Iterable[Client], own: Client) -> Names:
    """The names of the others; what the client of the note is called too tells nothing."""
    others = list(others)
    called = [name for other in others for name in called_by(other)]
    numbers = {folded(other.record_number) for other in others}
    numbers = {number for number in numbers if len(number) >= SHORTEST_NUMBER}
    return names_among(called, called_by(own), numbers - {folded(own.record_number)})


def names_among(called: Iterable[str], mine: Iterable[str], numbers: Iterable[str] = ()) -> Names:
    """What would name those who are called so, beside what is `mine`."""
    words, unspaced = set[str](), set[str]()
    for name in called:
        words |= set(_words(name))
        if _UNSPACED.search(name):
            unspaced.add(folded(name))
    mine = list(mine)
    words -= {word for name in mine for word in _words(name)}
    unspaced -= {folded(name) for name in mine}
    return Names(
        frozenset(word for word in words if len(word) > 1 and word not in unspaced),
        frozenset(unspaced),
        frozenset(numbers),
    )


def called_by(client: Client) -> list[str]:
    """How the client is called: given, family and preferred name."""
    return [client.given_name, client.family_name, client.preferred_name]


def _words(text: str) -> list[str]:
    return [folded(found) for found in _WORD.findall(unicodedata.normalize("NFC", text))]


def named_in(text: str, names: Names) -> str:
    """The first word of the text that names somebody, as it stands there; empty if none does."""
    text = unicodedata.normalize("NFC", text)
    for found in _WORD.finditer(text):
        word = folded(found.group())
        if word in names.words and _is_name(found, text, word):
            return found.group()
    plain = folded(text)
    for name in sorted(names.unspaced):
        if name in plain:
            return name
    return next((number for number in sorted(names.numbers) if _stands_in(number, plain)), "")


def _is_name(found: re.Match[str], text: str, word: str) -> bool:
    if word not in ordinary():
        return True
    return found.group()[0].isupper() and not _BEGINS.search(text[: found.start()])


def _stands_in(number: str, plain: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", plain))


def naming(texts: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    """(heading, word) of each text that names somebody."""
    for heading, text in texts.items():
        if word := named_in(str(text), names):
            yield heading, word


def other_participants(attendance: Attendance) -> list[Client]:
    """Everybody else of the session, also who missed it; one query."""
    others = Client.objects.filter(attendances__session=attendance.session_id)
    return list(others.exclude(pk=attendance.client_id))


def others_named(note: Note) -> list[tuple[str, str]]:
    """(heading, word) of each text of the note that names another participant of the session."""
    attendance = note.attendance
    if not (others := other_participants(attendance)):
        return []
    return list(naming(_texts_of(note), names_of(others, attendance.client)))


def _texts_of(note: Note) -> dict[str, str]:
    """Every text that would be read with the note, by its heading."""
    session = note.attendance.session
    texts = dict(told_rows(note.template.asks, note.sections))
    for name in ("response", "risk", "next_time", "variance"):
        label = str(note._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        texts[label[0].upper() + label[1:]] = getattr(note, name)
    remarks = note.scores.exclude(remark="").values_list("goal__statement", "remark")
    texts |= {f"Remark on “{goal}”": remark for goal, remark in remarks}
    return texts | {"People present": session.people_present, "Place": session.place}


def refuse_names(texts: Mapping[str, str], attendance: Attendance) -> None:
    """Refuse a text in which another participant is named. Only its author reads the sentence."""
    others = other_participants(attendance)
    if others and (said := _sentences(naming(texts, names_of(others, attendance.client)))):
        raise ValidationError(said)


def sentences_naming_others(note: Note) -> list[str]:
    """Why the note cannot be signed: one sentence for each text that names somebody."""
    return _sentences(others_named(note))


def _sentences(found: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"This note names another participant: “{word}” in “{heading}”."
        " Say it without the name, such as “another member”."
        for heading, word in found
    ]
