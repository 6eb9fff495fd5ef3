"""The desk and the findings as rows: what the pages show, all of it, in few queries."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import Practice
from plans.models import Plan

from ..freshness import stale
from ..models import Finding
from ..rules import RULES
from ..said import Severity

WEIGHTS = {
    Severity.ERROR: "blocking",
    Severity.WARNING: "warning",
    Severity.INFO: "for information",
}
DESK = (
    "Client", "Record number", "Plan", "Lead clinician", "Payer", "State", "Blocking", "Warnings",
    "Review due", "Last signed", "Judged on",
)  # fmt: skip
FINDINGS = (
    "Client", "Record number", "Plan", "Lead clinician", "Rule", "What it asks", "Weight",
    "Finding", "Where it stands", "Evidence", "Found on", "Waived", "Judged on",
)  # fmt: skip
# For those who read the table later, away from the page.
AGAIN = "to be judged again"


def to_be_judged(practice: Practice, today: date) -> set[UUID]:
    """The plans of which nothing that is kept may be believed. One query."""
    return set(stale(practice, today).values_list("pk", flat=True))


def desk_rows(plans: Iterable[Any], again: set[UUID]) -> Iterator[list[object]]:
    """One row for each plan, as the desk shows it; `plans` carry client, lead and judgement."""
    for plan in plans:
        judged: Any = getattr(plan, "judgement", None)
        kept = (judged.state, judged.blocking, judged.warnings) if judged else ("", "", "")
        yield [
            plan.client.legal_name, plan.client.record_number, plan.number, plan.lead.printed_name,
            plan.payer, *kept, plan.next_review_on, judged and judged.last_signed_on,
            judged.judged_on if judged and plan.pk not in again else AGAIN,
        ]  # fmt: skip


def finding_rows(findings: Iterable[Finding], again: set[UUID]) -> Iterator[list[object]]:
    """One row for each finding, by client; `findings` carry plan, client, lead and judgement."""
    for one in findings:
        rule = RULES.get(one.rule)
        yield [
            *_plan(one.plan), one.rule, rule.sentence if rule else "",
            WEIGHTS[Severity(one.severity)], one.sentence, one.where, one.evidence, one.found_on,
            "waived" if one.is_waived else "",
            AGAIN if one.plan_id in again else one.plan.judgement.judged_on,
        ]  # fmt: skip


def unknown_rows(plans: Iterable[Plan]) -> Iterator[list[object]]:
    """One row for each plan of which no finding is kept and none may be ruled out."""
    for plan in plans:
        yield [*_plan(plan), *[""] * (len(FINDINGS) - 5), AGAIN]


def _plan(plan: Plan) -> list[object]:
    client = plan.client
    return [client.legal_name, client.record_number, plan.number, plan.lead.printed_name]
