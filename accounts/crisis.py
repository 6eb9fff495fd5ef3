"""Whom to call at once: the practice's own lines, or those of the United States.

Source of the default: 988 Suicide & Crisis Lifeline (US), 988lifeline.org: call or text, at all
hours; 911 is the emergency number of the United States. That these two stand where a practice
writes none is a house rule; a practice elsewhere, or with a crisis team of its own, writes its own.

Whoever reads in Spanish is told of the Lifeline's Spanish line as well, wherever 988 stands: call
and press 2, or text AYUDA (988lifeline.org/get-help/what-to-expect, read in November 2026).
"""

import re
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from .models import Practice

LINES = (
    gettext_noop("In an emergency call: 911"),
    gettext_noop("Call or text the 988 Suicide & Crisis Lifeline at any time: 988"),
)
DEFAULT = "\n".join(LINES)
# Only the Lifeline's Spanish line is known to us. It takes Spanish, so it is written in it.
SPANISH = (
    "Línea 988 en español: llame y oprima 2, o mande la palabra AYUDA en un mensaje de texto: 988"
)
SPANISH_SOURCE = "988lifeline.org/get-help/what-to-expect"
SOURCE = "988 Suicide & Crisis Lifeline (US), 988lifeline.org; 911 is the US emergency number"
_NUMBER = re.compile(r"^\+?[\d ().-]{2,}$")


@dataclass(frozen=True)
class CrisisLine:
    """One line: what it is, and the number to call; a line without a number is all words."""

    words: str
    number: str = ""

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return re.sub(r"[^\d+]", "", self.number)

    def __str__(self) -> str:
        return f"{self.words}: {self.number}" if self.number else self.words


def crisis_lines(practice: Practice | None) -> list[CrisisLine]:
    """The lines that hold here, at least one."""
    own = practice.crisis_lines.strip() if practice else ""
    texts = own.splitlines() if own and own != DEFAULT else [_(line) for line in LINES]
    lines = [_line(text) for text in texts if text.strip()]
    if get_language() == "es" and any(line.dial == "988" for line in lines):
        lines.append(_line(SPANISH))
    return lines


def _line(text: str) -> CrisisLine:
    words, _, number = text.strip().rpartition(":")
    if words and _NUMBER.match(number.strip()):
        return CrisisLine(words.strip(), number.strip())
    return CrisisLine(text.strip())
