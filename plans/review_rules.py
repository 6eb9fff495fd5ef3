"""When a review is due and announced, as data: each figure with its source, or as a house rule."""

from collections.abc import Mapping
from types import MappingProxyType

from goals.trend_rules import Rule, Status

_ALL = (
    Rule(
        "renewal-window",
        "A review is announced and may be prepared from 30 days before its date.",
        30,
        "A rule of this software: a month is enough to hold the review before the date.",
        Status.HOUSE,
    ),
    Rule(
        "soon",
        "On the calendar a review is due soon from 14 days before its date.",
        14,
        "A rule of this software: two weekly sessions in which it can still be held.",
        Status.HOUSE,
    ),
    Rule(
        "interval",
        "A plan is reviewed every 90 days, unless the practice sets its own interval.",
        90,
        "the shortest published interval that was found (Beacon Health Options, “Treatment"
        " Planning”); payers' own intervals differ.",
        Status.HOUSE,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _ALL})
