"""Services ordered: which, how long, how often, until when."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from audits.case import Case
from audits.rule import Figure, figure, rule
from audits.said import Found, NotJudged, Said, Severity
from plans.document.frame import Service

# "0", "0x per week", "none"; but "0.5 per week" is every other week.
NEVER = re.compile(r"(?:0+(?![\d.,]*[1-9])|zero\b|none\b|never\b)", re.IGNORECASE)


@rule(
    3,
    "Each service ordered says whether it is individual, group or family therapy.",
    severity=Severity.ERROR,
    sources=("NGSmh",),
    satisfied_by="Order at least one service, with its type.",
    reads=("document.services.type",),
    points_at="plan:services",
)
def type_of_each_service(case: Case) -> Iterator[Said]:
    if not case.document.services:
        yield Found("No service is ordered.", "plan", case.document.plan.id, "services")
    for service in case.document.services:
        if not service.type:
            yield Found("Say the type of this service.", "service", service.id, "type")


@rule(
    4,
    "Each service ordered says how long a session is planned to be.",
    severity=Severity.ERROR,
    sources=("NGSmh",),
    satisfied_by="Give the minutes of each service.",
    reads=("document.services.minutes",),
    points_at="service:minutes",
)
def length_of_each_service(case: Case) -> Iterator[Said]:
    yield from _nothing_to_judge(case)
    for service in case.document.services:
        if service.minutes <= 0:
            yield Found("Say how many minutes.", "service", service.id, "minutes")


@rule(
    5,
    "Each service ordered says how often; never blank or zero.",
    severity=Severity.ERROR,
    sources=("NGSmh", "NY", "MD", "Beacon"),
    satisfied_by="Say how often, such as weekly or twice a month.",
    reads=("document.services.frequency",),
    points_at="service:frequency",
)
def frequency_of_each_service(case: Case) -> Iterator[Said]:
    yield from _nothing_to_judge(case)
    for service in case.document.services:
        words = service.frequency.strip()
        if not words or NEVER.match(words):
            yield Found(
                "Say how often.", "service", service.id, "frequency", f"“{service.frequency}”"
            )


@rule(
    6,
    "Each service ordered ends, less than a year after it begins.",
    severity=Severity.ERROR,
    sources=("NGSplan",),
    satisfied_by="Give a duration below one year.",
    reads=("document.services.duration_weeks",),
    points_at="service:duration_weeks",
    figures={"days": Figure(365, "days", "NGSplan")},
)
def end_of_each_service(case: Case) -> Iterator[Said]:
    yield from _nothing_to_judge(case)
    most = figure(case, "R06", "days")
    for service in case.document.services:
        if not 0 < (_end(service, case.today) - case.today).days < most:
            evidence = f"{service.duration_weeks} weeks"
            sentence = "Give an end less than one year away."
            yield Found(sentence, "service", service.id, "duration_weeks", evidence)


def _end(service: Service, start: date) -> date:
    return start + timedelta(weeks=service.duration_weeks)


def _nothing_to_judge(case: Case) -> Iterator[Said]:
    if not case.document.services:
        yield NotJudged("No service is ordered (R03).")
