"""Defects in the plan's own words: intake, necessity, diagnoses, problems, goals, steps."""

from typing import Any

from config.audit_generator.around import attested
from config.audit_generator.drawing import Lot, Row

from .planter import (
    Planted,
    blank,
    breaks,
    current,
    goals_of,
    held,
    interventions_of,
    noted,
    one_of,
    steps_of,
)


@breaks("R07")
def a_diagnosis_without_evidence(lot: Lot, made: Row) -> Planted:
    diagnosis = lot.pick(made["diagnoses"])
    diagnosis["evidence"] = blank(lot)
    return "diagnosis", diagnosis["id"], "evidence"


@breaks("R08")
def circumstances_alone(lot: Lot, made: Row) -> Planted:
    if not made["coverages"]:
        return None
    codes = lot.sample(("Z63.0", "Z60.2", "V61.10", "Z73.0"), len(made["diagnoses"]))
    for diagnosis, code in zip(made["diagnoses"], codes, strict=True):
        diagnosis["code"] = code
    return "client", made["client"]["id"], "diagnoses"


@breaks("R09")
def no_goal_is_active(lot: Lot, made: Row) -> Planted:
    """Only where no note, review or step of the version in effect leans on its goals."""
    version = current(made)
    if version and any(one["starts_at"].date() >= version["from_on"] for one in noted(made)):
        return None
    for goal in goals_of(made):
        goal["status"] = lot.pick(("reserve", "met", "discontinued"))
    first = next(one for one in made["problems"] if one["status"] == "active")
    return "problem", first["id"], "goals"


@breaks("R10")
def a_goal_without_own_words(lot: Lot, made: Row) -> Planted:
    goal = lot.pick(goals_of(made))
    goal["own_words"] = blank(lot)
    return "goal", goal["id"], "own_words"


@breaks("R11")
def a_step_that_counts_nothing(lot: Lot, made: Row) -> Planted:
    step = lot.pick(steps_of(made))
    step["measure"] = blank(lot)
    return "objective", step["id"], "measure"


@breaks("R11")
def a_step_with_half_a_count(lot: Lot, made: Row) -> Planted:
    acting = [goal for goal in goals_of(made) if goal["kind"] != "exploratory"]
    step = one_of(lot, [step for goal in acting for step in goal["objectives"]])
    if not step:
        return None
    step[lot.pick(("measure_from", "measure_to"))] = None
    return "objective", step["id"], "measure"


@breaks("R11")
def a_goal_without_steps(lot: Lot, made: Row) -> Planted:
    """Only where each note names a goal too: its steps are gone."""
    if any(one["note"] and not one["note"]["goals"] for one in held(made)):
        return None
    goal = lot.pick(goals_of(made))
    for step in goal["objectives"]:
        step["status"] = "discontinued"
    return "goal", goal["id"], "objectives"


@breaks("R12")
def no_target_date(lot: Lot, made: Row) -> Planted:
    kind, rows = lot.pick((("goal", goals_of(made)), ("objective", steps_of(made))))
    row = lot.pick(rows)
    row["target_on"] = None
    return kind, row["id"], "target_on"


@breaks("R13")
def a_goal_that_is_not_measured(lot: Lot, made: Row) -> Planted:
    """Baseline and target only of a goal that nobody scored: a score would be judged by them."""
    goal = lot.pick(goals_of(made))
    scored = {score[0] for one in held(made) if one["note"] for score in one["note"]["scores"]}
    names = ["zero_means", "ten_means"] + ([] if goal["id"] in scored else ["baseline", "target"])
    name = lot.pick(names)
    goal[name] = blank(lot) if name.endswith("means") else None
    return "goal", goal["id"], name


@breaks("R14")
def a_step_without_interventions(lot: Lot, made: Row) -> Planted:
    step = lot.pick(steps_of(made))
    for one in step["interventions"]:
        one["status"] = "discontinued"
    return "objective", step["id"], "interventions"


@breaks("R14")
def an_intervention_without_a_name(lot: Lot, made: Row) -> Planted:
    one = lot.pick(interventions_of(made))
    one |= {"statement": blank(lot), "modality": blank(lot)}
    return "intervention", one["id"], "statement"


@breaks("R15")
def an_intervention_at_no_time(lot: Lot, made: Row) -> Planted:
    return _intervention_without(lot, made, "frequency")


@breaks("R17")
def an_intervention_of_nobody(lot: Lot, made: Row) -> Planted:
    return _intervention_without(lot, made, "responsible")


def _intervention_without(lot: Lot, made: Row, name: str) -> Planted:
    one = lot.pick(interventions_of(made))
    one[name] = blank(lot)
    return "intervention", one["id"], name


@breaks("R18")
def nothing_that_the_client_brings(lot: Lot, made: Row) -> Planted:
    name = lot.pick(("strengths", "needs", "preferences"))
    made["intake"][name] = blank(lot) if name == "preferences" else []
    return "intake", made["client"]["id"], name


@breaks("R33")
def nothing_of_culture(lot: Lot, made: Row) -> Planted:
    made["intake"]["culture"] = blank(lot)
    return "intake", made["client"]["id"], "culture"


@breaks("R19")
def no_medical_necessity(lot: Lot, made: Row) -> Planted:
    return _plan_without(lot, made, lot.pick(("why_now", "severity", "impairment")))


@breaks("R22")
def no_discharge_criteria(lot: Lot, made: Row) -> Planted:
    return _plan_without(lot, made, "discharge_criteria")


@breaks("R24")
def nothing_of_taking_part(lot: Lot, made: Row) -> Planted:
    return _plan_without(lot, made, "participation")


def _plan_without(lot: Lot, made: Row, name: str) -> Planted:
    made["plan"][name] = blank(lot)
    return "plan", made["plan"]["id"], name


@breaks("R23")
def no_end_in_sight(lot: Lot, made: Row) -> Planted:
    made["plan"]["discharge_expected_on"] = None
    return "plan", made["plan"]["id"], "discharge_expected_on"


@breaks("R20")
def a_problem_of_no_diagnosis(lot: Lot, made: Row) -> Planted:
    problem = lot.pick([one for one in made["problems"] if one["status"] == "active"])
    problem["diagnosis_id"] = lot.pick((None, lot.id()))
    return "problem", problem["id"], "diagnosis"


@breaks("R21")
def a_problem_deferred_without_a_reason(lot: Lot, made: Row) -> Planted:
    problem = one_of(lot, [one for one in made["problems"] if one["status"] == "deferred"])
    if not problem:
        return None
    problem["status_reason"] = blank(lot)
    return "problem", problem["id"], "status_reason"


def denied(lot: Lot, made: Row, rule: str, **place: Any) -> Planted:
    """Somebody looked, and says that it is not so."""
    version = current(made)
    number = version["number"] if version else None
    said = attested(lot, rule, made["today"], version=number, holds=False)
    made["attested"].append(said)
    return place["node"], place["id"], place["field"]


@breaks("R16")
def interventions_that_do_not_fit(lot: Lot, made: Row) -> Planted:
    if not current(made):
        return None
    return denied(lot, made, "R16", node="plan", id=made["plan"]["id"], field="problems")


@breaks("R21")
def needs_that_nothing_answers(lot: Lot, made: Row) -> Planted:
    return denied(lot, made, "R21", node="plan", id=made["plan"]["id"], field="problems")


@breaks("R24")
def a_client_who_did_not_understand(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or version["restated"]:
        return None
    return denied(lot, made, "R24", node="plan", id=made["plan"]["id"], field="participation")


@breaks("R30")
def a_plan_that_is_not_understandable(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or version["restated"]:
        return None
    return denied(lot, made, "R30", node="plan", id=made["plan"]["id"], field="copy")
