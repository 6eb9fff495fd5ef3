"""How often, in words, as sessions a week; and as which service a session counts.

House rule: a month has 52/12 weeks. Words that mean two things ("biweekly") or a range ("one to two
times a week") are not understood, and whoever asks is told so.
"""

import re
from fractions import Fraction
from functools import cache, lru_cache

from audits.facts import SessionFact
from notes.models import Session
from notes.planned import TYPES

NUMBERS = {
    "a": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
NTH = {"other": 2, "second": 2, "third": 3, "fourth": 4, "sixth": 6, "eighth": 8}
WEEKS = {"day": Fraction(1, 7), "week": Fraction(1), "month": Fraction(52, 12)}
ALONE = {"daily": "day", "weekly": "week", "monthly": "month"}

_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})"
_UNIT = r"(?P<unit>day|week|month)s?"
_TIMES = re.compile(
    rf"(?:{_NUMBER}\s*(?:x|×|times?|sessions?)?\s*)?(?:per|each|every|an?|/|(?P<alone>daily|weekly|monthly))"
    rf"\s*(?:{_UNIT})?"
)
_EVERY = re.compile(rf"(?:once\s+)?every\s+(?:(?P<nth>{'|'.join(NTH)})|{_NUMBER})\s+{_UNIT}")


@lru_cache(maxsize=1_000)
def sessions_per_week(words: str) -> Fraction | None:
    """ "twice a month" → 6/13. None where the words are not understood."""
    said = re.sub(r"[-\s]+", " ", words.strip().lower().rstrip("."))
    if said == "fortnightly":
        return Fraction(1, 2)
    if found := _EVERY.fullmatch(said):
        apart = _count(found["nth"] or found["n"]) * WEEKS[found["unit"]]
        return 1 / apart if apart else None
    found = _TIMES.fullmatch(said)
    unit = found and (ALONE.get(found["alone"] or "") or found["unit"])
    if not found or not unit or (found["alone"] and found["unit"]):
        return None
    return _count(found["n"] or "once") / WEEKS[unit] or None


def _count(word: str) -> Fraction:
    return Fraction(int(word) if word.isdigit() else NTH.get(word) or NUMBERS[word])


def service_type(session: SessionFact) -> str:
    """Under which type of service a session is held, as a plan says it."""
    return _label(session.kind)


@cache
def _label(kind: str) -> str:
    return str(TYPES[Session.Kind(kind)].label)
