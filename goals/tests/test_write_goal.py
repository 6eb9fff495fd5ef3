"""Adding and rewording a goal."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import CareTeam
from goals.models import Goal
from goals.scored import breaks_of
from goals.tests.factories import goal_for
from notes.tests.factories import written_note
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan, signed_plan
from plans.tests.large import first_goal

A_SCORE = "A score is a whole number from 0 to 10."
WRONG_SIDE = "The target lies on the wrong side of the baseline."


@pytest.fixture
def problem(dana):
    return a_problem(draft_plan(dana))


def adding(problem) -> str:
    return reverse("goals:add-goal", args=[problem.plan.client_id, 1, problem.pk])


def editing(goal) -> str:
    return reverse("goals:edit-goal", args=[goal.home.client_id, goal.home.number, goal.pk])


def test_it_adds_a_goal_once_however_often_it_is_posted(dana, problem):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="Ride the bus", baseline="8", target="3")
    for _ in range(2):
        answer = browser.post(adding(problem), typed)
    goal = Goal.objects.get(problem=problem)
    assert answer.url.endswith(f"/draft/#goal-{goal.pk}")
    assert (goal.baseline, goal.target, goal.lower_is_better) == (8, 3, True)
    assert goal.baseline_on == dana.practice.today


def test_nothing_is_scored_beforehand(dana, problem):
    form = signed_in(dana).get(adding(problem)).context["form"]
    assert form["baseline"].value() is None
    assert form["target"].value() is None


def test_it_leads_on_to_the_first_objective(dana, problem):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="Ride the bus", then="child")
    answer = browser.post(adding(problem), typed)
    goal = Goal.objects.get(problem=problem)
    where = [problem.plan.client_id, 1, goal.pk]
    assert answer.url == reverse("goals:add-objective", args=where)


def test_which_way_is_better_follows_from_start_and_target(dana, problem):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="Speak up", baseline="2", target="7")
    browser.post(adding(problem), typed)
    assert Goal.objects.get(problem=problem).lower_is_better is False


@pytest.mark.parametrize("score", ["11", "-1", "5.5", "five"])
@pytest.mark.parametrize("field", ["baseline", "target"])
def test_a_score_is_a_whole_number_from_0_to_10(dana, problem, field, score):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="Ride the bus", **{field: score})
    answer = browser.post(adding(problem), typed)
    assert answer.status_code == 422
    assert said(answer).count(A_SCORE) == 2  # beside the field, and in the summary
    assert f'value="{score}"' in said(answer)
    assert not Goal.objects.exists()


def test_zero_and_ten_are_scores(dana, problem):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="Calm", baseline="10", target="0")
    browser.post(adding(problem), typed)
    goal = Goal.objects.get(problem=problem)
    assert (goal.baseline, goal.target) == (10, 0)


def test_a_target_on_the_wrong_side_is_refused(dana, problem):
    browser = signed_in(dana)
    page = browser.get(adding(problem))
    typed = filled(page, statement="Calm", baseline="3", target="8", lower_is_better="yes")
    answer = browser.post(adding(problem), typed)
    assert answer.status_code == 422
    assert WRONG_SIDE in said(answer)


def test_dates_that_cannot_be_are_refused(dana, problem):
    browser = signed_in(dana)
    today = dana.practice.today
    typed = filled(
        browser.get(adding(problem)),
        statement="Calm",
        target_on=today - timedelta(days=1),
        baseline="5",
        baseline_on=today + timedelta(days=1),
    )
    answer = browser.post(adding(problem), typed)
    assert "The target date is in the past." in said(answer)
    assert "The baseline cannot be taken on a day that is yet to come." in said(answer)


def test_a_goal_that_is_too_long_is_refused_and_kept(dana, problem):
    browser = signed_in(dana)
    typed = filled(browser.get(adding(problem)), statement="a" * 100_000)
    answer = browser.post(adding(problem), typed)
    assert answer.status_code == 422
    assert "This has 100000 characters; there is room for 2000." in said(answer)
    assert "a" * 100_000 in said(answer)


def test_what_nobody_can_see_is_refused(dana, problem):
    browser = signed_in(dana)
    page = browser.get(adding(problem))
    for text in ("Ride\x00 the bus", "Ride \u202ethe bus"):
        answer = browser.post(adding(problem), filled(page, statement=text))
        assert answer.status_code == 422
    assert not Goal.objects.exists()


def test_the_slower_of_two_sees_both_texts(dana, priya, problem):
    goal = goal_for(problem)
    CareTeam.objects.create(practice=goal.practice, client=problem.plan.client, member=priya)
    mine, hers = signed_in(dana), signed_in(priya)
    my_form = filled(mine.get(editing(goal)), statement="What Dana wrote")
    hers.post(editing(goal), filled(hers.get(editing(goal)), statement="What Priya wrote"))
    answer = mine.post(editing(goal), my_form)
    assert answer.status_code == 409
    for words in ("What Dana wrote", "What Priya wrote", "Priya Raman changed this at"):
        assert words in said(answer)
    goal.refresh_from_db()
    assert goal.statement == "What Priya wrote"


def test_a_reworded_goal_that_was_signed_is_asked_whether_it_means_the_same(dana):
    version = signed_plan(dana)
    goal = first_goal(version)
    browser = signed_in(dana)
    typed = filled(browser.get(editing(goal)), statement="Ride the train")
    answer = browser.post(editing(goal), typed)
    assert answer.status_code == 422
    assert "Say whether it still means the same." in said(answer)
    assert browser.post(editing(goal), {**typed, "same_meaning": "no"}).status_code == 302
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    assert breaks_of([goal.pk])


def test_a_later_target_date_does_not_break_the_line(dana):
    version = signed_plan(dana)
    goal = first_goal(version)
    Goal.objects.filter(pk=goal.pk).update(same_meaning=False)
    browser = signed_in(dana)
    later = dana.practice.today + timedelta(days=200)
    answer = browser.post(
        editing(goal),
        filled(browser.get(editing(goal)), target_on=later, why_later="A month was missed."),
    )
    assert answer.status_code == 302
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    assert not breaks_of([goal.pk])


def test_a_goal_that_was_never_signed_is_reworded_without_a_question(dana, problem):
    goal = goal_for(problem)
    browser = signed_in(dana)
    page = browser.get(editing(goal))
    assert "Does it still mean the same" not in said(page)
    browser.post(editing(goal), filled(page, statement="Ride the train"))
    goal.refresh_from_db()
    assert goal.statement == "Ride the train"


def test_others_do_not_write(avery, stranger, outsider, problem):
    goal = goal_for(problem)
    for door in (adding(problem), editing(goal)):
        assert signed_in(avery).get(door).status_code == 403
        assert signed_in(avery).post(door, {"statement": "x"}).status_code == 403
        for somebody in (stranger, outsider):
            assert signed_in(somebody).post(door, {"statement": "x"}).status_code == 404
