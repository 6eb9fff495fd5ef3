"""Deadlines of the plan itself: when the first one stands, and how long one lasts."""

from collections.abc import Iterator
from datetime import date, timedelta

from audits.case import Case
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity
from plans.drafting import in_words


@rule(
    1,
    "The first plan takes effect by its deadline.",
    severity=Severity.ERROR,
    sources=("Headway", "BCBSMN", "MD", "OK42", "NY", "CT"),
    satisfied_by="Sign the first plan within the days, and by the session, that the payer names.",
    reads=("document.plan.opened_on", "record.versions", "record.sessions"),
    points_at="plan:signature",
    basis=Basis.RECORD,
    figures={
        "days": Figure(30, "days after opening; 0: not counted", "NY"),
        "sessions": Figure(0, "sessions held without a plan; 0: not counted", "house"),
    },
)
def first_plan_in_time(case: Case) -> Iterator[Said]:
    plan, first = case.document.plan, next(iter(case.record.effective), None)
    stood_on = first.from_on if first and first.from_on else case.today
    days, most = figure(case, "R01", "days"), figure(case, "R01", "sessions")
    deadline = plan.opened_on + timedelta(days=days)
    without = sum(one.on < stood_on for one in case.record.held)
    if days and stood_on > deadline:
        evidence = f"Opened {in_words(plan.opened_on)}; the deadline was {in_words(deadline)}"
        yield Found("The first plan was due earlier.", "plan", plan.id, "signature", evidence)
    elif most and without > most:
        evidence = f"{without} sessions were held before; {most} are allowed"
        yield Found("The first plan was due earlier.", "plan", plan.id, "signature", evidence)
    elif first is None:
        until = f"; it is due by {in_words(deadline)}" if days else ""
        yield DoesNotApply(f"No plan is in effect yet{until}.")


@rule(
    2,
    "On every billed date the plan had been established for a year at most.",
    severity=Severity.ERROR,
    sources=("NGSplan",),
    satisfied_by="Sign a new version of the plan before a year is over.",
    reads=("record.versions", "record.sessions"),
    points_at="plan:signature",
    basis=Basis.RECORD,
    figures={"days": Figure(365, "days", "NGSplan")},
)
def established_within_a_year(case: Case) -> Iterator[Said]:
    """A session with a CPT code counts as billed (house rule). A review renews no plan."""
    if case.current is None:
        yield NotJudged("No version is in effect yet.")
        return
    most, late = figure(case, "R02", "days"), list[date]()
    for one in case.record.held:
        version = case.record.version_on(one.on) if one.cpt else None
        if version and version.from_on and (one.on - version.from_on).days > most:
            late.append(one.on)
    if late:
        evidence = f"{len(late)} sessions, the first on {in_words(min(late))}"
        sentence = f"The plan was more than {most} days old when it was billed on."
        yield Found(sentence, "plan", case.document.plan.id, "signature", evidence)
