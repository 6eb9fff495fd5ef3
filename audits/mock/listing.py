"""What the pages of mock audits show: a result by rule and by chart, and two side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..models import MockAudit, MockChart
from .marking import Mark, order_words

MARKS = (Mark.MET, Mark.PARTLY, Mark.NOT_MET, Mark.NOT_APPLICABLE, Mark.NOT_JUDGED)
JUDGED = (Mark.MET, Mark.PARTLY, Mark.NOT_MET)
CSV_HEADINGS = (
    "Chart", "Record number", "Client", "Plan", "Version", "Payer profile", "Section", "Rule",
    "What it asks", "Mark", "Where", "Why",
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many marks of each kind."""

    of: Counter[str]

    @property
    def each(self) -> list[tuple[str, int]]:
        """(mark, number), in the order of the page."""
        return [(mark, self.of[mark]) for mark in MARKS]

    @property
    def judged(self) -> int:
        """How many were met, partly or not met: what a share is a share of."""
        return sum(self.of[mark] for mark in JUDGED)

    @property
    def share(self) -> str:
        """ "41 of 55 met (75%)"."""
        if not self.judged:
            return "nothing was judged"
        met = self.of[Mark.MET]
        return f"{met} of {self.judged} met ({100 * met // self.judged}%)"


@dataclass(frozen=True)
class Missed:
    """A chart on which a rule is met partly or not."""

    chart: MockChart
    mark: str
    of: str
    why: str


@dataclass(frozen=True)
class RuleLine:
    """How a rule fares over all charts."""

    rule: str
    sentence: str
    counts: Counts
    missed: list[Missed] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """The rules under one heading of the payer's audit tool; without a heading, all of them."""

    name: str
    lines: list[RuleLine]


@dataclass(frozen=True)
class ChartLine:
    """How a chart fares over all rules."""

    chart: MockChart
    counts: Counts


@dataclass(frozen=True)
class Result:
    """A mock audit as its page tells it."""

    total: Counts
    rules: list[RuleLine]
    charts: list[ChartLine]
    parts: list[Part]
    order: str


def charts_of(audit: MockAudit) -> list[MockChart]:
    """The charts, with their clients, as they were drawn. One query."""
    return list(audit.charts.select_related("plan__client", "plan__practice"))


def result_of(audit: MockAudit, charts: Sequence[MockChart]) -> Result:
    """By rule, in the order that the audit keeps; and by chart, as drawn."""
    by_rule: dict[str, list[tuple[MockChart, dict[str, str]]]] = {}
    for chart in charts:
        for one in chart.marks:
            by_rule.setdefault(one["rule"], []).append((chart, one))
    rules = [
        RuleLine(
            rule,
            sentence,
            _counts(one["mark"] for _, one in by_rule.get(rule, [])),
            list(_missed(by_rule.get(rule, []))),
        )
        for rule, sentence in audit.rules
    ]
    lines = [ChartLine(chart, _counts(one["mark"] for one in chart.marks)) for chart in charts]
    total = _counts(one["mark"] for chart in charts for one in chart.marks)
    order = order_words(audit.profile_name, audit.audit_tool)
    return Result(total, rules, lines, list(_parts(audit, rules)), order)


OTHERS = "Other rules of the audit"


def sections_of(audit: MockAudit) -> dict[str, str]:
    """The heading of the payer's audit tool under which a rule stands, by rule."""
    sections = audit.audit_tool.get("sections", [])
    return {rule: one["name"] for one in sections for rule in one["rules"]}


def _parts(audit: MockAudit, rules: list[RuleLine]) -> Iterator[Part]:
    """The payer's sections, those too that no rule answers to, and then what is left."""
    of = sections_of(audit)
    for one in audit.audit_tool.get("sections", []):
        yield Part(one["name"], [line for line in rules if line.rule in one["rules"]])
    yield Part(OTHERS if of else "", [line for line in rules if line.rule not in of])


def _missed(marked: Iterable[tuple[MockChart, dict[str, str]]]) -> Iterator[Missed]:
    for chart, one in marked:
        if one["mark"] in (Mark.PARTLY, Mark.NOT_MET):
            yield Missed(chart, one["mark"], one["of"], one["why"])


def _counts(marks: Iterable[str]) -> Counts:
    return Counts(Counter(marks))


def csv_rows(audit: MockAudit, charts: Iterable[MockChart]) -> Iterator[list[object]]:
    """One row for each chart and rule."""
    sentences, sections = dict(audit.rules), sections_of(audit)
    for chart in charts:
        client = chart.plan.client
        head = [
            chart.position, client.record_number, client.legal_name, chart.plan.number,
            chart.version or "draft", chart.profile_name,
        ]  # fmt: skip
        for one in chart.marks:
            rule = one["rule"]
            told = [one["mark"], one["of"], one["why"]]
            yield [*head, sections.get(rule, ""), rule, sentences[rule], *told]


@dataclass(frozen=True)
class Compared:
    """One rule in two mock audits; `change` is in points of a hundred of what was judged."""

    rule: str
    sentence: str
    first: Counts | None
    second: Counts | None

    @property
    def change(self) -> int | None:
        """How the share of what is met moved; None where one of them judged nothing."""
        if not (self.first and self.second and self.first.judged and self.second.judged):
            return None
        return _percent(self.second) - _percent(self.first)

    @property
    def change_words(self) -> str:
        """ "12 points more", "as before"."""
        change = self.change
        if change is None:
            return "cannot be compared"
        if not change:
            return "as before"
        points = "1 point" if abs(change) == 1 else f"{abs(change)} points"
        return f"{points} {'more' if change > 0 else 'fewer'}"


def compared(first: Result, second: Result) -> list[Compared]:
    """Every rule of either, in the order of the second: what moved most comes where it stands."""
    before = {line.rule: line for line in first.rules}
    after = {line.rule: line for line in second.rules}
    found = []
    for rule in dict.fromkeys([*after, *before]):
        old, new = before.get(rule), after.get(rule)
        line = new or old
        assert line is not None
        counts = (old.counts if old else None, new.counts if new else None)
        found.append(Compared(rule, line.sentence, *counts))
    return found


def _percent(counts: Counts) -> int:
    return round(100 * counts.of[Mark.MET] / counts.judged)
