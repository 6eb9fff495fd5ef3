"""Figures about sessions as data: each with its source, or as a house rule."""

from collections.abc import Mapping
from types import MappingProxyType

from goals.trend_rules import Rule, Status

_ALL = (
    Rule(
        "late-cancellation",
        "A cancellation less than 24 hours before the session is marked as late.",
        24,
        "A rule of this software: a day's notice. It marks a fact and charges nothing.",
        Status.HOUSE,
    ),
    Rule(
        "no-scores",
        "A goal that nobody scored for 30 days is shown on the first page.",
        30,
        "A rule of this software: about four weekly sessions.",
        Status.HOUSE,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _ALL})
