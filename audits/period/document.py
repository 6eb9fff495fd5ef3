"""What is signed for a period. Pure data; once signed it stays as this text."""

import hashlib
import json
from datetime import date
from uuid import UUID

import rfc8785
from pydantic import BaseModel, ConfigDict

# Raised when a field is added or changes its meaning; what was signed before must still load.
SCHEMA = 2
# What the second schema added; a text of the first is told without it.
ADDED = {"unanswered", "caution"}


class Frozen(BaseModel):
    """Nothing here changes after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Profile(Frozen):
    """A payer profile by which plans are judged; `digest` (SHA-256, hex) covers what it says."""

    key: str
    name: str
    version: int
    digest: str
    plans: int


class RuleCount(Frozen):
    """How many open findings a rule has, in how many plans."""

    rule: str
    sentence: str
    findings: int
    plans: int


class Unanswered(Frozen):
    """A rule that gave no answer: on how many open plans it broke off, or was not judged."""

    rule: str
    sentence: str
    broke_off: int
    not_judged: int


class Standing(Frozen):
    """A waiver that stands. `until_on` is empty where the next version ends it."""

    plan: UUID
    record_number: str
    plan_number: int
    rule: str
    sentence: str
    reason: str
    by: str
    given_on: date
    until_on: date | None


class Open(Frozen):
    """Open findings of open plans, by weight; waived ones and mended ones stand apart."""

    blocking: int
    warnings: int
    for_information: int
    mended: int
    waived: int


class Asked(Frozen):
    """What was asked of clinicians in the period, and what of all that is open on the day."""

    made: int
    mended: int
    taken_back: int
    still_open: int
    overdue: int


class Drawn(Frozen):
    """A mock audit of the period, by its digest (SHA-256, hex)."""

    on: date
    charts: int
    payer: str
    digest: str


class PeriodDocument(Frozen):
    """A period as it is signed: the rules, the counts and the waivers.

    What is open, standing or waiting is so on the day `as_of`; what was made, given or signed
    happened in the period. `states` counts plans by the word of their state. `unanswered` is None
    in what was signed before it was counted; `caution` says in words that rules broke off.
    """

    schema_number: int = SCHEMA
    practice: str
    from_on: date
    until_on: date
    as_of: date
    rules: int
    rules_digest: str
    profiles: tuple[Profile, ...]
    states: dict[str, int]
    passed: int
    open: Open
    by_rule: tuple[RuleCount, ...]
    unanswered: tuple[Unanswered, ...] | None = None
    caution: str = ""
    asked: Asked
    waivers: tuple[Standing, ...]
    waivers_given: int
    waivers_ended: int
    attestations: int
    versions_signed: int
    mock_audits: tuple[Drawn, ...]

    @classmethod
    def stored(cls, text: str) -> "PeriodDocument":
        """What was signed, read back."""
        return cls.model_validate_json(text)

    def canonical(self) -> str:
        """As canonical JSON (RFC 8785): one text for one meaning."""
        older = ADDED if self.schema_number < SCHEMA else None
        return rfc8785.dumps(json.loads(self.model_dump_json(exclude=older))).decode()


def digest(text: str) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
