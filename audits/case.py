"""The case: everything that a rule may read of one plan. Plain values, no row, no query, no clock.

`PlanDocument` says what was planned. `Record` says what happened around it: sessions, notes,
signatures, reviews, measures, papers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from plans.document import PlanDocument

from .facts import Attested, VersionFact
from .record import Record


class Stands(StrEnum):
    """Which text is judged."""

    IN_EFFECT = "in effect"
    DRAFT = "draft"


@dataclass(frozen=True)
class Case:
    """One plan as it is judged: a text, what happened around it, the day, and the figures.

    `figures` are the numbers of the profile by rule and name ("R34", "days"); `audits.rule.figure`
    reads them and falls back on the rule's own. `signers` are the roles that a payer wants beside
    the author's; `signers_when` those with a condition, by role, that only people can judge.
    """

    document: PlanDocument
    stands: Stands
    record: Record
    today: date
    figures: Mapping[tuple[str, str], int] = field(default_factory=dict)
    signers: frozenset[str] = frozenset()
    signers_when: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_insured(self) -> bool:
        """Whether somebody pays but the client."""
        return bool(self.record.coverages)

    @cached_property
    def current(self) -> VersionFact | None:
        """The version in effect, whichever text is judged."""
        return max(self.record.effective, key=lambda one: (one.from_on, one.number), default=None)

    def attested(self, rule: str) -> Attested | None:
        """The last word on a rule. What was said of an older version does not speak for this.

        0 is "before there was one"; None says nothing of a version.
        """
        number = self.current.number if self.current else 0
        said = [one for one in self.record.attested if one.rule == rule]
        return next((one for one in reversed(said) if one.version in (None, number)), None)
