"""The GROW worksheet: thinking beside the plan, and one button from a Will line to an objective."""

import pytest
from django.urls import reverse

from clients.models import Intake
from goals import actions
from goals.models import Goal, Objective, Worksheet
from goals.tests.factories import goal_for
from plans.document import canonical
from plans.drafting import draft_document
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan
from trail.models import Event

SHEET = {
    "wanted": "To ride again", "reality": "I walk", "tried": "Pills", "options": "a\nb\nc",
    "will": "Ride two stops on Monday\nCall Anna", "motivation": "6", "easier": "",
}  # fmt: skip


@pytest.fixture
def goal(dana):
    return goal_for(a_problem(draft_plan(dana)))


def door(goal, name="goals:grow"):
    return reverse(name, args=[goal.home.client_id, 1, goal.pk])


@pytest.fixture
def browser(dana, goal):
    browser = signed_in(dana)
    assert browser.post(door(goal), filled(browser.get(door(goal)), **SHEET)).status_code == 302
    return browser


def test_it_is_kept_and_opened_again(browser, goal):
    form = browser.get(door(goal)).context["form"]
    assert {name: str(form[name].value()) for name in SHEET} == SHEET
    assert Event.objects.filter(verb="worksheet.added").count() == 1


def test_low_motivation_asks_what_would_make_it_easier_and_stops_nobody(browser, goal):
    assert "What would make this easier?" in said(browser.get(door(goal))).split("<form")[2]
    typed = filled(browser.get(door(goal)), easier="Anna comes along")
    assert browser.post(door(goal), typed).status_code == 302
    assert Worksheet.objects.get().easier == "Anna comes along"


@pytest.mark.parametrize("value", ["0", "11", "6.5", "six"])
def test_motivation_is_a_whole_number_from_1_to_10(browser, goal, value):
    answer = browser.post(door(goal), filled(browser.get(door(goal)), motivation=value))
    assert answer.status_code == 422
    assert "Motivation is a whole number from 1 to 10." in said(answer)


def test_one_button_turns_a_will_line_into_an_objective_once(browser, goal):
    for _ in range(2):
        answer = browser.post(door(goal, "goals:will"), {"line": "Ride two stops on Monday"})
    step = Objective.objects.get()
    assert (step.goal, step.statement) == (goal, "Ride two stops on Monday")
    assert answer.url == reverse("goals:edit-objective", args=[goal.home.client_id, 1, step.pk])
    assert "In the plan" in said(browser.get(door(goal)))


def test_a_line_that_is_not_on_the_sheet_adds_nothing(browser, goal):
    browser.post(door(goal, "goals:will"), {"line": "Something else"})
    assert Objective.objects.count() == 0


def test_two_people_do_not_overwrite_each_other(browser, goal):
    typed = filled(browser.get(door(goal)), reality="Mine")
    browser.post(door(goal), filled(browser.get(door(goal)), reality="Theirs"))
    assert browser.post(door(goal), typed).status_code == 409
    assert Worksheet.objects.get().reality == "Theirs"


def test_it_is_no_part_of_what_is_signed(browser, goal):
    assert "Call Anna" not in str(canonical(draft_document(goal.home)))


def test_it_goes_with_its_goal_when_that_leaves_the_draft(browser, goal, dana, act_as):
    with act_as(dana):
        actions.remove(goal, expected=goal.row_version, by=dana)
    assert (Goal.objects.count(), Worksheet.objects.count()) == (0, 0)


def test_a_stranger_does_not_find_it(browser, goal, stranger):
    assert signed_in(stranger).get(door(goal)).status_code == 404


def test_it_saves_itself_from_the_first_words_on(dana, goal):
    browser = signed_in(dana)
    typed = filled(browser.get(door(goal)), wanted="To ride")
    by_itself = {"X-Autosave": "1"}
    first = browser.post(door(goal), typed, headers=by_itself)
    assert first.json()["state"] == "saved"
    # The answer was lost on the way: the same form again, with more in it.
    again = browser.post(door(goal), typed | {"wanted": "To ride again"}, headers=by_itself)
    assert again.json()["state"] == "saved"
    version = {"row_version": again.json()["row_version"]}
    last = browser.post(door(goal), typed | version | {"wanted": "To ride far"}, headers=by_itself)
    assert last.json()["state"] == "saved"
    assert Worksheet.objects.get().wanted == "To ride far"
    stale = browser.post(door(goal), typed | version | {"wanted": "No"}, headers=by_itself)
    assert stale.json()["state"] == "conflict"


def test_what_the_client_said_stands_beside_the_wizards_first_step(dana, goal):
    client = goal.home.client
    Intake.objects.create(practice=client.practice, client=client, magic_wand="A free Sunday")
    where = reverse("goals:wizard", args=[client.pk, 1])
    assert "A free Sunday" in said(signed_in(dana).get(where))
