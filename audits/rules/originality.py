"""Plans that are written for one client."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import Figure, figure, rule
from audits.said import Found, NotJudged, Said, Severity
from audits.wording.scripted_text import BETTER_PLAN, UNCHANGED

ELSEWHERE, LIBRARY = "another client's plan", "the library"


@rule(
    37,
    "The plan's text is written for this client: it is no other client's, and not a planner's as it"
    " was delivered.",
    severity=Severity.WARNING,
    sources=("TJC", "NGSclone"),
    satisfied_by="Write it for this client: their words, their numbers, their situations.",
    reads=("record.echoes", "record.compared"),
    points_at="goal:statement",
    figures={"likeness": Figure(90, "of 100", "house")},
)
def not_copied_across_clients(case: Case) -> Iterator[Said]:
    if not case.record.compared:
        yield NotJudged("The texts of the practice’s plans were not compared.")
    least = figure(case, "R37", "likeness")
    for echo in sorted(
        case.record.echoes, key=lambda one: (one.source == ELSEWHERE, -one.likeness)
    ):
        example = f"For example: “{BETTER_PLAN}”"
        if echo.source == LIBRARY:
            sentence = "This stands as a planner delivers it: say what is this client’s."
            yield Found(sentence, echo.node, echo.id, echo.field, f"{UNCHANGED} {example}")
        elif echo.source == ELSEWHERE and echo.likeness >= least:
            sentence = "This stands nearly word for word in another client’s plan."
            evidence = f"{echo.likeness} of 100 alike; {echo.place}. {example}"
            yield Found(sentence, echo.node, echo.id, echo.field, evidence)
