"""A rule: a sentence, its weight, its source, and a pure function from a case to what it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from .case import Case
from .said import DoesNotApply, Found, NotJudged, Outcome, Said, Severity, Verdict

# Among the facts that a rule reads: a named person's word.
ATTESTED = "record.attested"

Judge = Callable[[Case], Iterable[Said]]


class Basis(StrEnum):
    """What is judged: the text of the plan, what happened, or a named person's word."""

    PLAN = "plan"
    RECORD = "record"
    ATTESTED = "attested"


@dataclass(frozen=True)
class Figure:
    """A number of a rule that a profile may set: its unit, the rule's own value, whose it is."""

    value: int
    unit: str
    source: str


@dataclass(frozen=True)
class Rule:
    """One rule of the audit. `sources` are keys of fixtures/audit/sources.yaml."""

    id: str
    sentence: str
    severity: Severity
    sources: tuple[str, ...]
    satisfied_by: str
    reads: tuple[str, ...]
    points_at: str
    basis: Basis
    judge: Judge
    theme: str
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def asks_a_person(self) -> bool:
        """Whether a named person may say that it is met: wholly, or for what no program judges."""
        return ATTESTED in self.reads

    def verdict(self, case: Case) -> Verdict:
        """How the rule ends on a case. One defect is enough; one missing fact keeps it open.

        Of two defects at one place the first stands: the place is the finding's identity.
        """
        said = tuple(self.judge(case))
        if not said:
            return Verdict(self.id, Outcome.MET)
        found: dict[tuple[str, UUID, str], Found] = {}
        for defect in said:
            if isinstance(defect, Found):
                found.setdefault((defect.node, defect.id, defect.field), defect)
        open_ = [one for one in said if isinstance(one, NotJudged)]
        unknown = frozenset(one.place for one in open_ if one.place)
        if found:
            return Verdict(self.id, Outcome.NOT_MET, tuple(found.values()), unknown=unknown)
        if open_:
            return Verdict(self.id, Outcome.NOT_JUDGED, because=open_[0].because, unknown=unknown)
        if out := next((one for one in said if isinstance(one, DoesNotApply)), None):
            return Verdict(self.id, Outcome.NOT_APPLICABLE, because=out.because)
        return Verdict(self.id, Outcome.MET)

    def figure(self, case: Case, name: str) -> int:
        """The profile's number, or the rule's own."""
        return case.figures.get((self.id, name), self.figures[name].value)


RULES: dict[str, Rule] = {}


def rule(
    number: int,
    sentence: str,
    *,
    severity: Severity,
    sources: tuple[str, ...],
    satisfied_by: str,
    reads: tuple[str, ...],
    points_at: str,
    basis: Basis = Basis.PLAN,
    figures: Mapping[str, Figure] | None = None,
) -> Callable[[Judge], Judge]:
    """Register the function below as rule `number` of audit-rules.md; its file is its theme."""

    def keep(judge: Judge) -> Judge:
        key = f"R{number:02}"
        assert key not in RULES, f"{key} is written twice."
        theme = judge.__module__.rpartition(".")[2]
        RULES[key] = Rule(
            key, sentence, severity, sources, satisfied_by, reads, points_at, basis, judge, theme,
            figures or {},
        )  # fmt: skip
        return judge

    return keep


def figure(case: Case, rule_id: str, name: str) -> int:
    """A number of a rule, as the profile sets it."""
    return RULES[rule_id].figure(case, name)
