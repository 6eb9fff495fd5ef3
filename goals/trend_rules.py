"""The rules of judging change as data: each threshold with its source, or as a house rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Whose rule it is."""

    NHS = "NHS rule"
    HOUSE = "house rule"


@dataclass(frozen=True)
class Rule:
    """One rule; `threshold` counts points, scores, goals or days, as the sentence says."""

    id: str
    sentence: str
    threshold: int
    source: str
    status: Status


_NHS = (
    "NHS Digital, mental-health-monthly-statistics (MIT licence), menh_bbrb/schemas/"
    "05_create_cyp_outcomes_tables.py, lines 285-325, and 05_cyp_outcomes/cyp_outcomes_prep.py: "
    "3 points for every goal-based outcome, first and last paired per measure and rater. It "
    "comes from services for young people; with adults it is an extrapolation."
)
_HOUSE = "A rule of this software; nothing published was found for single 0-10 goals."
_ARITHMETIC = "Arithmetic: 3 points (NHS rule) do not fit on a scale that ends at 0 and 10."

_ALL = (
    Rule(
        "reliable-improvement",
        "Latest minus baseline is 3 points or more in the wanted direction.",
        3,
        _NHS,
        Status.NHS,
    ),
    Rule(
        "reliable-deterioration",
        "Latest minus baseline is 3 points or more against the wanted direction.",
        3,
        _NHS,
        Status.NHS,
    ),
    Rule(
        "no-reliable-change",
        "Latest and baseline are less than 3 points apart.",
        3,
        _NHS,
        Status.NHS,
    ),
    Rule(
        "not-enough-data",
        "A change needs 2 scores by the same rater; a baseline is the first of them.",
        2,
        _NHS,
        Status.NHS,
    ),
    Rule(
        "client-level",
        "Per rater: improved when at least 1 goal improved and none deteriorated; any goal "
        "deteriorated means deteriorated.",
        1,
        _NHS,
        Status.NHS,
    ),
    Rule(
        "one-score-a-day",
        "Of several scores by one rater on one day the least favourable 1 counts, and a change "
        "is between two days.",
        1,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "maintained",
        "A goal that is maintained is held while it is less than 3 points worse than its start; it "
        "is never stalled.",
        3,
        "A rule of this software: the NHS distance, turned round. " + _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "stalled-sessions",
        "No reliable change after 6 scored sessions; parked time does not count.",
        6,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "stalled-days",
        "No reliable change after 90 days; parked time does not count.",
        90,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "off-pace",
        "The last two scores are each worse than the line from baseline to target by 2 points "
        "or more.",
        2,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule("off-pace-scores", "Pace is judged from 3 scores on.", 3, _HOUSE, Status.HOUSE),
    Rule(
        "room-to-change",
        "A start less than 3 points from an end of the scale cannot change reliably towards it.",
        3,
        _ARITHMETIC,
        Status.HOUSE,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _ALL})
