"""Taking something out of the draft, and wanting it back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from goals.models import Goal, Intervention, Objective, Worksheet
from plans.models import Problem, Removed
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signable_plan
from trail.models import Event


@pytest.fixture
def plan(dana):
    return signable_plan(dana, goals=2, objectives=2, interventions=2)


def pressed_remove(browser, plan, node, kind):
    door = "plans:remove-service" if kind == "service" else "goals:remove"
    named = [node.pk] if kind == "service" else [kind, node.pk]
    url = reverse(door, args=[plan.client_id, plan.number, *named])
    return browser.post(url, {"row_version": node.row_version}, follow=True)


def undo(browser, plan):
    url = reverse("plans:put-back", args=[plan.client_id, plan.number, Removed.objects.get().pk])
    return browser.post(url, follow=True)


def tree(plan):
    kinds = {Goal: "problem__plan", Objective: "goal__problem__plan"}
    kinds |= {Intervention: "objective__goal__problem__plan"}
    return [
        list(kind.objects.filter(**{path: plan}).order_by("pk").values())
        for kind, path in kinds.items()
    ]


def test_a_removed_goal_comes_back_whole_with_its_identity_and_at_its_place(dana, plan):
    browser, before = signed_in(dana), tree(plan)
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    page = pressed_remove(browser, plan, goal, "goal")
    assert "Goal removed." in said(page)
    assert "Undo</button>" in said(page)
    assert tree(plan) != before
    assert "The goal is back." in said(undo(browser, plan))
    assert tree(plan) == before
    assert not Removed.objects.exists()
    assert Event.objects.filter(verb="goal.put_back", clients=[plan.client_id]).count() == 1


def test_undo_is_offered_until_the_next_page(dana, plan):
    browser = signed_in(dana)
    page = pressed_remove(browser, plan, Objective.objects.first(), "objective")
    assert "Objective removed." in said(page)
    assert "Undo" not in said(browser.get(page.redirect_chain[-1][0].partition("#")[0]))


def test_what_came_to_its_place_moves_one_on(dana, plan):
    browser = signed_in(dana)
    first, second = Goal.objects.filter(problem__plan=plan).in_order()
    pressed_remove(browser, plan, first, "goal")
    Goal.objects.filter(pk=second.pk).update(position=first.position)
    undo(browser, plan)
    assert [goal.pk for goal in Goal.objects.filter(problem__plan=plan).in_order()] == [
        first.pk,
        second.pk,
    ]


def test_a_service_and_a_problem_come_back_too(dana, plan):
    browser, service = signed_in(dana), plan.services.first()
    pressed_remove(browser, plan, service, "service")
    undo(browser, plan)
    assert plan.services.filter(pk=service.pk).exists()
    problem = Problem.objects.create(practice=plan.practice, plan=plan, statement="Sleep")
    url = reverse("plans:remove-problem", args=[plan.client_id, 1, problem.pk])
    assert "Problem removed." in said(browser.post(url, {"row_version": 1}, follow=True))
    undo(browser, plan)
    assert Problem.objects.filter(pk=problem.pk, statement="Sleep").exists()


def test_nothing_comes_back_under_what_is_gone(dana, plan):
    browser = signed_in(dana)
    objective = Objective.objects.filter(goal__problem__plan=plan).first()
    pressed_remove(browser, plan, objective, "objective")
    kept = Removed.objects.get()
    pressed_remove(browser, plan, objective.goal, "goal")
    url = reverse("plans:put-back", args=[plan.client_id, 1, kept.pk])
    assert "put that back first" in said(browser.post(url, follow=True))
    assert not Objective.objects.filter(pk=objective.pk).exists()


def test_pressing_undo_twice_brings_it_back_once(dana, plan):
    browser, before = signed_in(dana), tree(plan)
    goal = Goal.objects.filter(problem__plan=plan).first()
    pressed_remove(browser, plan, goal, "goal")
    url = reverse("plans:put-back", args=[plan.client_id, 1, Removed.objects.get().pk])
    assert browser.post(url).status_code == 302
    assert browser.post(url).status_code == 404
    assert tree(plan) == before


def test_what_was_removed_is_let_go_after_a_day(dana, plan):
    browser = signed_in(dana)
    first, second = Goal.objects.filter(problem__plan=plan).in_order()
    pressed_remove(browser, plan, first, "goal")
    tomorrow = Removed.objects.get().removed_at + timedelta(days=1, seconds=1)
    with time_machine.travel(tomorrow, tick=False):
        browser = signed_in(dana)
        pressed_remove(browser, plan, second, "goal")
    assert [kept.rows[0]["pk"] for kept in Removed.objects.all()] == [str(second.pk)]


def test_only_who_removed_it_puts_it_back(dana, priya, plan):
    pressed_remove(signed_in(dana), plan, Goal.objects.first(), "goal")
    url = reverse("plans:put-back", args=[plan.client_id, 1, Removed.objects.get().pk])
    assert signed_in(priya).post(url).status_code in (403, 404)


def test_a_removed_goal_comes_back_with_its_worksheet(dana, plan):
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    sheet = Worksheet.objects.create(practice=plan.practice, goal=goal, will="Ride on Monday")
    browser = signed_in(dana)
    pressed_remove(browser, plan, goal, "goal")
    assert not Worksheet.objects.exists()
    undo(browser, plan)
    assert Worksheet.objects.get(pk=sheet.pk).will == "Ride on Monday"
