"""Seeing how a whole plan goes: every goal on the same axes, and what was counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from goals.models import Goal
from notes.tests.factories import written_note
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import sign_draft, signable_plan
from trail.models import Event


@pytest.fixture
def plan(dana):
    """One goal to bring down that fell from 5 to 8, and one to build up; panic counted twice."""
    plan = signable_plan(dana, goals=2)
    opened = dana.practice.today - timedelta(days=40)
    Plan.objects.filter(pk=plan.pk).update(opened_on=opened)
    down, up = Goal.objects.filter(problem__plan=plan).in_order()
    Goal.objects.filter(pk=down.pk).update(baseline=5, baseline_on=opened, target=2)
    words = {"statement": "Speak up in meetings", "lower_is_better": False, "aim": "build"}
    Goal.objects.filter(pk=up.pk).update(baseline=2, baseline_on=opened, target=7, **words)
    sign_draft(plan, dana)
    counted = down.objectives.get().pk
    for days, score, attacks in ((9, 7, 4), (2, 8, 2)):
        on = clock.now() - timedelta(days=days)
        given = {down.pk: score, up.pk: score - 4}
        written_note(dana, plan.client, on=on, scores=given, counts={counted: attacks})
    return Plan.objects.get(pk=plan.pk)


def main(answer):
    return said(answer).split("<main")[1]


def counts(plan):
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    where = [plan.client_id, plan.number, goal.objectives.get().pk]
    return reverse("goals:count-chart", args=where)


def test_goals_stand_side_by_side_in_two_groups_with_their_numbers(dana, plan):
    browser = signed_in(dana)
    read = reverse("plans:read", args=[plan.client_id, plan.number])
    where = reverse("goals:progress", args=[plan.client_id, plan.number])
    assert f'href="{where}"' in main(browser.get(read))
    page = main(browser.get(where))
    down, up = page.split("Build up")
    assert "Bring down" in down
    assert "5→8 (target 2)" in down
    assert "Reliable deterioration: 5 to 8" in down
    assert "2→4 (target 7)" in up
    assert page.count("multiple__picture") == 2
    assert page.count("<td>7</td>") == 1
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    assert f"{reverse('goals:detail', args=[plan.client_id, plan.number, goal.pk])}#flags" in page
    assert Event.objects.get(verb="progress.read").clients == [plan.client_id]


def test_a_plan_without_a_goal_says_so(dana):
    plan = signable_plan(dana, goals=0)
    page = signed_in(dana).get(reverse("goals:progress", args=[plan.client_id, plan.number]))
    assert "The plan has no goal yet." in main(page)


def test_what_was_counted_is_drawn_beside_its_objective(dana, plan):
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    page = main(signed_in(dana).get(reverse("goals:detail", args=[plan.client_id, 1, goal.pk])))
    assert counts(plan) in page
    assert "panic attacks per week: 3 to 2 on" in page
    assert "Every count" in page


@pytest.mark.parametrize("variant", ["", "?variant=wide", "?variant=client"])
def test_a_count_is_drawn_once_until_it_changes(dana, plan, variant):
    browser, where = signed_in(dana), counts(plan) + variant
    first = browser.get(where)
    assert first.headers["Content-Type"] == "image/svg+xml"
    assert "target 1" in said(first)
    again = browser.get(where, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Event.objects.filter(verb="chart.read").count() == 2


def test_who_may_not_see_the_plan_finds_no_picture(dana, stranger, plan):
    assert signed_in(stranger).get(counts(plan)).status_code == 404
    assert signed_in(dana).get(f"{counts(plan)}?variant=print").status_code == 404
