"""Sentences that a form makes: an objective of its parts, and a goal on its scale."""

from datetime import date

import pytest
from django.urls import reverse

from clients.tests.factories import client_of
from goals import sentences
from goals.models import Objective
from goals.tests.factories import goal_for
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan

PARTS = {
    "does": "ride the bus to work.", "measure": "days by bus", "measure_from": "0",
    "measure_to": "3", "measure_per": "week", "target_on": "2099-03-05",
}  # fmt: skip
BUILT = "Maya will ride the bus to work, from 0 to 3 days by bus per week, by 5 March 2099."


@pytest.fixture
def goal(dana):
    client = client_of(dana, given_name="Maya", preferred_name="")
    return goal_for(a_problem(draft_plan(dana, client)))


def door(goal):
    return reverse("goals:add-objective", args=[goal.home.client_id, 1, goal.pk])


def test_an_objective_is_built_of_its_parts_when_it_is_saved(dana, goal):
    browser = signed_in(dana)
    assert browser.post(door(goal), filled(browser.get(door(goal)), **PARTS)).status_code == 302
    assert Objective.objects.get().statement == BUILT


def test_ones_own_sentence_is_not_overwritten(dana, goal):
    browser = signed_in(dana)
    typed = filled(browser.get(door(goal)), statement="My own words", **PARTS)
    browser.post(door(goal), typed)
    assert Objective.objects.get().statement == "My own words"


def test_an_objective_that_says_nothing_is_refused(dana, goal):
    browser = signed_in(dana)
    answer = browser.post(door(goal), filled(browser.get(door(goal)), measure="buses"))
    assert answer.status_code == 422
    assert "Fill in: objective." in said(answer)


def test_the_sentence_and_five_checks_follow_the_typing_and_nothing_is_kept(dana, goal):
    answer = signed_in(dana).post(reverse("goals:say-objective"), {"who": "Maya", **PARTS})
    page = said(answer)
    assert BUILT in page
    assert page.count("<strong>") == 5
    assert "It is in the client&#x27;s own power." in page
    assert Objective.objects.count() == 0


def test_a_half_typed_form_is_no_error(dana):
    answer = signed_in(dana).post(
        reverse("goals:say-objective"), {"does": "walk", "measure_from": "x", "target_on": "20"}
    )
    assert "The client will walk, by …." in said(answer)


def test_what_another_should_do_is_questioned_in_one_line(dana):
    typed = {"statement": "My husband will stop shouting 3 times a week."}
    page = said(signed_in(dana).post(reverse("goals:say-objective"), typed))
    assert "somebody else&#x27;s power" in page


def test_the_checks_stand_on_the_form_without_a_script(dana, goal):
    step = Objective.objects.create(
        practice=goal.practice, goal=goal, statement="Try harder to feel better"
    )
    where = reverse("goals:edit-objective", args=[goal.home.client_id, 1, step.pk])
    assert "is not an act" in said(signed_in(dana).get(where))


def test_the_goals_form_says_where_the_client_is_and_wants_to_be(dana, goal):
    where = reverse("goals:edit-goal", args=[goal.home.client_id, 1, goal.pk])
    page = said(signed_in(dana).get(where))
    assert f"I am feeling {goal.baseline} on a 0–10 scale" in page
    assert "The next review is on" in page


def test_the_scales_sentence_follows_the_typing(dana):
    typed = {"baseline": "8", "zero_means": "no fear", "ten_means": "afraid all day"}
    page = said(signed_in(dana).post(reverse("goals:say-goal"), typed))
    assert "I am feeling 8 on a 0–10 scale, where 0 is “no fear” and 10 is" in page
    assert "I want to feel # by …." in page


def test_zero_is_a_number_and_not_a_blank():
    said_so = sentences.scale(zero="a", ten="b", start=0, target=0, by=date(2026, 1, 5))
    assert "feeling 0 " in said_so
    assert said_so.endswith("I want to feel 0 by 5 January 2026.")
