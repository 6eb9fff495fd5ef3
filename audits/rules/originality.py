"""Plans that are written for one client."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import Basis, Figure, figure, rule
from audits.said import Found, NotJudged, Said, Severity

ELSEWHERE = "another client's plan"


@rule(
    37,
    "The plan's text is not copied from another client's plan.",
    severity=Severity.WARNING,
    sources=("TJC", "NGSclone"),
    satisfied_by="Write it for this client: their words, their numbers, their situations.",
    reads=("record.echoes", "record.compared"),
    points_at="goal:statement",
    basis=Basis.RECORD,
    figures={"likeness": Figure(90, "of 100", "house")},
)
def not_copied_across_clients(case: Case) -> Iterator[Said]:
    if not case.record.compared:
        yield NotJudged("The texts of the practice’s plans were not compared.")
    least = figure(case, "R37", "likeness")
    for echo in sorted(case.record.echoes, key=lambda one: -one.likeness):
        if echo.source == ELSEWHERE and echo.likeness >= least:
            sentence = "This stands nearly word for word in another client’s plan."
            evidence = f"{echo.likeness} of 100 alike; {echo.place}"
            yield Found(sentence, echo.node, echo.id, echo.field, evidence)
