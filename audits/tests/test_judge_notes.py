"""Progress notes: the thread to the plan, what was done, what came of it, risk, copies."""

from datetime import timedelta

from audits.said import Outcome
from audits.tests.judged import judged, one_of
from audits.tests.lives import TOLD, held, life_of, noted, require_found
from clients.models import Coverage
from goals.models import Goal
from measures.tests.factories import given, phq9
from notes.models import Note
from plans.tests.factories import sign_draft

RULES = ("R47", "R48", "R49", "R50", "R51", "R55", "R56", "R59")


def test_notes_as_they_should_be_meet_every_rule_about_them(dana):
    said = judged(life_of(dana, notes=4).plan)
    assert {rule: said[rule].outcome for rule in RULES} == dict.fromkeys(RULES, Outcome.MET)


def test_nothing_is_asked_of_notes_that_nobody_signed(dana):
    life = life_of(dana, notes=0)
    noted(life, signed=False)
    said = judged(life.plan)
    asked = {rule: said[rule].outcome for rule in ("R47", "R48", "R49", "R50", "R51")}
    assert set(asked.values()) == {Outcome.NOT_APPLICABLE}


def test_a_note_that_names_nothing_of_the_plan_is_found(dana):
    life = life_of(dana, notes=1)

    def names_nothing(life):
        return "note", noted(life, cites=False).pk, "goals"

    def names_what_the_plan_did_not_hold(life):
        other = Goal.objects.get(pk=life.goal.pk)
        other.pk, other._state.adding = None, True
        other.save()
        note = noted(life, cites=False, signed=False)
        note.goals_worked_on.create(practice=note.practice, goal=other)
        Note.objects.filter(pk=note.pk).update(signed_at=note.attendance.session.ends_at)
        return "note", note.pk, "goals"

    require_found(life, "R47", [names_nothing, names_what_the_plan_did_not_hold])


def test_a_note_without_an_intervention_is_found(dana):
    def nothing_done(life):
        empty = {"intervention": "", "symptoms": "Came late, spoke of the week."}
        return "note", noted(life, cites=False, sections=empty).pk, "section_intervention"

    def nothing_done_where_nothing_is_asked(life):
        said = {"data": "Came late, spoke of the week.", "assessment": "", "plan": ""}
        return "note", noted(life, cites=False, template="dap", sections=said).pk, "delivered"

    life = life_of(dana, notes=1)
    require_found(life, "R48", [nothing_done, nothing_done_where_nothing_is_asked])
    told = {"data": "We rehearsed breathing on the stairs.", "assessment": "", "plan": ""}
    noted(life, cites=False, template="dap", sections=told)
    assert judged(life.plan)["R48"].outcome == Outcome.MET


def test_a_note_without_response_or_progress_is_found(dana):
    def no_response(life):
        return "note", noted(life, response="").pk, "response"

    def no_progress(life):
        said = {"progress": "", "symptoms": "Spoke of the week."}
        note = noted(life, cites=False, response="Nodded.", sections=said)
        return "note", note.pk, "section_progress"

    require_found(life_of(dana, notes=1), "R49", [no_response, no_progress])


def test_an_element_that_no_note_of_the_year_tells_is_found(dana):
    life = life_of(dana, notes=0)

    def no_prognosis(life):
        noted(life, days_ago=12, sections={"prognosis": ""})
        return "note", noted(life, sections={"prognosis": " "}).pk, "section_prognosis"

    require_found(life, "R50", [no_prognosis])
    noted(life, template="dap", sections={"data": "Calmer.", "assessment": "", "plan": ""})
    verdict = one_of(life.plan, "R50")
    assert verdict.outcome == Outcome.NOT_JUDGED
    assert "prognosis" in verdict.because
    assert "symptoms" not in verdict.because


def test_risk_that_nobody_asked_about_is_found(dana):
    life = life_of(dana, notes=0)

    def at_the_start(life):
        first = noted(life, days_ago=12, risk_found=[])
        noted(life, risk_found=[])
        return "note", first.pk, "risk_found"

    def after_it_was_voiced(life):
        named = {"risk_found": ["passive"], "risk": "Fleeting.", "safety_plan": "not reviewed"}
        noted(life, days_ago=12, **named)
        return "note", noted(life, risk_found=[]).pk, "risk_found"

    require_found(life, "R51", [at_the_start, after_it_was_voiced])
    noted(life, days_ago=12, risk_found=[], risk="Denies any thought of harm.")
    noted(life, risk_found=[])
    assert judged(life.plan)["R51"].outcome == Outcome.MET


def test_risk_that_a_measure_raised_is_asked_about_in_the_next_note(dana):
    life = life_of(dana)
    on = dana.practice.today - timedelta(days=10)
    given(dana, life.client, answers=phq9(0, q9=1), on=on)

    def unasked(life):
        return "note", noted(life, risk_found=[]).pk, "risk_found"

    require_found(life, "R51", [unasked])
    noted(life)
    assert judged(life.plan)["R51"].outcome == Outcome.MET


def test_a_session_that_differs_from_the_plan_without_a_word_is_found(dana):
    life = life_of(dana, notes=4)
    family = {"kind": "family", "people_present": "client, sister"}

    def of_another_type(life):
        return "note", noted(life, session=family).pk, "variance"

    def without_a_note(life):
        return "session", held(life, **family).session_id, "kind"

    require_found(life, "R55", [of_another_type, without_a_note])
    noted(life, session=family, variance="The sister came from far away for this one hour.")
    assert judged(life.plan)["R55"].outcome == Outcome.MET


def test_fewer_sessions_than_planned_are_found_unless_they_were_missed(dana):
    life = life_of(dana, notes=1)

    def too_few(life):
        return "service", life.plan.services.get().pk, "frequency"

    require_found(life, "R55", [too_few])
    held(life, days_ago=20, status="missed")
    held(life, days_ago=13, status="cancelled")
    assert judged(life.plan)["R55"].outcome == Outcome.MET


def test_words_of_frequency_that_nobody_understands_are_not_judged(dana):
    life = life_of(dana, notes=4)
    life.plan.services.update(frequency="as needed")
    sign_draft(life.plan, dana, reason="as needed")
    assert judged(life.plan)["R55"].outcome == Outcome.NOT_JUDGED


def test_a_billed_day_outside_every_plan_is_found(dana):
    life = life_of(dana, notes=0)
    days = {("R01", "days"): 0, ("R01", "sessions"): 2}
    early = [held(life, days_ago=days_ago) for days_ago in (34, 33, 32)]
    assert one_of(life.plan, "R56").outcome == Outcome.MET
    uncovered = one_of(life.plan, "R56", versions=(), figures=days)
    assert [(one.node, one.id, one.field) for one in uncovered.findings] == [
        ("session", early[2].session_id, "held_on")
    ]
    Coverage.objects.all().delete()
    assert one_of(life.plan, "R56", versions=()).outcome == Outcome.NOT_APPLICABLE


def test_a_note_that_repeats_an_earlier_one_is_found_at_the_part_that_does(dana):
    life = life_of(dana, notes=2)
    words = TOLD[0].replace("Monday", "Friday")

    def nearly_the_same(life):
        return "note", noted(life, sections={"symptoms": words}).pk, "section_symptoms"

    require_found(life, "R59", [nearly_the_same])
    short = noted(life, sections={"symptoms": "Slept six hours and rode the bus."})
    assert judged(life.plan)["R59"].outcome == Outcome.MET, short


def test_a_note_that_is_a_form_is_found_without_its_text_being_told(dana):
    life = life_of(dana, notes=1)
    form = "Client processed thoughts and feelings about current life stressors and was receptive."

    def a_blank_was_left(life):
        told = "Mood was (good/fair/poor) this week, and the bus ride on Monday was hard for her."
        return "note", noted(life, sections={"progress": told}).pk, "section_progress"

    def no_line_is_of_this_hour(life):
        empty = dict.fromkeys(("functioning", "status", "intervention", "prognosis"), "")
        said = {**empty, "symptoms": form, "progress": "Progress toward the treatment goals."}
        return "note", noted(life, sections=said, response="").pk, "section_symptoms"

    require_found(life, "R59", [a_blank_was_left, no_line_is_of_this_hour])
    no_line_is_of_this_hour(life)
    [found] = one_of(life.plan, "R59").findings
    assert "feelings" not in found.evidence
