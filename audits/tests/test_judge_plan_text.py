"""The rules on what a plan says: a clean text meets each, and each finds its planted defect."""

import pytest

from audits.said import Outcome
from audits.tests.clean import (
    attest,
    clean_plan,
    in_client,
    in_goal,
    in_intervention,
    in_objective,
    in_plan,
    in_problem,
    undone,
)
from audits.tests.judged import judged, one_of, places
from clients.models import Coverage, Diagnosis
from clients.tests.factories import diagnosed
from plans.tests.factories import a_problem, sign_draft

MET = ["R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15",
       "R17", "R18", "R19", "R20", "R22", "R23", "R33", "R41"]  # fmt: skip
# (rule, what is planted, the node at which it is found, the field)
PLANTED = [
    ("R03", lambda plan: plan.services.all().delete(), "plan", "services"),
    ("R04", lambda plan: plan.services.update(minutes=0), "service", "minutes"),
    ("R05", lambda plan: plan.services.update(frequency="zero"), "service", "frequency"),
    ("R06", lambda plan: plan.services.update(duration_weeks=60), "service", "duration_weeks"),
    ("R07", in_client("diagnoses", evidence=" "), "diagnosis", "evidence"),
    ("R07", in_client("diagnoses", status="resolved"), "client", "diagnoses"),
    ("R08", in_client("diagnoses", code="Z63.0"), "client", "diagnoses"),
    ("R08", in_client("diagnoses", code="V61.10"), "client", "diagnoses"),
    ("R09", in_goal(status="met"), "problem", "goals"),
    ("R09", in_problem(status="resolved"), "plan", "problems"),
    ("R10", in_goal(own_words="\n"), "goal", "own_words"),
    ("R11", in_objective(measure=""), "objective", "measure"),
    ("R11", in_objective(measure_to=None), "objective", "measure"),
    ("R11", in_objective(status="met"), "goal", "objectives"),
    ("R12", in_goal(target_on=None), "goal", "target_on"),
    ("R12", in_objective(target_on=None), "objective", "target_on"),
    ("R13", in_goal(zero_means=""), "goal", "zero_means"),
    ("R13", in_goal(ten_means=""), "goal", "ten_means"),
    ("R13", in_goal(baseline=None), "goal", "baseline"),
    ("R13", in_goal(target=None), "goal", "target"),
    ("R14", in_intervention(status="discontinued"), "objective", "interventions"),
    ("R14", in_intervention(statement="", modality=""), "intervention", "statement"),
    ("R15", in_intervention(frequency=""), "intervention", "frequency"),
    ("R17", in_intervention(responsible=None), "intervention", "responsible"),
    ("R18", in_client("intake", strengths=""), "intake", "strengths"),
    ("R18", in_client("intake", needs=""), "intake", "needs"),
    ("R18", in_client("intake", preferences=""), "intake", "preferences"),
    ("R19", in_plan(why_now=""), "plan", "why_now"),
    ("R19", in_plan(severity=""), "plan", "severity"),
    ("R19", in_plan(impairment=""), "plan", "impairment"),
    ("R20", in_problem(diagnosis=None), "problem", "diagnosis"),
    ("R20", in_client("diagnoses", status="ruled out"), "problem", "diagnosis"),
    ("R21", in_problem(status="deferred"), "problem", "status_reason"),
    ("R22", in_plan(discharge_criteria=""), "plan", "discharge_criteria"),
    ("R23", in_plan(discharge_expected_on=None), "plan", "discharge_expected_on"),
    ("R24", in_plan(participation=""), "plan", "participation"),
    ("R33", in_client("intake", culture=""), "intake", "culture"),
    ("R41", in_client("coverages", authorization_number=""), "coverage", "authorization_number"),
    ("R41", in_client("coverages", authorized_visits=None), "coverage", "authorized_visits"),
    ("R41", in_client("coverages", authorized_from=None), "coverage", "authorized_from"),
    ("R41", in_client("coverages", authorized_to=None), "coverage", "authorized_to"),
    ("R41", in_client("coverages", authorized_visits=15), "coverage", "authorized_visits"),
    ("R41", lambda plan: plan.services.update(frequency="twice a week"), "coverage",
     "authorized_visits"),
]  # fmt: skip
APART = [
    ("R08", lambda plan: Coverage.objects.all().delete(), Outcome.NOT_APPLICABLE),
    ("R10", in_goal(status="met"), Outcome.NOT_APPLICABLE),
    ("R15", in_intervention(status="met"), Outcome.NOT_APPLICABLE),
    ("R16", lambda plan: None, Outcome.NOT_APPLICABLE),
    ("R21", lambda plan: None, Outcome.NOT_JUDGED),
    ("R21", in_client("intake", needs=""), Outcome.NOT_APPLICABLE),
    ("R41", in_client("coverages", authorization_number="", authorized_visits=None,
                      authorized_from=None, authorized_to=None), Outcome.NOT_APPLICABLE),
    ("R41", lambda plan: plan.services.update(frequency="as needed"), Outcome.NOT_JUDGED),
]  # fmt: skip


@pytest.fixture
def plan(dana):
    return clean_plan(dana)


def ids(plan) -> dict[str, set]:
    """The rows of the plan by kind of node."""
    problem = plan.problems.get()
    goal = problem.goals.get()
    objective = goal.objectives.get()
    client = plan.client
    return {
        "plan": {plan.pk}, "problem": {problem.pk}, "goal": {goal.pk}, "objective": {objective.pk},
        "intervention": {objective.interventions.get().pk}, "client": {client.pk},
        "intake": {client.pk}, "service": set(plan.services.values_list("pk", flat=True)),
        "diagnosis": set(client.diagnoses.values_list("pk", flat=True)),
        "coverage": set(client.coverages.values_list("pk", flat=True)),
    }  # fmt: skip


def test_a_clean_text_meets_every_rule_on_texts(plan):
    said = judged(plan)
    assert {key: (said[key].outcome, said[key].because) for key in MET} == dict.fromkeys(
        MET, (Outcome.MET, "")
    )


def test_each_planted_defect_is_found_at_its_field(plan):
    rows, wrong = ids(plan), []
    for rule, plant, node, field in PLANTED:
        with undone():
            plant(plan)
            [place] = places(one_of(plan, rule)) or [("nowhere", None, "")]
            if (place[0], place[2]) != (node, field) or place[1] not in rows[node]:
                wrong.append((rule, node, field, place))
    assert not wrong


def test_a_rule_that_asks_nothing_of_a_plan_says_so(plan):
    wrong = []
    for rule, plant, outcome in APART:
        with undone():
            plant(plan)
            said = one_of(plan, rule)
            if said.outcome != outcome or not said.because:
                wrong.append((rule, outcome, said))
    assert not wrong


def test_a_goal_that_explores_may_be_measured_in_words(plan):
    in_objective(measure="can say what the fear is about", measure_from=None, measure_to=None)(plan)
    assert one_of(plan, "R11").outcome == Outcome.NOT_MET
    in_goal(kind="exploratory")(plan)
    assert one_of(plan, "R11").outcome == Outcome.MET


def test_a_z_code_beside_a_disorder_is_no_defect(plan):
    diagnosed(plan.client, "Z63.0", "Relationship problems")
    assert one_of(plan, "R08").outcome == Outcome.MET


def test_a_problem_that_waits_needs_no_diagnosis_but_a_reason(plan, dana):
    a_problem(plan, status="deferred", status_reason="After the move.", diagnosis=None)
    attest(plan, "R21", dana)
    assert one_of(plan, "R20").outcome == Outcome.MET
    assert one_of(plan, "R21").outcome == Outcome.MET


def test_what_no_program_can_judge_a_named_person_says(plan, dana):
    version = sign_draft(plan, dana)
    for rule in ("R16", "R21"):
        assert one_of(plan, rule).outcome == Outcome.NOT_JUDGED
        attest(plan, rule, dana, version=version.number)
        assert one_of(plan, rule).outcome == Outcome.MET
        attest(plan, rule, dana, version=version.number, holds=False)
        [found] = one_of(plan, rule).findings
        assert (found.sentence, "Dana Whitfield, LCSW" in found.evidence) == (
            "I looked at it.", True,
        )  # fmt: skip


def test_a_word_on_an_older_version_does_not_speak_for_the_next(plan, dana):
    version = sign_draft(plan, dana)
    attest(plan, "R16", dana, version=version.number)
    in_goal(statement="Ride the bus alone")(plan)
    sign_draft(plan, dana, "reworded")
    assert one_of(plan, "R16").outcome == Outcome.NOT_JUDGED


def test_what_stands_in_the_signed_text_is_found_there_until_the_next(plan, dana):
    in_client("diagnoses", evidence="")(plan)
    sign_draft(plan, dana)
    in_client("diagnoses", evidence="Twice a week.")(plan)
    assert places(one_of(plan, "R07")) == [("diagnosis", Diagnosis.objects.get().pk, "evidence")]
    assert one_of(plan, "R07", draft=True).outcome == Outcome.MET


WORDED = [
    ("R11", in_objective(statement="Improve coping skills", measure="times a day"), "objective"),
    ("R13", in_goal(statement="Be happier"), "goal"),
    ("R22", in_plan(discharge_criteria="When all goals are met."), "plan"),
]  # fmt: skip


def test_words_that_would_fit_anybody_are_found_with_why_and_other_words(plan):
    rows, wrong = ids(plan), []
    for rule, plant, node in WORDED:
        with undone():
            plant(plan)
            [found] = one_of(plan, rule).findings
            told = "For example: “" in found.evidence and found.evidence.startswith("“")
            if (found.node, told) != (node, True) or found.id not in rows[node]:
                wrong.append((rule, found))
    assert not wrong


def test_what_is_counted_by_name_makes_plain_words_measurable(plan):
    in_objective(statement="Improve coping", measure="panic attacks on the bus")(plan)
    assert one_of(plan, "R11").outcome == Outcome.MET
