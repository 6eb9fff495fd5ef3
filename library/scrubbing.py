"""Taking the client out of a sentence, before it is kept for others.

Names, dates, numbers and ways to reach somebody become [blanks]. This is a house method on plain
text: it errs towards taking out too much, and a statement stays private until its owner has read
it once more and promoted it.
"""

import re
from collections.abc import Iterable

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
# The 0–10 scale is everybody's; what stands in brackets is a blank already.
KEPT = re.compile(r"\[[^\[\]\n]{0,80}\]|\b0\s?(?:–|-|to)\s?10\b")
PATTERNS = (
    (re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+"), "[contact]"),
    (re.compile(r"(?<!\w)\+?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b"), "[contact]"),
    (re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTHS})\.?\s+\d{{1,2}}"
                rf"(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b"), "[date]"),
    (re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?(?:,?\s+\d{{4}})?"),
     "[date]"),
    (re.compile(rf"\b(?:{_MONTHS})\s+\d{{4}}\b"), "[date]"),
    (re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"), "[date]"),
    (re.compile(r"\b(?:January|February|April|June|July|August|September|October|November|December)"
                r"\b"), "[date]"),
    (re.compile(rf"\b\d+(?:[.,:]\d+)*\b|\b(?:{_SMALL})(?:-(?:{_SMALL}|one))?\b", re.I), "[number]"),
)  # fmt: skip
# Words that are written with a capital and name nobody.
NOBODY = {
    "i", "i'm", "i'd", "i'll", "i've", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "english", "spanish", "french", "german", "christmas", "easter",
    "thanksgiving", "ramadan", "hanukkah", "god", "internet", "socratic", "client",
}  # fmt: skip
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w'’-]*")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:]|\n|[\"“‘(]|\d\))\s*[\"“‘(]*$")


def scrub(text: str, names: Iterable[str] = ()) -> str:
    """The text with names, dates, numbers and contacts as blanks.

    `names` are those that are known to belong to this client's life, in any case and with any
    ending ("Maya's"); of others, each capitalized word inside a sentence is taken for one, unless
    all of it is in capitals (CBT) or it is in `NOBODY`.
    """
    kept = [(found.span(), found.group()) for found in KEPT.finditer(text)]
    pieces, at = [], 0
    for (start, end), held in kept:
        pieces += [_plain(text[at:start], names, before=text[:at]), held]
        at = end
    pieces.append(_plain(text[at:], names, before=text[:at]))
    return re.sub(r"\[name\](?:[ ,]+(?:and )?\[name\])+", "[name]", "".join(pieces))


def _plain(text: str, names: Iterable[str], before: str) -> str:
    for pattern, blank in PATTERNS:
        text = pattern.sub(blank, text)
    parts = {part for name in names for part in name.split() if len(part) > 1}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?=['’]s\b|\b)", "[name]", text, flags=re.I)
    return _capitalized(text, before)


def _capitalized(text: str, before: str) -> str:
    def replace(found: "re.Match[str]") -> str:
        word = found.group()
        bare = re.sub(r"['’]s$", "", word)
        inside = text[found.start() - 1 : found.start()] == "["
        begins = _ENDS_SENTENCE.search(before + text[: found.start()]) is not None
        if inside or begins or not word[0].isupper() or bare.isupper() or bare.lower() in NOBODY:
            return word
        return "[name]" + word[len(bare) :]

    return _WORD.sub(replace, text)
