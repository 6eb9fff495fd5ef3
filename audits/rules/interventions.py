"""Interventions: which, how often, by whom, and whether they fit."""

from collections.abc import Iterator

from audits.attesting import attested
from audits.case import Case
from audits.rule import ATTESTED, Basis, rule
from audits.said import DoesNotApply, Found, Said, Severity
from plans.document import Intervention

from .goals import without_goals
from .objectives import active_objectives


def active_interventions(case: Case) -> Iterator[Intervention]:
    """What is delivered now, under what is worked on now."""
    for _, objective in active_objectives(case):
        for one in objective.interventions:
            if one.is_active:
                yield one


@rule(
    14,
    "Each active objective has an intervention, named by what is done or by its modality.",
    severity=Severity.ERROR,
    sources=("CARF", "TX"),
    satisfied_by="Add an intervention to each objective: what is done, or CBT, DBT, MI …",
    reads=(
        "document.problems.goals.objectives.interventions.statement",
        "document.problems.goals.objectives.interventions.modality",
    ),
    points_at="objective:interventions",
)
def objectives_have_interventions(case: Case) -> Iterator[Said]:
    yield from without_goals(case)
    for _, objective in active_objectives(case):
        if not any(one.is_active for one in objective.interventions):
            sentence = f"Add an intervention to objective {objective.number}."
            yield Found(sentence, "objective", objective.id, "interventions")
    for one in active_interventions(case):
        if not (one.statement.strip() or one.modality.strip()):
            sentence = f"Say what intervention {one.number} is."
            yield Found(sentence, "intervention", one.id, "statement")


@rule(
    15,
    "Each intervention says how often.",
    severity=Severity.WARNING,
    sources=("CARF", "TX"),
    satisfied_by="Give each intervention its frequency.",
    reads=("document.problems.goals.objectives.interventions.frequency",),
    points_at="intervention:frequency",
)
def interventions_have_a_frequency(case: Case) -> Iterator[Said]:
    yield from without_interventions(case)
    for one in active_interventions(case):
        if not one.frequency.strip():
            sentence = f"Say how often: frequency of intervention {one.number}."
            yield Found(sentence, "intervention", one.id, "frequency")


@rule(
    16,
    "The interventions fit the diagnosis.",
    severity=Severity.WARNING,
    sources=("BCBSMN",),
    satisfied_by="Somebody who may judge it attests it, with the day.",
    reads=(ATTESTED,),
    points_at="plan:problems",
    basis=Basis.ATTESTED,
)
def interventions_fit(case: Case) -> Iterator[Said]:
    plan = case.document.plan
    if case.current is None:
        yield DoesNotApply("No version is in effect yet.")
        return
    asked = "do the interventions fit the diagnosis?"
    yield from attested(case, "R16", asked, ("plan", plan.id, "problems"))


@rule(
    17,
    "Each intervention names the clinician who is responsible.",
    severity=Severity.ERROR,
    sources=("MD", "NY", "OK42"),
    satisfied_by="Name the responsible clinician of each intervention.",
    reads=("document.problems.goals.objectives.interventions.responsible",),
    points_at="intervention:responsible",
)
def interventions_name_who(case: Case) -> Iterator[Said]:
    yield from without_interventions(case)
    for one in active_interventions(case):
        if not one.responsible.strip():
            sentence = f"Name the responsible clinician of intervention {one.number}."
            yield Found(sentence, "intervention", one.id, "responsible")


def without_interventions(case: Case) -> Iterator[Said]:
    """R14 says it once."""
    if not any(active_interventions(case)):
        yield DoesNotApply("No intervention is active (R14).")
