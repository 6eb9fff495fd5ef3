"""What would be kept of a plan if it were judged now: computed from its cases, not written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from plans.models import Plan

from .alike import alike
from .case import Case
from .facts import Signed
from .gathering import cases, last_day
from .gathering.echoes import Comparing
from .judging import Identity, failed, judge_both, placed, severity_of
from .measuring import measured_by
from .models import Finding, Waiver
from .profiles import Asked, Profiles
from .rules import RULES
from .said import Severity, Verdict
from .states import word

SENTENCE, EVIDENCE = 500, 1_000


@dataclass(frozen=True)
class Computed:
    """A plan judged: its judgement's columns, its findings, who signed when, which rules failed.

    `version` is the one in effect (0: none); `places` counts what is alike in the text that a payer
    sees, by kind ("goal": 3), for those who ask at how many of them a defect stands.
    """

    plan: Plan
    columns: dict[str, Any]
    findings: dict[Identity, dict[str, Any]]
    signed: list[Signed] = field(default_factory=list)
    failed: frozenset[str] = frozenset()
    version: int = 0
    places: dict[str, int] = field(default_factory=dict)


def plans_to_judge(keys: Iterable[UUID], today: date) -> Sequence[Plan]:
    """The plans with the word of their state."""
    plans = Plan.objects.filter(pk__in=list(keys)).select_related("practice", "client")
    return list(plans.annotate(word=word(today)).order_by("pk"))


def computed(plans: Sequence[Plan], today: date, *, compared: bool) -> Iterator[Computed]:
    """Each of these plans of one practice, judged by its profile. A fixed number of queries.

    `compared`: what every signed plan says is kept, so that texts can be held against it.
    """
    if not plans:
        return
    waivers, profiles = _waivers([plan.pk for plan in plans]), Profiles(plans[0].practice)
    compare = Comparing(plans[0].practice) if compared else None
    for plan, in_effect, draft in cases(plans, today, compare=compare):
        asked = profiles.of(plan.client.coverages.all(), last_day(plan, today))
        standing = [one for one in waivers.get(plan.pk, []) if holds(one, draft, today)]
        one = _computed(plan, in_effect, draft, asked, {waiver.identity for waiver in standing})
        one.columns["judged_on"] = today
        yield one


def _computed(
    plan: Plan, in_effect: Case | None, draft: Case, asked: Asked, waived: set[Identity]
) -> Computed:
    first, then = judge_both(in_effect, draft, asked.rules())
    findings = _findings(first, then, asked, waived)
    signed = [one for version in draft.record.versions for one in version.signatures]
    counted = [one["severity"] for one in findings.values() if not one["is_waived"]]
    broken = failed(first, then)
    columns = {
        "profile": asked.key,
        "measured_by": measured_by(asked),
        "verdicts": {"in effect": _said(first), "draft": _said(then)},
        "state": plan.word,  # type: ignore[attr-defined]
        "blocking": counted.count(Severity.ERROR),
        "warnings": counted.count(Severity.WARNING),
        "failed": len(broken),
        "last_signed_on": max((one.on for one in signed), default=None),
    }
    return Computed(
        plan,
        columns,
        findings,
        signed,
        broken,
        draft.current.number if draft.current else 0,
        alike(in_effect or draft),
    )


def _findings(
    first: Sequence[Verdict], then: Sequence[Verdict], asked: Asked, waived: set[Identity]
) -> dict[Identity, dict[str, Any]]:
    """The columns of each finding, by its identity."""
    found: dict[Identity, dict[str, Any]] = {}
    for one in placed(first, then):
        severity = severity_of(RULES[one.rule], asked.severities)
        said = {
            "severity": str(severity),
            "where": str(one.where),
            "sentence": one.found.sentence[:SENTENCE],
            "evidence": one.found.evidence[:EVIDENCE],
            "is_waived": one.identity in waived,
        }
        found.setdefault(one.identity, said)
    return found


def holds(waiver: Waiver, draft: Case, today: date) -> bool:
    """Whether a waiver that nobody ended still lets the defect stand."""
    if waiver.until_on:
        return today <= waiver.until_on
    return waiver.until_version == (draft.current.number if draft.current else 0)


def _said(verdicts: Iterable[Verdict]) -> dict[str, list[str]]:
    return {one.rule: [str(one.outcome), one.because] for one in verdicts}


def _waivers(plans: list[UUID]) -> dict[UUID, list[Waiver]]:
    found: dict[UUID, list[Waiver]] = {}
    for one in Waiver.objects.filter(plan__in=plans, ended__isnull=True):
        found.setdefault(one.plan_id, []).append(one)
    return found


def differences(one: Computed, judgement: Any, findings: Iterable[Finding]) -> list[str]:
    """How what is kept of a plan differs from what was computed, in sentences."""
    said = [
        f"{name} is kept as {getattr(judgement, name)!r}, computed as {value!r}."
        for name, value in one.columns.items()
        if name != "judged_on" and getattr(judgement, name) != value
    ]
    kept = {row.identity: row for row in findings}
    said += [f"{_name(key)} is kept and was not found." for key in kept if key not in one.findings]
    said += [f"{_name(key)} was found and is not kept." for key in one.findings if key not in kept]
    for key in kept.keys() & one.findings.keys():
        wrong = [n for n, value in one.findings[key].items() if getattr(kept[key], n) != value]
        said += [f"{_name(key)} is kept with another {name}." for name in wrong]
    return sorted(said)


def _name(key: Identity) -> str:
    rule, node, pk, name = key
    return f"{rule} at {node} {pk}, {name}"
