"""Text that was not written for one client: a form as delivered, the planner's words, a copy."""

import re
from functools import lru_cache

from library.wording import BLANK, blanks_in

from .advice import Advice
from .bags import Bag, bag, likeness, own_beside, share
from .lexicon import among, has_own, own, words_of

# House rules, measured on fixtures/wording/tuning (manage.py check_wording prints the figures).
LIKE = 80
LEAST_WORDS = 5
KEPT = 60
FRAME_WORDS = 2
OWN_ALLOWED = 1
SHORT = 18

FORM = "The form stands as it was delivered: a blank, a choice or a prompt was left in it."
NO_LINE = "Not one line belongs to this client’s hour: it would fit every client on every day."
UNCHANGED = (
    "The planner’s words stand as they were delivered; numbers and dates are all that is new."
)
COPIED = "The same text stands in another client’s record; names and numbers are all that differs."
BETTER_NOTE = "Ate lunch in the car again; read the two messages aloud and heard no blame in them."
BETTER_PLAN = (
    "Says “ten minutes” and goes to the porch in 8 of 10 quarrels, and is back within the hour."
)

_LEFT = re.compile(
    r"_{2,}|\bx{2,}\b|\[[^\]\n]{0,80}\]|\((?:[^()/\n]{1,30}/){2,}[^()/\n]{1,30}\)"
    r"|\((\w+)/not \1\)|\(yes/no\)"
    r"|\b(?:insert|enter|choose|select|describe|fill in|type)\b(?: \w+){0,3} here\b"
    r"|<[a-z][^<>\n]{0,40}>|\{[^{}\n]{0,40}\}|\b(?:TBD|lorem ipsum)\b"
    r"|\b(?:he/she|his/her|him/her|s/he)\b",
    re.I,
)
# One of these stands in whatever `_LEFT` finds.
_SIGNS = ("_", "[", "/", "<", "{", "xx", " here", "tbd", "lorem")


def scripted_note(text: str) -> Advice | None:
    """Whether a note is a form, or says nothing of this hour. A missed visit has little to tell."""
    if (found := _left_in(text)) is not None:
        return Advice("scripted", found.span(), FORM, BETTER_NOTE)
    if not text.strip() or has_own(text, "status", "clinical") or is_missed_visit(text):
        return None
    return Advice("scripted", (0, len(text)), NO_LINE, BETTER_NOTE)


def as_the_planner_has_it(planner: str, text: str) -> Advice | None:
    """Whether a planner's statement stands in a plan with nothing of the client's added.

    What fills a blank counts where it tells something: a number, a date or a name does not.
    """
    frame, said = frame_of(planner), bag(text)
    if len(frame) < FRAME_WORDS or share(frame, said) < KEPT or share(said, bag(planner)) < KEPT:
        return None
    if len(own_beside(text, planner)) > OWN_ALLOWED:
        return None
    blank = next(iter(blanks_in(text)), "")
    start = text.find(blank) if blank else 0
    return Advice("scripted", (start, start + len(blank or text)), UNCHANGED, BETTER_PLAN)


def frame_of(planner: str) -> Bag:
    """The words of a planner's statement without what may stand in its blanks."""
    return bag(BLANK.sub(" ", planner))


def copied_between_clients(earlier: str, text: str, *, least: int = LIKE) -> Advice | None:
    """Whether one text was used for two people; `least` of 100 words must stand in both.

    Short plain sentences that two people would say alike, and a missed visit, are no copies.
    """
    one, other = told(earlier), told(text)
    if min(len(one), len(other)) < LEAST_WORDS or likeness(one, other) < least:
        return None
    if is_missed_visit(text):
        return None
    return Advice("scripted", (0, len(text)), COPIED, BETTER_PLAN)


def told(text: str) -> frozenset[str]:
    """What a text is compared by across clients."""
    return bag(text, status=False)


def _left_in(text: str) -> re.Match[str] | None:
    """What a form left there. Few texts hold a sign of it, and looking for signs is quick."""
    small = text.casefold()
    return _LEFT.search(text) if any(sign in small for sign in _SIGNS) else None


@lru_cache(maxsize=5_000)
def is_missed_visit(text: str) -> bool:
    """Whether it tells only that nobody came: its set form is proper."""
    if not _MISSED.search(text) or len(words_of(text)) > SHORT:
        return False
    told_more = [word for word in own(text) if not among(word.text, "missed")]
    return len(told_more) <= OWN_ALLOWED


_MISSED = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:no[- ]show|noshow|dns|did not (?:show|come|attend)|cancel\w*|missed"
    r"|resched\w*)",
    re.I,
)
