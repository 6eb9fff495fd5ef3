"""What must be there before a plan is signed (domain.md, "Before signing").

Everything else is for the audit to say. Each item points at the field that mends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from library.wording import blanks_in

from .nodes import Goal, Intervention, Objective
from .plan_document import PlanDocument


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: the sentence, and the node and field that mend it."""

    sentence: str
    node: str
    id: UUID
    field: str


def missing_before_signing(document: PlanDocument, today: date) -> list[Missing]:
    """Everything that keeps the plan from being signed today, in the plan's order."""
    return [
        *_of_client(document),
        *_of_plan(document, today),
        *_of_tree(document),
        *_of_sections(document),
        *_blanks(document),
    ]


def _of_client(document: PlanDocument) -> Iterator[Missing]:
    if not document.diagnoses:
        yield Missing("Add a diagnosis.", "client", document.client.id, "diagnoses")
    named = {problem.diagnosis_id for problem in document.problems if problem.is_active}
    if not any(problem.is_active for problem in document.problems):
        yield Missing("Add a problem.", "plan", document.plan.id, "problems")
    elif not named - {None}:
        problem = next(p for p in document.problems if p.is_active)
        yield Missing("Name the diagnosis of the problem.", "problem", problem.id, "diagnosis")


def _of_plan(document: PlanDocument, today: date) -> Iterator[Missing]:
    plan = document.plan
    wanted = {
        "why_now": "Say why treatment is needed now.",
        "impairment": "Say what the problem limits: functional impairment.",
        "discharge_criteria": "Say when treatment will be finished: discharge criteria.",
        "participation": "Say how the client took part.",
        "review_due_on": "Set the date of the next review.",
    }
    for field, sentence in wanted.items():
        if not getattr(plan, field):
            yield Missing(sentence, "plan", plan.id, field)
    if plan.review_due_on and plan.review_due_on < today:
        yield Missing(
            "The review date has passed: set the next one.", "plan", plan.id, "review_due_on"
        )
    if not document.services:
        yield Missing(
            "Order a service: type, minutes, frequency, duration.", "plan", plan.id, "services"
        )


def _of_tree(document: PlanDocument) -> Iterator[Missing]:
    if not document.active_goals and any(problem.is_active for problem in document.problems):
        problem = next(p for p in document.problems if p.is_active)
        yield Missing("Add an active goal.", "problem", problem.id, "goals")
    for goal in document.active_goals:
        yield from _of_goal(goal)


def _of_sections(document: PlanDocument) -> Iterator[Missing]:
    for section in document.sections:
        for answer in section.answers:
            if answer.required and not answer.text:
                sentence = f"Answer “{answer.question}” ({section.title})."
                yield Missing(sentence, "section", document.plan.id, f"{section.key}:{answer.key}")


def _of_goal(goal: Goal) -> Iterator[Missing]:
    name = f"goal {goal.number}"
    wanted = {
        "zero_means": (goal.zero_means, f"Say what 0 means for {name}."),
        "ten_means": (goal.ten_means, f"Say what 10 means for {name}."),
        "baseline": (goal.baseline is not None, f"Give {name} its baseline, 0 to 10."),
        "target": (goal.target is not None, f"Give {name} its target, 0 to 10."),
        "target_on": (goal.target_on, f"Give {name} its target date."),
    }
    for field, (value, sentence) in wanted.items():
        if not value:
            yield Missing(sentence, "goal", goal.id, field)
    objectives = [objective for objective in goal.objectives if objective.is_active]
    if not objectives:
        yield Missing(f"Add an objective to {name}.", "goal", goal.id, "objectives")
    for objective in objectives:
        yield from _of_objective(goal, objective)


def _of_objective(goal: Goal, objective: Objective) -> Iterator[Missing]:
    name = f"objective {objective.number}"
    counted = objective.measure and objective.measure_from is not None
    counted = counted and objective.measure_to is not None
    # A goal that explores may be measured by what was understood, in words.
    if not counted and not (goal.kind == "exploratory" and objective.measure):
        yield Missing(
            f"Say what is counted for {name}, from and to.", "objective", objective.id, "measure"
        )
    if not objective.target_on:
        yield Missing(f"Give {name} its target date.", "objective", objective.id, "target_on")
    interventions = [item for item in objective.interventions if item.is_active]
    if not interventions:
        yield Missing(f"Add an intervention to {name}.", "objective", objective.id, "interventions")
    for intervention in interventions:
        yield from _of_intervention(intervention)


def _of_intervention(intervention: Intervention) -> Iterator[Missing]:
    name = f"intervention {intervention.number}"
    if not intervention.frequency:
        yield Missing(
            f"Say how often: frequency of {name}.", "intervention", intervention.id, "frequency"
        )
    if not intervention.responsible:
        yield Missing(
            f"Name the responsible clinician of {name}.",
            "intervention",
            intervention.id,
            "responsible",
        )


def _blanks(document: PlanDocument) -> Iterator[Missing]:
    for node, pk, field, text in _texts(document):
        for blank in blanks_in(text):
            yield Missing(f"Fill the blank {blank}.", node, pk, field)


def _texts(document: PlanDocument) -> Iterator[tuple[str, UUID, str, str]]:
    """Every text that a statement of the library may have come into: node, id, field, words."""
    for field in ("why_now", "severity", "impairment", "discharge_criteria", "participation"):
        yield "plan", document.plan.id, field, getattr(document.plan, field)
    for problem in document.problems:
        if problem.is_active:
            yield "problem", problem.id, "statement", problem.statement
            yield "problem", problem.id, "definitions", "\n".join(problem.definitions)
    for goal in document.active_goals:
        for field in ("statement", "zero_means", "ten_means"):
            yield "goal", goal.id, field, getattr(goal, field)
        for objective in goal.objectives:
            if objective.is_active:
                yield from _texts_of(objective)


def _texts_of(objective: Objective) -> Iterator[tuple[str, UUID, str, str]]:
    yield "objective", objective.id, "statement", objective.statement
    yield "objective", objective.id, "measure", objective.measure
    for item in objective.interventions:
        if item.is_active:
            yield "intervention", item.id, "statement", item.statement
            yield "intervention", item.id, "homework", item.homework
