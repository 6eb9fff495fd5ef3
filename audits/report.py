"""One plan's findings as a page tells them: the rule, who requires it, where it stands, the fix."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from clients.payers import PayerProfile, profile_of
from clients.profiles import own_among
from plans.models import Plan
from plans.pages import crumbs
from plans.state import in_effect

from .actions.attesting import may_attest
from .asks import Asked, asked_about
from .models import Attestation, Finding, Judgement, Waiver
from .places import mends_at
from .rule import Rule
from .rules import RULES
from .said import Outcome
from .sources import Source, sources

WEIGHTS = {"error": "Blocking", "warning": "Warning", "info": "For information"}


@dataclass(frozen=True)
class Line:
    """A finding on the page."""

    finding: Finding
    rule: Rule
    url: str
    asked: Asked | None
    waiver: Waiver | None
    citation: str

    @property
    def weight(self) -> str:
        """How much it weighs, in a word."""
        return WEIGHTS[self.finding.severity]

    @property
    def chip(self) -> str:
        """The shape beside the weight."""
        return {"error": "missing", "warning": "due"}.get(self.finding.severity, "draft")

    @property
    def sources(self) -> list[Source]:
        """Who requires it."""
        return [sources()[key] for key in self.rule.sources]


@dataclass(frozen=True)
class Open:
    """A rule that is not judged, or that a person answers for: why, and who said what last."""

    rule: Rule
    because: str
    said: Attestation | None


def report_of(plan: Plan, user: User) -> dict[str, Any]:
    """What the page of findings shows. A fixed number of queries."""
    judgement = Judgement.objects.get(plan=plan)
    profile = profile_of(judgement.profile, own_among([judgement.profile], plan.practice_id))
    lines = _lines(plan, profile)
    verdicts = judgement.verdicts["in effect"] or judgement.verdicts["draft"]
    met = [RULES[key] for key, said in verdicts.items() if said[0] == Outcome.MET and key in RULES]
    return {
        "plan": plan,
        "judgement": judgement,
        "is_in_effect": bool(judgement.verdicts["in effect"]),
        "profile_name": profile.name,
        "counted": [line for line in lines if not line.finding.is_waived],
        "waived": [line for line in lines if line.finding.is_waived],
        "open": _open(plan, verdicts),
        "failed": sorted(_failed(judgement)),
        "met": met,
        "aside": [
            (RULES[key], said[1])
            for key, said in verdicts.items()
            if said[0] == Outcome.NOT_APPLICABLE and key in RULES
        ],
        "attested": list(Attestation.objects.filter(plan=plan).order_by("-at")[:50]),
        "may_admin": user.is_admin,
        "may_write": plan.client.is_written_by(user),
        "may_attest": may_attest(plan, user),
        "crumbs": crumbs(plan),
    }


def version_in_effect(plan: Plan) -> int:
    """The number of the version in effect; 0 before there is one."""
    current = in_effect(plan.versions.all())
    return current.number if current else 0


def _lines(plan: Plan, profile: PayerProfile) -> list[Line]:
    """The findings, the heaviest first."""
    asks = asked_about(plan)
    waivers = {one.identity: one for one in Waiver.objects.filter(plan=plan, ended__isnull=True)}
    rows = sorted(
        Finding.objects.filter(plan=plan, rule__in=RULES),
        key=lambda row: (list(WEIGHTS).index(row.severity), row.rule),
    )
    return [
        Line(
            row,
            RULES[row.rule],
            mends_at(plan, row.node, row.node_id, row.field, row.pk),
            asks.get(row.identity),
            waivers.get(row.identity) if row.is_waived else None,
            _citation(profile, row.rule),
        )
        for row in rows
    ]


def _citation(profile: PayerProfile, rule: str) -> str:
    """Where the payer says it, with whether anybody read it there; empty where it says nothing."""
    asks = profile.rules.get(rule)
    return f"{asks.citation} ({asks.read})" if asks and asks.citation else ""


def _open(plan: Plan, verdicts: dict[str, list[str]]) -> list[Open]:
    said = _last_words(Attestation.objects.filter(plan=plan).order_by("at"))
    return [
        Open(RULES[key], because, said.get(key))
        for key, (outcome, because) in verdicts.items()
        if outcome == Outcome.NOT_JUDGED and key in RULES
    ]


def _failed(judgement: Judgement) -> set[str]:
    """The rules that broke off on either text."""
    said = (text.items() for text in judgement.verdicts.values())
    return {rule for text in said for rule, (outcome, _) in text if outcome == Outcome.FAILED}


def _last_words(rows: Iterable[Attestation]) -> dict[str, Attestation]:
    return {row.rule: row for row in rows}
