"""Authorizations: nothing blank, and units that fit what the plan orders."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from audits.case import Case
from audits.facts import CoverageFact
from audits.frequency import sessions_per_week
from audits.rule import rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity

FIELDS = {
    "authorization_number": "Enter the authorization’s number.",
    "authorized_visits": "Enter how many visits are authorized.",
    "authorized_from": "Enter from when the authorization runs.",
    "authorized_to": "Enter until when the authorization runs.",
}


@rule(
    41,
    "An authorization has no blank field, and its units cover what the plan orders in its window.",
    severity=Severity.ERROR,
    sources=("Beacon", "WellC", "Cenp"),
    satisfied_by="Fill in number, visits and dates; ask for the units that the plan orders, with"
    " new clinical data.",
    reads=(
        "record.coverages.authorization_number",
        "record.coverages.authorized_visits",
        "record.coverages.authorized_from",
        "record.coverages.authorized_to",
        "document.services.frequency",
        "document.services.duration_weeks",
        "record.versions.from_on",
    ),
    points_at="coverage:authorized_visits",
)
def authorizations_fit(case: Case) -> Iterator[Said]:
    asked = [one for one in case.record.coverages if one.is_authorized]
    if not asked:
        yield DoesNotApply("No coverage has an authorization.")
    for coverage in asked:
        blank = [name for name in FIELDS if getattr(coverage, name) in (None, "")]
        for name in blank:
            yield Found(FIELDS[name], "coverage", coverage.id, name, coverage.payer)
        if not blank:
            yield from _units(case, coverage)


def _units(case: Case, coverage: CoverageFact) -> Iterator[Said]:
    """House rule: visits are sessions, whole ones, rounded up; too few are a defect."""
    planned, often = Fraction(0), ""
    for service in case.document.services:
        weekly = sessions_per_week(service.frequency)
        if weekly is None:
            said = f"“{service.frequency}” is not understood as so many sessions a week."
            yield NotJudged(said, ("coverage", coverage.id))
            return
        planned += weekly * _weeks(case, coverage, service.duration_weeks)
        often = service.frequency
    visits = coverage.authorized_visits or 0
    if (units := ceil(planned)) > visits:
        sentence = "The plan orders more sessions than are authorized."
        evidence = f"{units} in the authorization’s time ({often}); {visits} authorized"
        yield Found(sentence, "coverage", coverage.id, "authorized_visits", evidence)


def _weeks(case: Case, coverage: CoverageFact, duration: int) -> Fraction:
    """Whole or broken weeks of the service that lie in the authorization's time."""
    begins: date = (case.current.from_on if case.current else None) or case.today
    start = max(begins, coverage.authorized_from or begins)
    over = begins + timedelta(weeks=duration)
    end = min(over, coverage.authorized_to + timedelta(days=1) if coverage.authorized_to else over)
    return Fraction(max((end - start).days, 0), 7)
