"""Whom to call at once: the practice's own lines, or those of the United States.

Source of the default: 988 Suicide & Crisis Lifeline (US), 988lifeline.org: call or text, at all
hours; 911 is the emergency number of the United States. That these two stand where a practice
writes none is a house rule; a practice elsewhere, or with a crisis team of its own, writes its own.
"""

import re
from dataclasses import dataclass

from .models import Practice

DEFAULT = """In an emergency call: 911
Call or text the 988 Suicide & Crisis Lifeline at any time: 988"""
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
    own = practice.crisis_lines if practice else ""
    return [_line(text) for text in (own.strip() or DEFAULT).splitlines() if text.strip()]


def _line(text: str) -> CrisisLine:
    words, _, number = text.strip().rpartition(":")
    if words and _NUMBER.match(number.strip()):
        return CrisisLine(words.strip(), number.strip())
    return CrisisLine(text.strip())
