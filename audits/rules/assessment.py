"""The assessment: renewed where care goes on."""

from collections.abc import Iterator
from datetime import timedelta

from audits.case import Case
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, Said, Severity
from plans.drafting import in_words


@rule(
    65,
    "The assessment is updated when care goes on for more than a year.",
    severity=Severity.WARNING,
    sources=("COaud",),
    satisfied_by="Write and sign a re-assessment, or bring the intake up to date.",
    reads=("document.plan.opened_on", "record.assessed_on", "record.sessions.on"),
    points_at="client:assessment",
    basis=Basis.RECORD,
    figures={"days": Figure(365, "days", "COaud")},
)
def the_assessment_is_renewed(case: Case) -> Iterator[Said]:
    days, client = figure(case, "R65", "days"), case.document.client.id
    until = case.record.closed_on or case.today
    began = min([case.document.plan.opened_on, *(one.on for one in case.record.held[:1])])
    if until - began <= timedelta(days=days):
        yield DoesNotApply(f"Care began on {in_words(began)}, less than a year ago.")
        return
    latest = max((day for day in case.record.assessed_on if day <= until), default=None)
    if latest is None:
        sentence = "No assessment is in the record."
        yield Found(sentence, "client", client, "assessment", f"In care since {in_words(began)}")
    elif until - latest > timedelta(days=days):
        evidence = f"The last assessment was on {in_words(latest)}"
        yield Found("Assess the client again.", "client", client, "assessment", evidence)
