"""From cases to verdicts: the text in effect and the draft are judged apart, and then compared.

A defect that stands in the version in effect and no more in the draft is mended, and waits for a
signature; it leaves when the version takes effect.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .case import Case
from .rule import Basis, Rule
from .rules import RULES
from .said import Found, Outcome, Severity, Verdict

logger = logging.getLogger(__name__)

FAILED = "The program broke off in this rule. Whoever runs this install finds the place in its log."


class Where(StrEnum):
    """Where a finding stands."""

    IN_EFFECT = "in effect"
    MENDED = "mended, awaiting signature"
    DRAFT = "draft"
    RECORD = "record"


Identity = tuple[str, str, UUID, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, and where it stands."""

    rule: str
    found: Found
    where: Where

    @property
    def identity(self) -> Identity:
        """What stays the same when the plan is judged again."""
        return self.rule, self.found.node, self.found.id, self.found.field


def judge(case: Case, rules: Iterable[Rule] | None = None) -> tuple[Verdict, ...]:
    """Every rule's verdict on one text, in order of number.

    A rule that breaks must not hide what the others found: it is told apart from every answer.
    """
    return tuple(_verdict(one, case) for one in (RULES.values() if rules is None else rules))


def judge_both(
    in_effect: Case | None, draft: Case, rules: Sequence[Rule]
) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
    """The verdicts on the text in effect, none before there is one, and on the draft.

    What happened is the same for both and costs most: it is judged once.
    """
    if in_effect is None:
        return (), judge(draft, rules)
    first = judge(in_effect, rules)
    known = {one.rule: one for one in first if RULES[one.rule].basis is not Basis.PLAN}
    return first, tuple(known.get(one.id) or _verdict(one, draft) for one in rules)


def _verdict(rule: Rule, case: Case) -> Verdict:
    try:
        return rule.verdict(case)
    except Exception as error:
        logger.error("%s failed: %s at %s", rule.id, type(error).__name__, _place(error))
        return Verdict(rule.id, Outcome.FAILED, because=FAILED)


def _place(error: Exception) -> str:
    """File and line, and never the message: it may hold a client's words."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"


def placed(in_effect: Sequence[Verdict], draft: Sequence[Verdict]) -> list[Placed]:
    """The findings of both texts, each once; what happened is read from the first alone.

    `in_effect` is empty before a first version took effect; the draft then speaks for the record.
    """
    record = [one for one in in_effect or draft if RULES[one.rule].basis is not Basis.PLAN]
    now = dict(_of_plan(in_effect))
    then = dict(_of_plan(draft))
    unknown, open_ = failed(draft), {(one.rule, *at) for one in draft for at in one.unknown}
    found = [Placed(rule, one, Where.RECORD) for rule, one in _each(record)]
    for key, one in now.items():
        stands = key in then or key[0] in unknown or key[:3] in open_
        where = Where.IN_EFFECT if stands else Where.MENDED
        found.append(Placed(key[0], one, where))
    found += [Placed(key[0], one, Where.DRAFT) for key, one in then.items() if key not in now]
    return sorted(found, key=lambda one: one.rule)


def failed(*texts: Iterable[Verdict]) -> frozenset[str]:
    """The rules that broke off in any of these: what they would have found is not known."""
    return frozenset(one.rule for text in texts for one in text if one.outcome is Outcome.FAILED)


def severity_of(rule: Rule, severities: Mapping[str, Severity]) -> Severity:
    """The profile's word, else the rule's own."""
    return severities.get(rule.id, rule.severity)


def _of_plan(verdicts: Iterable[Verdict]) -> Iterator[tuple[Identity, Found]]:
    of_text = [one for one in verdicts if RULES[one.rule].basis is Basis.PLAN]
    for rule, one in _each(of_text):
        yield (rule, one.node, one.id, one.field), one


def _each(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, Found]]:
    for verdict in verdicts:
        for one in verdict.findings:
            yield verdict.rule, one
