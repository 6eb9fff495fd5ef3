"""Diagnoses, and what hangs on them: problems and needs."""

from collections.abc import Iterator

from audits.attesting import attested
from audits.case import Case
from audits.rule import ATTESTED, rule
from audits.said import DoesNotApply, Found, Said, Severity

# ICD-10-CM, chapter 21 (factors that influence health status): Z00-Z99. The V codes are those of
# ICD-9-CM, which older records may still carry; in ICD-10-CM V is an external cause.
NOT_ALONE = ("Z", "V")


@rule(
    7,
    "There is a diagnosis with its code, and symptoms and history support it.",
    severity=Severity.ERROR,
    sources=("NGSplan", "MagTool", "Cent"),
    satisfied_by="Add a diagnosis, with the symptoms and history that support it.",
    reads=("document.diagnoses.code", "document.diagnoses.evidence"),
    points_at="diagnosis:evidence",
)
def diagnosis_with_evidence(case: Case) -> Iterator[Said]:
    if not case.document.diagnoses:
        yield Found("Add a diagnosis.", "client", case.document.client.id, "diagnoses")
    for diagnosis in case.document.diagnoses:
        if not diagnosis.evidence.strip():
            sentence = "Say which symptoms and what history support this diagnosis."
            yield Found(sentence, "diagnosis", diagnosis.id, "evidence", diagnosis.code)


@rule(
    8,
    "A plan that insurance pays for does not rest on Z or V codes alone.",
    severity=Severity.WARNING,
    sources=("AlmaFam",),
    satisfied_by="Add the mental health diagnosis that is treated, if there is one.",
    reads=("document.diagnoses.code", "record.coverages"),
    points_at="client:diagnoses",
)
def more_than_circumstances(case: Case) -> Iterator[Said]:
    codes = [diagnosis.code for diagnosis in case.document.diagnoses]
    if not case.is_insured:
        yield DoesNotApply("No insurance pays.")
    elif not codes:
        yield DoesNotApply("There is no diagnosis yet (R07).")
    elif all(code.upper().startswith(NOT_ALONE) for code in codes):
        sentence = "Every diagnosis is a Z or V code."
        yield Found(sentence, "client", case.document.client.id, "diagnoses", ", ".join(codes))


@rule(
    20,
    "Each problem that is worked on names a diagnosis that the client holds.",
    severity=Severity.ERROR,
    sources=("Cenp", "NCQA"),
    satisfied_by="Name the diagnosis of each problem; each goal stands under a problem.",
    reads=("document.problems.diagnosis_id", "document.diagnoses"),
    points_at="problem:diagnosis",
)
def problems_name_diagnoses(case: Case) -> Iterator[Said]:
    held = {diagnosis.id for diagnosis in case.document.diagnoses}
    active = [problem for problem in case.document.problems if problem.is_active]
    if not active:
        yield Found("Add a problem.", "plan", case.document.plan.id, "problems")
    for problem in active:
        if problem.diagnosis_id is None:
            sentence = f"Name the diagnosis of problem {problem.number}."
            yield Found(sentence, "problem", problem.id, "diagnosis")
        elif problem.diagnosis_id not in held:
            sentence = f"The diagnosis of problem {problem.number} does not hold any more."
            yield Found(sentence, "problem", problem.id, "diagnosis", problem.diagnosis)


@rule(
    21,
    "Each need that was assessed is addressed, or it is said why it waits.",
    severity=Severity.WARNING,
    sources=("TJC", "TX"),
    satisfied_by="Say why each deferred problem waits, and attest that the plan answers the needs.",
    reads=("document.problems.status_reason", "document.intake.needs", ATTESTED),
    points_at="problem:status_reason",
)
def needs_are_addressed(case: Case) -> Iterator[Said]:
    deferred = [one for one in case.document.problems if one.status == "deferred"]
    for problem in deferred:
        if not problem.status_reason.strip():
            sentence = f"Say why problem {problem.number} is deferred."
            yield Found(sentence, "problem", problem.id, "status_reason")
    needs = case.document.intake.needs
    if needs:
        asked = f"do the problems answer these needs: {'; '.join(needs)}?"
        place = ("plan", case.document.plan.id, "problems")
        yield from attested(case, "R21", asked, place)
    elif not deferred:
        yield DoesNotApply("The intake lists no needs (R18), and no problem is deferred.")
