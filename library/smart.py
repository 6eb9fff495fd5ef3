"""Five questions to an objective's text: SMART, as far as words can tell.

Guidance, never a wall: each check says in one line what it looked for, and what would satisfy it.
The five letters: Doran GT. There's a S.M.A.R.T. way to write management's goals and objectives.
Management Review 1981;70(11):35-36. What counts as an answer here is a house rule.
"""

import re
from dataclasses import dataclass

from .wording import blanks_in


@dataclass(frozen=True)
class Check:
    """One letter's answer. `says` is one line for the clinician, whichever way it went."""

    name: str
    passed: bool
    says: str


# Words that name no act: two people would not agree on whether it was done.
VAGUE = re.compile(
    r"\b(?:feel(?:ing)? (?:better|good|happier|less bad)|be (?:happier|happy|better|more positive)"
    r"|do better|work on|try (?:to|harder|more)|deal with it|get better"
    r"|improve (?:mood|coping|things)"
    r"|have a better attitude|gain insight|be more (?:open|confident|aware))\b",
    re.I,
)
NUMBER = re.compile(
    r"\d|\bonce\b|\btwice\b|\b(?:each|every) (?:day|night|week|session)\b|\bdaily\b|\bweekly\b",
    re.I,
)
COUNTED = re.compile(
    r"number|rating|times|minutes|days|hours|nights|score|percent|amount|how (?:many|much|often)"
    r"|wanted|now|weeks|meals|steps|units|dose|count",
    re.I,
)
# Another person's doing, or perfection: neither is in the client's own power.
OTHERS = re.compile(
    r"^(?:(?:my|his|her|their|the|\[\w+\]'s) )?(?:husband|wife|partner|spouse|mother|father"
    r"|parents?|boss|teachers?|others?|people|everyone|family|children|kids|school)\b[^,.;]*?"
    r"\b(?:will|stops?|must|should|shall)\b",
    re.I,
)
ABSOLUTE = re.compile(
    r"\b(?:never (?:again|feel|be)|always be|be cured|no (?:more )?anxiety at all|eliminate all)\b",
    re.I,
)
DATED = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\bby (?:the )?(?:next|our|end|first|last)\b"
    r"|\bwithin (?:\w+|\[[^\]]*\]) (?:days?|weeks?|months?|sessions?)\b"
    r"|\b(?:for|over|in) (?:the next )?(?:\d+|\[[^\]]*\]) (?:weeks?|months?|sessions?)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
LEAST_WORDS = 5
_COMMON = {
    "the", "and", "for", "with", "will", "that", "this", "from", "what", "when", "than", "more",
    "less", "each", "week", "times", "have", "has", "not", "who", "are", "about", "into", "own",
    "client", "date", "number", "wanted", "now",
}  # fmt: skip


def checks(
    text: str, *, dated: bool = False, counted: bool = False, serves: str = ""
) -> list[Check]:
    """The five answers for an objective's statement, in the order of the letters.

    `dated` and `counted` say that the form's own fields hold a target date or a measure; `serves`
    is the text of the goal, the problem and the client's own words, if they are at hand.
    """
    blanks = " ".join(blanks_in(text))
    return [
        _specific(text),
        _measurable(text, blanks, counted),
        _attainable(text),
        _relevant(text, serves),
        _timed(text, blanks, dated),
    ]


def _specific(text: str) -> Check:
    vague = VAGUE.search(text)
    passed = not vague and len(text.split()) >= LEAST_WORDS
    if passed:
        says = "It names what will be done."
    elif vague:
        says = (
            f"“{vague.group()}” is not an act. Say what the client will do that anyone could see."
        )
    else:
        says = "Say in a whole sentence what the client will do."
    return Check("Specific", passed, says)


def _measurable(text: str, blanks: str, counted: bool) -> Check:
    named = counted or NUMBER.search(text) or COUNTED.search(blanks)
    passed = bool(named or DATED.search(text) or "date" in blanks.lower())
    return Check(
        "Measurable",
        passed,
        "It can be counted, rated, or seen to be done."
        if passed
        else "Give a number, a 0–10 rating, or an act that is either done or not.",
    )


def _attainable(text: str) -> Check:
    if OTHERS.search(text.strip()):
        return Check(
            "Attainable",
            False,
            "This is in somebody else's power. What can the client do, whatever the other does?",
        )
    if found := ABSOLUTE.search(text):
        says = f"“{found.group()}” leaves no room for a bad day. What would be enough?"
        return Check("Attainable", False, says)
    return Check("Attainable", True, "It is in the client's own power.")


def _relevant(text: str, serves: str) -> Check:
    passed = not serves or bool(_content(text) & _content(serves))
    return Check(
        "Relevant",
        passed,
        "It speaks of what the goal speaks of."
        if passed
        else "It shares no word with the goal or the client's own words. Why does it matter?",
    )


def _content(text: str) -> set[str]:
    """Words that carry meaning, cut to their first five letters: walks, walking and walked meet."""
    return {word[:5] for word in _WORD.findall(text.casefold()) if word not in _COMMON}


def _timed(text: str, blanks: str, dated: bool) -> Check:
    passed = bool(dated or DATED.search(text) or "date" in blanks.lower())
    return Check(
        "Time-bound",
        passed,
        "It has a date." if passed else "Give the date by which it should be reached.",
    )
