"""Objectives: measurable steps with a date."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import rule
from audits.said import Found, Said, Severity
from audits.wording.advice import Advice
from audits.wording.unmeasurable_objectives import says_nothing, unmeasurable_objective
from plans.document import Goal, Objective

from .goals import without_goals


def active_objectives(case: Case) -> Iterator[tuple[Goal, Objective]]:
    """Each step that is worked on, with the goal that it serves."""
    for goal in case.document.active_goals:
        for objective in goal.objectives:
            if objective.is_active:
                yield goal, objective


@rule(
    11,
    "Each active goal has an objective, and each objective says what is counted, from and to, in"
    " words by which two people would agree.",
    severity=Severity.ERROR,
    sources=("MD", "OK42", "CARF", "BCBSMN"),
    satisfied_by="Say what is counted and from how many to how many; or, where a goal explores,"
    " by what understanding is shown. Name an act that is done or not.",
    reads=(
        "document.problems.goals.kind",
        "document.problems.goals.objectives.statement",
        "document.problems.goals.objectives.measure",
        "document.problems.goals.objectives.measure_from",
        "document.problems.goals.objectives.measure_to",
    ),
    points_at="objective:measure",
)
def objectives_are_measurable(case: Case) -> Iterator[Said]:
    yield from without_goals(case)
    for goal in case.document.active_goals:
        if not any(one.is_active for one in goal.objectives):
            yield Found(f"Add an objective to goal {goal.number}.", "goal", goal.id, "objectives")
    for goal, objective in active_objectives(case):
        named = bool(objective.measure.strip())
        counted = objective.measure_from is not None and objective.measure_to is not None
        # House rule, as before signing: understanding reached is said in words.
        if not named or not (counted or goal.kind == "exploratory"):
            sentence = f"Say what is counted for objective {objective.number}, from and to."
            evidence = objective.measure_words
            yield Found(sentence, "objective", objective.id, "measure", evidence)
        elif advice := _advice(objective):
            sentence = f"Say objective {objective.number} so that two people would agree on it."
            evidence = advice.evidence(objective.statement)
            yield Found(sentence, "objective", objective.id, "statement", evidence)


def _advice(objective: Objective) -> Advice | None:
    """What its field counts makes words measurable, where that is named by words of its own."""
    if not says_nothing(objective.measure):
        return None
    return unmeasurable_objective(objective.statement)


@rule(
    12,
    "Each active goal and objective has a target date.",
    severity=Severity.ERROR,
    sources=("MD", "BCBSMN", "Mag22"),
    satisfied_by="Give each its target date.",
    reads=(
        "document.problems.goals.target_on",
        "document.problems.goals.objectives.target_on",
    ),
    points_at="objective:target_on",
)
def goals_and_objectives_have_dates(case: Case) -> Iterator[Said]:
    yield from without_goals(case)
    for goal in case.document.active_goals:
        if goal.target_on is None:
            sentence = f"Give goal {goal.number} its target date."
            yield Found(sentence, "goal", goal.id, "target_on")
    for _, objective in active_objectives(case):
        if objective.target_on is None:
            sentence = f"Give objective {objective.number} its target date."
            yield Found(sentence, "objective", objective.id, "target_on")
