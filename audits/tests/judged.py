"""What tests of rules do: gather a plan's case from the database, and judge it."""

from dataclasses import fields, replace
from typing import Any

from audits.case import Case
from audits.gathering import cases
from audits.judging import judge
from audits.rules import RULES
from audits.said import Outcome, Verdict
from plans.models import Plan


def case_of(plan: Plan, *, draft: bool = False) -> Case:
    """The case in effect, or the draft's where none is, or where it is asked for."""
    fresh = Plan.objects.select_related("practice").get(pk=plan.pk)
    [(_, in_effect, drafted)] = cases([fresh], fresh.practice.today)
    return drafted if draft or in_effect is None else in_effect


def judged(plan: Plan, **changed: Any) -> dict[str, Verdict]:
    """Every rule's verdict on the version in effect, else on the draft, by the rule's id.

    `changed` are fields of the case, or of its record, that no table holds yet.
    """
    return _by_rule(_with(case_of(plan), changed))


def judged_draft(plan: Plan, **changed: Any) -> dict[str, Verdict]:
    """The same of the draft."""
    return _by_rule(_with(case_of(plan, draft=True), changed))


def outcome(plan: Plan, rule: str, **changed: Any) -> Outcome:
    """How one rule ends on the version in effect, else on the draft."""
    return one_of(plan, rule, **changed).outcome


def one_of(plan: Plan, rule: str, *, draft: bool = False, **changed: Any) -> Verdict:
    """The verdict of one rule."""
    return RULES[rule].verdict(_with(case_of(plan, draft=draft), changed))


def places(verdict: Verdict) -> list[tuple[str, Any, str]]:
    """Where its findings point: (node, id, field)."""
    return [(one.node, one.id, one.field) for one in verdict.findings]


def _with(case: Case, changed: dict[str, Any]) -> Case:
    names = {field.name for field in fields(Case)}
    of_case = {name: value for name, value in changed.items() if name in names}
    of_record = {name: value for name, value in changed.items() if name not in of_case}
    return replace(case, record=replace(case.record, **of_record), **of_case)


def _by_rule(case: Case) -> dict[str, Verdict]:
    return {one.rule: one for one in judge(case)}
