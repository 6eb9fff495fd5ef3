"""Adding an objective without leaving the note: in the plan's draft, cited at once, and marked."""

from uuid import uuid4

import pytest

from clients.tests.factories import client_of
from goals.models import Goal, Objective
from notes.models import ObjectiveWorkedOn
from notes.tests.factories import held_session
from notes.tests.pages import note_form, of_note, sign_form, started
from plans.models import Plan
from plans.tests.factories import sign_draft, signed_plan

MARK = "not yet in a signed plan"


@pytest.fixture
def writing(dana, browse):
    """Dana's browser, her note, and the goal of the plan that is in effect."""
    version = signed_plan(dana, client_of(dana))
    browser = browse(dana)
    note = started(browser, held_session(dana, version.plan.client))
    return browser, note, Goal.objects.get()


def objective(goal, **fields):
    said = {"new_id": uuid4(), "new_goal": goal.pk, "new_objective": "Ride one stop alone"}
    return said | {"new_measure": "stops", "new_from": "0", "new_to": "1", "add": "1"} | fields


def test_it_is_in_the_draft_and_the_note_names_it_at_once(writing):
    browser, note, goal = writing
    typed = note_form(note, section_data="Half a", **objective(goal))
    answer = browser.post(of_note("edit", note), typed)
    added = Objective.objects.get(statement="Ride one stop alone")
    assert answer.url == f"{of_note('edit', note)}#id_objective_{added.pk}"
    assert (added.goal, added.measure, added.measure_to) == (goal, "stops", 1)
    assert ObjectiveWorkedOn.objects.get(note=note).objective == added
    assert note.goals_worked_on.get().goal == goal
    note.refresh_from_db()
    assert note.sections["data"] == "Half a"
    page = browser.get(of_note("edit", note)).content.decode()
    assert f">{MARK.capitalize()}</span>" in page
    assert f'id="id_objective_{added.pk}"' in page


def test_pressed_twice_it_is_one(writing):
    browser, note, goal = writing
    typed = objective(goal)
    for _ in range(2):
        browser.post(of_note("edit", note), note_form(note, **typed))
    assert Objective.objects.filter(statement="Ride one stop alone").count() == 1


def test_it_stays_marked_until_a_version_with_it_is_in_effect(dana, writing):
    browser, note, goal = writing
    browser.post(of_note("edit", note), note_form(note, section_data="On.", **objective(goal)))
    browser.post(of_note("sign", note), sign_form(browser, note))
    chip = f">{MARK.capitalize()}</span>"
    assert chip in browser.get(of_note("note", note)).content.decode()
    added = Objective.objects.get(statement="Ride one stop alone")
    added.interventions.create(
        practice=added.practice, statement="Go along", frequency="weekly", responsible=dana
    )
    Objective.objects.filter(pk=added.pk).update(target_on=goal.target_on)
    sign_draft(Plan.objects.get(), dana, "a new objective")
    assert chip not in browser.get(of_note("note", note)).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"new_goal": ""}, "Choose the goal that the objective serves."),
        ({"new_objective": ""}, "Say what the client will do, or clear the count."),
        ({"new_to": "one"}, "A count is a whole number, 0 or more."),
        ({"new_goal": str(uuid4())}, "Choose one of the list."),
    ],
)
def test_half_an_objective_is_refused_in_words_and_nothing_is_lost(writing, fields, sentence):
    browser, note, goal = writing
    typed = note_form(note, section_data="Kept.", **objective(goal, **fields))
    answer = browser.post(of_note("edit", note), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert Objective.objects.count() == 1


def test_while_it_is_typed_it_waits_on_the_server_and_enters_no_plan(writing):
    browser, note, goal = writing
    typed = note_form(note, opened_form=uuid4(), **objective(goal))
    answer = browser.post(of_note("edit", note), typed, headers={"X-Autosave": "1"})
    assert answer.status_code == 202
    assert "press “Add the objective”" in answer.json()["said"]
    assert Objective.objects.count() == 1


def test_without_an_active_goal_nothing_is_offered(dana, browse):
    browser = browse(dana)
    note = started(browser, held_session(dana, client_of(dana)))
    assert "Add an objective" not in browser.get(of_note("edit", note)).content.decode()
