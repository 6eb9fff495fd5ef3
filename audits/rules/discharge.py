"""When treatment will be finished."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import rule
from audits.said import Found, Said, Severity
from audits.wording.empty_criteria import empty_criteria


@rule(
    22,
    "Discharge criteria are written for this client.",
    severity=Severity.ERROR,
    sources=("TJC17", "CT", "COaud", "Cenp"),
    satisfied_by="Say by what this client, and others, will know that treatment can end: an act, a"
    " place, a count.",
    reads=("document.plan.discharge_criteria",),
    points_at="plan:discharge_criteria",
)
def discharge_criteria(case: Case) -> Iterator[Said]:
    plan = case.document.plan
    if not plan.discharge_criteria.strip():
        sentence = "Say when treatment will be finished: discharge criteria."
        yield Found(sentence, "plan", plan.id, "discharge_criteria")
    elif advice := empty_criteria(plan.discharge_criteria):
        sentence = "Write the discharge criteria for this client: these would fit any."
        evidence = advice.evidence(plan.discharge_criteria)
        yield Found(sentence, "plan", plan.id, "discharge_criteria", evidence)


@rule(
    23,
    "The plan names the anticipated date of discharge.",
    severity=Severity.WARNING,
    sources=("CT", "TX"),
    satisfied_by="Give the date on which treatment is expected to end.",
    reads=("document.plan.discharge_expected_on",),
    points_at="plan:discharge_expected_on",
)
def discharge_date(case: Case) -> Iterator[Said]:
    plan = case.document.plan
    if plan.discharge_expected_on is None:
        sentence = "Give the anticipated date of discharge."
        yield Found(sentence, "plan", plan.id, "discharge_expected_on")
