"""Scoring goals and counting objectives in a note."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.tests.factories import client_of
from config import clock
from goals.actions import discontinue, park
from goals.models import Goal, Objective
from goals.scored import scores_of
from notes.models import Count, Score
from notes.progress import counts_of
from notes.tests.factories import held_session, written_note
from notes.tests.pages import note_form, of_note, sign_form, started
from plans.actions import set_problem_status
from plans.models import Plan
from plans.tests.factories import signable_plan

OFF_SCALE = "A score is a whole number from 0 to 10."
OFF_COUNT = "A count is a whole number from 0 to 100,000."


@pytest.fixture
def plan(dana):
    return signable_plan(dana, client_of(dana), goals=2)


@pytest.fixture
def goal(plan):
    return Goal.objects.in_order().first()


@pytest.fixture
def writing(dana, browse, plan):
    """Dana's browser, and a note of an hour ago that she has begun."""
    browser = browse(dana)
    return browser, started(browser, held_session(dana, plan.client))


@pytest.mark.parametrize("value", [0, 1, 10])
def test_it_keeps_a_score_and_zero_is_one(writing, goal, value):
    browser, note = writing
    typed = note_form(note, **{f"score_client_{goal.pk}": str(value)})
    assert browser.post(of_note("edit", note), typed).status_code == 302
    score = Score.objects.get()
    assert (score.value, score.rater, score.goal) == (value, "client", goal)
    assert score.revision.wording == goal.wording
    page = browser.get(of_note("edit", note)).content.decode()
    box = re.search(rf'name="score_client_{goal.pk}"\s+value="{value}"[^>]*>', page).group()
    assert "checked" in box


@pytest.mark.parametrize("value", ["11", "-1", "5.5", "five", "0x5"])
@pytest.mark.parametrize("rater", ["client", "clinician"])
def test_it_refuses_what_is_not_on_the_scale(writing, goal, rater, value):
    browser, note = writing
    typed = {f"score_{rater}_{goal.pk}": value, "section_data": "Everything that I typed."}
    answer = browser.post(of_note("edit", note), note_form(note, **typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#id_score_{rater}_{goal.pk}_0">{OFF_SCALE}</a>' in page
    assert page.count(OFF_SCALE) == 2
    assert "Everything that I typed." in page
    assert Score.objects.count() == 0


def test_not_scored_is_no_row(writing, goal):
    browser, note = writing
    typed = note_form(note, section_data="Calmer.", **{f"score_client_{goal.pk}": ""})
    assert browser.post(of_note("edit", note), typed).status_code == 302
    assert Score.objects.count() == 0


def test_a_score_may_be_taken_out_again_while_the_note_is_a_draft(writing, goal):
    browser, note = writing
    browser.post(of_note("edit", note), note_form(note, **{f"score_client_{goal.pk}": "4"}))
    browser.post(of_note("edit", note), note_form(note, **{f"score_client_{goal.pk}": ""}))
    assert Score.objects.count() == 0


def test_client_and_clinician_are_kept_apart(writing, goal):
    browser, note = writing
    typed = {f"score_client_{goal.pk}": "7", f"score_clinician_{goal.pk}": "5"}
    typed[f"remark_clinician_{goal.pk}"] = "Rode two stops."
    browser.post(of_note("edit", note), note_form(note, **typed))
    assert set(Score.objects.values_list("rater", "value", "remark")) == {
        ("client", 7, ""), ("clinician", 5, "Rode two stops."),
    }  # fmt: skip


def test_a_remark_needs_its_score(writing, goal):
    browser, note = writing
    typed = note_form(note, **{f"remark_client_{goal.pk}": "A hard week."})
    answer = browser.post(of_note("edit", note), typed)
    assert answer.status_code == 422
    assert "Give the score that this remark is about, or clear it." in answer.content.decode()
    assert "A hard week." in answer.content.decode()


def test_the_last_score_stands_beside_the_boxes_and_is_not_filled_in(dana, writing, plan, goal):
    earlier = clock.now() - timedelta(days=7)
    written_note(dana, plan.client, on=earlier, scores={goal.pk: 5})
    browser, note = writing
    page = browser.get(of_note("edit", note)).content.decode()
    day = earlier.astimezone(ZoneInfo(plan.practice.time_zone))
    assert f"Last time 5 on {day.day} {day:%B %Y}" in page
    boxes = re.findall(rf'name="score_client_{goal.pk}"\s+value="(\d*)"[^>]*checked', page)
    assert boxes == [""]


def test_a_later_note_is_not_last_time(dana, browse, plan, goal):
    written_note(dana, plan.client, scores={goal.pk: 5})
    browser = browse(dana)
    earlier = held_session(dana, plan.client, on=clock.now() - timedelta(days=7))
    note = started(browser, earlier)
    assert "Last time" not in browser.get(of_note("edit", note)).content.decode()


@pytest.mark.parametrize("set_aside", [park, discontinue])
def test_a_goal_that_is_set_aside_is_not_offered(dana, act_as, writing, goal, set_aside):
    browser, note = writing
    with act_as(dana):
        set_aside(goal, because="Not now.", expected=goal.row_version, by=dana)
    page = browser.get(of_note("edit", note)).content.decode()
    assert f"score_client_{goal.pk}" not in page
    assert page.count('id="div_id_score_') == 2
    browser.post(of_note("edit", note), note_form(note, **{f"score_client_{goal.pk}": "4"}))
    assert Score.objects.count() == 0


def test_a_deferred_problem_takes_its_goals_off_the_strip(dana, act_as, writing, goal):
    browser, note = writing
    problem = goal.problem
    with act_as(dana):
        set_problem_status(problem, "deferred", because="Later.", expected=1, by=dana)
    page = browser.get(of_note("edit", note)).content.decode()
    assert "No goal is active, so there is nothing to score." in page


def test_a_goal_parked_after_it_was_scored_keeps_its_score(dana, act_as, writing, goal):
    browser, note = writing
    typed = {f"score_client_{goal.pk}": "4"}
    browser.post(of_note("edit", note), note_form(note, **typed))
    with act_as(dana):
        park(goal, because="Not now.", expected=goal.row_version, by=dana)
    page = browser.get(of_note("edit", note)).content.decode()
    assert "This goal is parked now." in page
    typed["section_data"] = "One more sentence."
    assert browser.post(of_note("edit", note), note_form(note, **typed)).status_code == 302
    assert Score.objects.get().value == 4
    changed = note_form(note, **{f"score_client_{goal.pk}": "5"})
    answer = browser.post(of_note("edit", note), changed)
    assert answer.status_code == 422
    assert "is parked: not scored." in answer.content.decode()
    assert Score.objects.get().value == 4


def test_a_score_that_stays_the_same_stays_on_its_wording(writing, goal):
    browser, note = writing
    typed = {f"score_client_{goal.pk}": "4"}
    browser.post(of_note("edit", note), note_form(note, **typed))
    Goal.objects.filter(pk=goal.pk).update(statement="Reworded since")
    browser.post(of_note("edit", note), note_form(note, section_data="More.", **typed))
    assert Score.objects.get().revision.statement == goal.statement


def test_the_goals_of_a_closed_plan_are_not_offered(writing, plan):
    browser, note = writing
    Plan.objects.filter(pk=plan.pk).update(closed_on=plan.practice.today)
    assert "No goal is active" in browser.get(of_note("edit", note)).content.decode()


@pytest.mark.parametrize("value", ["0", "2", "100000"])
def test_it_counts_an_objective_and_zero_is_a_count(writing, goal, value):
    browser, note = writing
    objective = goal.objectives.get()
    page = browser.get(of_note("edit", note)).content.decode()
    assert "(from 3 to 1 per week)" in page
    browser.post(of_note("edit", note), note_form(note, **{f"count_{objective.pk}": value}))
    assert Count.objects.get().value == int(value)
    assert Count.objects.get().per == "week"


@pytest.mark.parametrize("value", ["-1", "2.5", "two", "100001", "9" * 5000])
def test_it_refuses_what_is_no_count_and_keeps_what_was_typed(writing, goal, value):
    browser, note = writing
    objective = goal.objectives.get()
    typed = note_form(note, **{f"count_{objective.pk}": value})
    answer = browser.post(of_note("edit", note), typed)
    assert answer.status_code == 422
    assert answer.content.decode().count(OFF_COUNT) == 2
    assert f'value="{value}"' in answer.content.decode()
    assert Count.objects.count() == 0


def test_numbers_count_from_the_day_that_the_note_is_signed(writing, goal):
    browser, note = writing
    objective = Objective.objects.get(goal=goal)
    typed = {f"score_client_{goal.pk}": "0", f"count_{objective.pk}": "0", "section_data": "Calm."}
    browser.post(of_note("edit", note), note_form(note, **typed))
    assert scores_of([goal.pk]) == {}
    browser.post(of_note("sign", note), sign_form(browser, note))
    day = note.attendance.session.on
    assert scores_of([goal.pk]) == {goal.pk: {"client": ((day, 0),)}}
    assert counts_of([goal.pk]) == {objective.pk: ((day, 0),)}


def test_every_box_can_be_reached_with_the_keyboard(writing, goal):
    browser, note = writing
    page = browser.get(of_note("edit", note)).content.decode()
    radios = re.findall(rf'<input type="radio"\s+name="score_client_{goal.pk}"[^>]*>', page)
    assert len(radios) == 12
    for radio in radios:
        name = re.search(r'id="([^"]+)"', radio).group(1)
        assert f'for="{name}"' in page
        assert "tabindex" not in radio
        assert "disabled" not in radio
    assert len(set(re.findall(r'\sid="([^"]+)"', page))) == len(re.findall(r'\sid="([^"]+)"', page))


def test_every_described_field_is_described_by_something_on_the_page(writing, goal):
    browser, note = writing
    typed = note_form(note, **{f"score_client_{goal.pk}": "11"})
    page = browser.post(of_note("edit", note), typed).content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for group in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page):
        assert set(group.split()) <= ids
