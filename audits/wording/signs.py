"""Numbers and times by which something can be told: a rating, a span of doing, an hour, a start."""

import re

from library.smart import NUMBER

# Numbers that are written out; the rest is looked for as the SMART checks do.
_SAID = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|zero|none|half)"
)
_N = rf"(?:\d+(?:[.,]\d+)?|{_SAID})"
WRITTEN_OUT = re.compile(
    rf"\b{_SAID}\b|\b(?:daily|weekly|nightly|every)\b|\ba (?:full |whole )?(?:week|month|year)\b",
    re.I,
)
# "Once he can" counts nothing.
AS_SOON_AS = re.compile(r"\bonce (?!an? |per |each |every |daily|weekly|in |and )", re.I)

# Two ends, a line to cross, or a place on a scale.
RATING = re.compile(
    rf"\bfrom {_N}\b.{{0,30}}\b(?:to|under|below) (?:at most |under |below )?{_N}\b"
    rf"|(?<![%\d])\b{_N} (?:or|and) (?:less|lower|under|below|fewer|more|higher|above|over)\b"
    rf"|\b(?:below|under|at least|at most|less than|at or below) (?:a )?{_N}\b"
    r"(?!\s*(?:%|percent|of the time|weeks?|months?|days?|sessions?|visits?))"
    rf"|\bat (?:a )?{_N}(?: or| and|$|[.,;])|[<>≤≥]\s*{_N}|\b\d{{1,2}}/10\b|\b{_N} points?\b",
    re.I,
)
# So much of an act: minutes, pages, miles.
AMOUNT = re.compile(
    rf"\b{_N}[ -]?(?:full )?(?:minutes?|mins?|hours?|hrs?|pages?|steps|blocks?|miles?"
    r"|laps|meals?|glasses|drinks)\b",
    re.I,
)
# An hour of the day.
CLOCK = re.compile(
    rf"\b(?:by|at|till|until|before|after|past)(?: at least)? "
    rf"(?:\d{{1,2}}:\d\d|{_N} ?(?:a\.?m|p\.?m|o['’]clock)\b)"
    rf"|\b(?:sleeps?|stays?|asleep|awake|bed|up)\b.{{0,20}}\b(?:by|at|till|until|before)"
    rf"(?: at least)? {_N}\b",
    re.I,
)
# Where it stands today.
START = re.compile(
    rf"\b(?:up|down) from\b|\b(?:from|against|after) {_N}(?=[,;.]| in the last| at present| visits)"
    rf"|\b(?:now|so far|currently|today|at intake|baseline)[:,]? (?:only |at )?{_N}\b"
    rf"|\bso far {_N}|\bsince \w+ (?:he|she|they) (?:came|has|have)\b.{{0,10}}{_N}",
    re.I,
)
# Acts that are seen although each of their words alone would fit anybody.
_SOMEBODY = (
    r"(?:(?:my|his|her|their|the|a|an|one|two|three|\d)(?: \w+)? )?"
    r"(?:mother|mom|father|dad|parents?"
    r"|grand\w+|brother|sister|siblings?|sons?|daughters?|child(?:ren)?|kids?|husband|wife|partner"
    r"|friends?|boss|teachers?|neighbors?|uncle|aunt|cousins?|roommates?|coworkers?)"
)
ACT = re.compile(
    r"\b(?:get|find|keep|hold|land|has|have|had|start)\w*\b.{0,12}\bjobs?\b"
    r"|\b(?:go|goes|going|gone|back|return\w*|attend\w*|stay\w*) (?:back )?"
    r"(?:to |at |in )?(?:the )?(?:school|work|class(?:es)?|church|temple|the office)\b"
    r"|\bleav\w+ (?:the )?(?:house|home)\b|\bmov\w+ (?:out|in with)\b|\bgo(?:es|ing)? out\b"
    r"|\bget(?:s|ting)? up\b"
    r"|\b(?:be|am|is|stays?) in (?:school|class|church)\b"
    r"|\bsleep\w* (?:through|alone|in (?:my|his|her|their|own|the))\b"
    r"|\btak\w+ .{0,25}\b(?:medications?|meds|medicines?)\b"
    rf"|\b(?:talk\w* (?:to|with)|sees?|visit\w*|meets?(?: with)?|live with|stay\w* with)"
    rf" {_SOMEBODY}\b",
    re.I,
)
# What did not happen, for so long.
SPARED = re.compile(
    r"\b(?:no|without|free of|free from)\b[^.;,]{0,25}\b(?:hospital\w*|admissions?"
    r"|self-harm|relapses?|nightmares?|flashbacks?|panic|suicid\w*)\b",
    re.I,
)
_SIGNS = (RATING, AMOUNT, CLOCK, START, ACT)
# A measure by name is no number; with a number it is a line.
LINE = re.compile(r"\bmeasure\b.{0,30}?(?:\b(?:under|below|of|to|at|than)|[<≤=])\s*\d", re.I)
INSTRUMENT = re.compile(r"\b(?:PHQ|GAD|PCL|WHO|PSC|BDI|BAI|AUDIT|EPDS|C-?SSRS)-?\d*\b", re.I)


def is_told(text: str) -> bool:
    """Whether it says how far, how much, when, or an act: not only how often or by when."""
    bare = INSTRUMENT.sub(" measure ", text)
    if SPARED.search(bare) and has_number(text):
        return True
    return any(sign.search(bare) for sign in (*_SIGNS, LINE))


def has_number(text: str) -> bool:
    """Whether anything is counted, rated or dated at all."""
    bare = AS_SOON_AS.sub(" ", INSTRUMENT.sub(" ", text))
    return bool(NUMBER.search(bare) or WRITTEN_OUT.search(bare))
