"""Beginning like the last note: its structure and texts come along, and must be rewritten."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clients.tests.factories import client_of
from config import clock
from goals.actions import discontinue
from goals.models import Goal, Intervention
from notes.actions import NumberGiven, load_last_note, save_note, sign_note, start_note
from notes.models import HomeworkDone, Note
from notes.tests.factories import held_session
from notes.tests.pages import note_form, of_note, started
from plans.tests.factories import signable_plan


@pytest.fixture
def plan(dana):
    return signable_plan(dana, client_of(dana), goals=2)


@pytest.fixture
def last(dana, plan):
    """Last week's note: it says everything that a note can say."""
    goal = Goal.objects.in_order().first()
    step = Intervention.objects.get(objective__goal=goal)
    week_ago = held_session(dana, plan.client, on=clock.now() - timedelta(days=7))
    note = start_note(week_ago, "dap", by=dana)
    note.sections = {"data": "Calmer on the bus.", "assessment": "Moving.", "plan": ""}
    note.response, note.risk, note.next_time = "Relieved.", "None voiced.", "The tram."
    note = save_note(
        note,
        goals=[goal.pk],
        objectives=[step.objective_id],
        interventions={step.pk: 20},
        homework={step.pk: HomeworkDone.Done.YES},
        scores=[NumberGiven(goal.pk, 4, "client")],
        counts=[NumberGiven(step.objective_id, 2)],
        expected=note.row_version,
        by=dana,
    )
    return sign_note(note, expected=note.row_version, by=dana)


@pytest.fixture
def fresh(dana, browse, plan, last):
    browser = browse(dana)
    return browser, started(browser, held_session(dana, plan.client), "soap")


def load(browser, note, **fields):
    answer = browser.post(of_note("edit", note), note_form(note, load="1", **fields))
    assert answer.status_code == 302
    note.refresh_from_db()
    return browser.get(answer.url).content.decode()


def test_it_brings_headings_ticks_and_texts_and_marks_what_was_copied(fresh, last):
    browser, note = fresh
    assert "Load last note" in browser.get(of_note("edit", note)).content.decode()
    page = load(browser, note)
    assert note.template == last.template
    assert note.sections == {"data": "Calmer on the bus.", "assessment": "Moving.", "plan": ""}
    assert (note.response, note.next_time) == ("Relieved.", "The tram.")
    assert note.goals_worked_on.count() == 1
    assert note.objectives_worked_on.count() == 1
    assert note.interventions_delivered.get().minutes is None
    assert page.count("Copied from the note of") == 4
    assert "Load last note" not in page


def test_scores_counts_homework_and_risk_are_asked_anew(fresh):
    browser, note = fresh
    load(browser, note)
    assert note.risk == ""
    for part in (note.scores, note.counts, note.homework_done):
        assert part.count() == 0


def test_what_was_typed_already_is_not_overwritten(fresh, last):
    browser, note = fresh
    load(browser, note, section_plan="My own plan.", response="Tired.")
    assert note.template.key == "soap"
    assert (note.sections["plan"], note.response) == ("My own plan.", "Tired.")
    assert note.sections["assessment"] == "Moving."


def test_it_is_not_signed_while_copied_text_stands_and_names_each(dana, browse, fresh):
    browser, note = fresh
    load(browser, note)
    page = browser.get(of_note("sign", note)).content.decode()
    assert "4 things to fix before signing" in page
    assert "“Data” is still word for word as it was copied" in page
    assert f'href="{of_note("edit", note)}#div_id_section_data"' in page
    with pytest.raises(ValidationError, match="Plan for next time|plan for next time"):
        sign_note(note, expected=note.row_version, by=dana)
    typed = {
        "section_data": "Took the tram.", "section_assessment": "  Moving.  ", "response": "",
        "next_time": "Two stops more.",
    }  # fmt: skip
    browser.post(of_note("edit", note), note_form(note, **typed))
    page = browser.get(of_note("sign", note)).content.decode()
    assert "1 thing to fix before signing" in page
    assert "“Assessment” is still word for word" in page
    browser.post(of_note("edit", note), note_form(note, **{**typed, "section_assessment": "On."}))
    note.refresh_from_db()
    assert sign_note(note, expected=note.row_version, by=dana).is_signed


def test_a_goal_that_was_ended_meanwhile_does_not_come_along(dana, fresh):
    browser, note = fresh
    goal = Goal.objects.in_order().first()
    discontinue(goal, because="Reached otherwise.", expected=goal.row_version, by=dana)
    load(browser, note)
    assert note.goals_worked_on.count() == 0
    assert note.objectives_worked_on.count() == 0


def test_the_first_note_has_nothing_to_load(dana, browse):
    client = client_of(dana)
    browser = browse(dana)
    note = started(browser, held_session(dana, client))
    assert "Load last note" not in browser.get(of_note("edit", note)).content.decode()
    with pytest.raises(ValidationError, match="No note of this client"):
        load_last_note(note, expected=note.row_version, by=dana)


def test_another_clients_note_is_never_loaded(dana, browse, last):
    note = started(browse(dana), held_session(dana, client_of(dana)))
    with pytest.raises(ValidationError, match="No note of this client"):
        load_last_note(note, expected=note.row_version, by=dana)
    assert Note.objects.get(pk=note.pk).copied == {}
