"""What a rule may say of a plan, and how much it weighs."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Severity(StrEnum):
    """How much a defect weighs; a profile may say otherwise than the rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Outcome(StrEnum):
    """How a rule ended. Nothing passes by itself: without its facts a rule is not judged."""

    MET = "met"
    NOT_MET = "not met"
    NOT_JUDGED = "not judged"
    NOT_APPLICABLE = "does not apply"
    FAILED = "not judged: this rule failed"


@dataclass(frozen=True, slots=True)
class Found:
    """A defect: what is wrong, what shows it, and the place that mends it.

    `node` and `id` name a row by kind ("plan", "problem", "goal", "objective", "intervention",
    "service", "client", "intake", "diagnosis", "coverage", "contributor", "consent", "measure",
    "session", "note", "version", "review") and `field` what of it; together with the rule they are
    the finding's identity. An intake has its client's id. The field of a version is the role whose
    signature is wanted; of a client it may be "diagnoses", "contributors", "measures" or
    "safety_plan": a list, to which a row is to be added.
    """

    sentence: str
    node: str
    id: UUID
    field: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A fact is missing that the rule reads: which, in a sentence.

    `place` is (node, id) where it keeps that one row from being judged: what was wrong there is
    then not mended.
    """

    because: str
    place: tuple[str, UUID] | None = None


@dataclass(frozen=True, slots=True)
class DoesNotApply:
    """The rule asks nothing of this plan: why, in a sentence."""

    because: str


Said = Found | NotJudged | DoesNotApply


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one rule ended on one case. `unknown` are places, (node, id), that it did not judge."""

    rule: str
    outcome: Outcome
    findings: tuple[Found, ...] = ()
    because: str = ""
    unknown: frozenset[tuple[str, UUID]] = frozenset()
