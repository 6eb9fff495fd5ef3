"""Medical necessity: why now, how severe, what it limits."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import rule
from audits.said import Found, Said, Severity

WANTED = {
    "why_now": "Say why treatment is needed now.",
    "severity": "Say how severe it is.",
    "impairment": "Say what the problem limits: functional impairment.",
}


@rule(
    19,
    "Medical necessity says why now, how severe, and what it limits.",
    severity=Severity.ERROR,
    sources=("MagLA", "Novitas"),
    satisfied_by="Fill in why treatment is needed now, the severity and the impairment.",
    reads=("document.plan.why_now", "document.plan.severity", "document.plan.impairment"),
    points_at="plan:why_now",
)
def medical_necessity(case: Case) -> Iterator[Said]:
    plan = case.document.plan
    for field, sentence in WANTED.items():
        if not getattr(plan, field).strip():
            yield Found(sentence, "plan", plan.id, field)
