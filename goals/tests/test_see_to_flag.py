"""A goal's page: every flag leads somewhere, and is gone when somebody has seen to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from goals.models import FlagAnswer, Goal
from notes.tests.factories import written_note
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import sign_draft, signable_plan

WORDS = "Fears fainting on the bus. We begin with one stop, with her sister."


@pytest.fixture
def goal(dana):
    """A goal in effect that fell from 5 to 8 (lower is better)."""
    plan = signable_plan(dana)
    opened = dana.practice.today - timedelta(days=40)
    Plan.objects.filter(pk=plan.pk).update(opened_on=opened)
    Goal.objects.filter(problem__plan=plan).update(baseline=5, baseline_on=opened, target=2)
    sign_draft(plan, dana)
    goal = Goal.objects.get(problem__plan=plan)
    for days in (3, 2, 1):
        on = clock.now() - timedelta(days=days)
        written_note(dana, plan.client, on=on, scores={goal.pk: 8})
    return goal


def door(goal, name="detail"):
    return reverse(f"goals:{name}", args=[goal.home.client_id, 1, goal.pk])


def main(answer):
    return said(answer).split("<main")[1]


def test_each_way_on_is_one_click_away(dana, goal):
    page = main(signed_in(dana).get(door(goal)))
    assert "What needs a look" in page
    assert "Reliable deterioration: 5 to 8" in page
    own = [goal.home.client_id, 1]
    for way in (
        f"{door(goal, 'answer-flags')}?step=reviewed+barriers",
        f"{door(goal, 'answer-flags')}?step=consulted",
        f"{reverse('plans:draft', args=own)}#goal-{goal.pk}",
        reverse("plans:renew", args=own),
        reverse("goals:status", args=[*own, "goal", goal.pk]),
    ):
        assert f'href="{way}"' in page


def test_reviewed_barriers_are_told_on_the_page_and_the_flag_is_gone(dana, goal):
    browser, where = signed_in(dana), door(goal, "answer-flags")
    asked = browser.get(f"{where}?step=reviewed+barriers")
    assert asked.context["form"]["step"].value() == "reviewed barriers"
    refused = browser.post(where, {"step": "reviewed barriers", "words": " "})
    assert refused.status_code == 422
    assert "Say what stands in the way, and what you will do." in said(refused)
    page = browser.post(where, {"step": "reviewed barriers", "words": WORDS}, follow=True)
    today = dana.practice.today
    assert "What needs a look" not in main(page)
    assert f"Handled on <strong>{today:%-d %B %Y}</strong> by Dana Whitfield" in main(page)
    assert WORDS in main(page)
    assert "It shows again after 3 scored sessions more than then" in main(page)
    assert "Goals that need a look" not in said(browser.get("/"))
    again = browser.post(where, {"step": "reviewed barriers", "words": WORDS})
    assert again.status_code == 422
    assert "somebody has seen to it" in said(again)


def test_a_consultation_says_beside_the_field_what_is_missing(dana, goal):
    browser, where = signed_in(dana), door(goal, "answer-flags")
    refused = browser.post(where, {"step": "consulted"})
    assert "Say with whom you consulted." in said(refused)
    assert "Say when you consulted." in said(refused)
    on = dana.practice.today - timedelta(days=1)
    given = {"step": "consulted", "consulted_with": "Dr. Osei", "consulted_on": on}
    page = browser.post(where, given, follow=True)
    assert f"consulted Dr. Osei on {on:%-d %B %Y}" in main(page)
    assert FlagAnswer.objects.filter(goal=goal).exists()


def test_off_pace_is_drawn_until_somebody_has_seen_to_it(dana, goal):
    browser, words = signed_in(dana), "Off pace: review barriers"
    assert words in said(browser.get(door(goal, "chart")))
    given = {"step": "reviewed barriers", "words": WORDS}
    browser.post(door(goal, "answer-flags"), given)
    assert words not in said(browser.get(door(goal, "chart")))


def test_who_may_not_write_sees_the_flag_and_no_buttons(avery, goal):
    browser = signed_in(avery)
    page = main(browser.get(door(goal)))
    assert "What needs a look" in page
    assert "Review barriers</a>" not in page
    assert browser.get(door(goal, "answer-flags")).status_code == 403
