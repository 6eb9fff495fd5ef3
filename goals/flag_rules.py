"""When an answered flag comes back, as data: each rule with its source, or as a house rule."""

from collections.abc import Mapping
from types import MappingProxyType

from .trend_rules import Rule, Status

_HOUSE = "A rule of this software; nothing published was found on how long an answer holds."

_ALL = (
    Rule(
        "returns-after-sessions",
        "A flag that was answered comes back after 3 more scored sessions.",
        3,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "returns-after-days",
        "A flag that was answered comes back after 30 days in which it did not go away.",
        30,
        _HOUSE,
        Status.HOUSE,
    ),
    Rule(
        "returns-when-worse",
        "A deterioration that grows by 1 point or more after it was answered is a new one.",
        1,
        _HOUSE,
        Status.HOUSE,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _ALL})
