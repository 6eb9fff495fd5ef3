"""Adding, rewording, deferring and removing problems."""

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, diagnosed
from goals.tests.factories import goal_for
from plans.models import Problem
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def plan(dana):
    plan = draft_plan(dana)
    diagnosed(plan.client)
    return plan


def address(plan, name="add-problem", *more) -> str:
    return reverse(f"plans:{name}", args=[plan.client_id, plan.number, *more])


def test_it_adds_a_problem_once_however_often_it_is_posted(dana, plan):
    browser = signed_in(dana)
    typed = filled(
        browser.get(address(plan)),
        statement="Panic attacks",
        diagnosis=plan.client.diagnoses.get(),
    )
    for _ in range(2):
        answer = browser.post(address(plan), typed)
    problem = Problem.objects.get(plan=plan)
    assert answer.url == f"{address(plan, 'draft')}#problem-{problem.pk}"
    assert (problem.statement, problem.position) == ("Panic attacks", 1)


def test_it_leads_on_to_the_first_goal(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), statement="Panic attacks", then="child")
    answer = browser.post(address(plan), typed)
    problem = Problem.objects.get(plan=plan)
    assert answer.url == reverse("goals:add-goal", args=[plan.client_id, 1, problem.pk])


def test_a_problem_without_words_is_refused(dana, plan):
    browser = signed_in(dana)
    answer = browser.post(address(plan), filled(browser.get(address(plan)), own_words="I shake."))
    assert answer.status_code == 422
    assert "Fill in: Problem." in said(answer)
    assert "I shake." in said(answer)


def test_it_offers_the_clients_own_diagnoses_and_no_others(dana, plan):
    other = diagnosed(client_of(dana), code="F32.1", title="Major depressive disorder, moderate")
    browser = signed_in(dana)
    page = browser.get(address(plan))
    assert "F40.01" in said(page)
    assert "F32.1" not in said(page)
    answer = browser.post(address(plan), filled(page, statement="Panic", diagnosis=other))
    assert "Choose one of the list." in said(answer)


def test_it_is_reworded(dana, plan):
    problem = a_problem(plan)
    door = address(plan, "edit-problem", problem.pk)
    browser = signed_in(dana)
    browser.post(door, filled(browser.get(door), statement="Fear of buses"))
    problem.refresh_from_db()
    assert (problem.statement, problem.row_version) == ("Fear of buses", 2)


def test_it_is_deferred_only_with_a_reason(dana, plan):
    problem = a_problem(plan)
    door = address(plan, "problem-status", problem.pk)
    browser = signed_in(dana)
    answer = browser.post(door, filled(browser.get(door), to="deferred"))
    assert answer.status_code == 422
    assert "Say why the problem is deferred." in said(answer)
    browser.post(door, filled(browser.get(door), to="deferred", because="Sleep comes first."))
    problem.refresh_from_db()
    assert (problem.status, problem.status_reason) == ("deferred", "Sleep comes first.")
    assert "Sleep comes first." in said(browser.get(address(plan, "draft")))


def test_it_is_removed_while_nothing_hangs_on_it(dana, plan):
    problem = a_problem(plan)
    goal = goal_for(problem)
    door = address(plan, "remove-problem", problem.pk)
    browser = signed_in(dana)
    answer = browser.post(door, {"row_version": 1}, follow=True)
    assert "Remove or discontinue the goals first, or defer the problem." in said(answer)
    goal.delete()
    browser.post(door, {"row_version": 1})
    assert not Problem.objects.exists()


def test_a_problem_of_another_plan_is_not_found_here(dana, plan):
    elsewhere = a_problem(draft_plan(dana))
    for name in ("edit-problem", "problem-status"):
        assert signed_in(dana).get(address(plan, name, elsewhere.pk)).status_code == 404
