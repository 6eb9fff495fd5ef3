"""Whoever opens a draft is told who else has it open, and nothing older than a session."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import CareTeam
from config import clock
from goals.models import Goal
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signable_plan


@pytest.fixture
def plan(dana, priya):
    plan = signable_plan(dana)
    CareTeam.objects.create(practice=plan.practice, client=plan.client, member=priya)
    return plan


def draft(plan):
    return reverse("plans:draft", args=[plan.client_id, plan.number])


def goal_form(plan):
    goal = Goal.objects.get(problem__plan=plan)
    return reverse("goals:edit-goal", args=[plan.client_id, plan.number, goal.pk])


def here(page):
    """The words about others; none when the notice is hidden."""
    text = said(page).split("data-together", 1)[1].split("</p>")[0]
    return "" if text.split(">")[0].strip().startswith("hidden") else text


def test_it_says_who_opened_the_draft_and_when(dana, priya, plan):
    signed_in(priya).get(draft(plan))
    for where in (draft(plan), goal_form(plan)):
        assert f"{priya.name} opened this draft at " in here(signed_in(dana).get(where))


def test_alone_one_is_told_nothing(dana, plan):
    browser = signed_in(dana)
    browser.get(draft(plan))
    assert here(browser.get(draft(plan))) == ""


def test_it_says_who_wrote_in_it(dana, priya, plan):
    theirs = signed_in(priya)
    typed = filled(theirs.get(goal_form(plan)), statement="Other words")
    theirs.post(goal_form(plan), typed)
    assert f"{priya.name} wrote in this draft at " in here(signed_in(dana).get(draft(plan)))


def test_whoever_reads_what_the_audit_found_wrote_nothing(avery, dana, plan):
    for page in ("", "thread/", "timeline/"):
        assert signed_in(avery).get(f"/audit/plans/{plan.pk}/{page}").status_code == 200
    assert here(signed_in(dana).get(draft(plan))) == ""


def test_what_is_older_than_a_session_is_not_said(dana, priya, plan, settings):
    with clock.standing_at(clock.now() - timedelta(seconds=settings.SESSION_IDLE_SECONDS + 60)):
        signed_in(priya).get(draft(plan))
    assert here(signed_in(dana).get(draft(plan))) == ""


def test_another_clients_draft_is_another_page(dana, priya, plan):
    other = signable_plan(dana)
    CareTeam.objects.create(practice=other.practice, client=other.client, member=priya)
    signed_in(priya).get(draft(other))
    assert here(signed_in(dana).get(draft(plan))) == ""


def test_a_form_that_saves_itself_is_told_who_came_meanwhile(dana, priya, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(goal_form(plan)), statement="Half a sen")
    signed_in(priya).get(draft(plan))
    answer = browser.post(goal_form(plan), typed, headers={"X-Autosave": "1"})
    assert answer.json()["state"] == "saved"
    assert answer.json()["here"].startswith(f"{priya.name} opened this draft at ")


def test_it_costs_one_question_alone_and_two_in_company(dana, priya, plan, act_as):

    browser = signed_in(dana)
    browser.get(draft(plan))
    with CaptureQueriesContext(connection) as alone:
        browser.get(draft(plan))
    signed_in(priya).get(draft(plan))
    with CaptureQueriesContext(connection) as company:
        browser.get(draft(plan))
    assert len(company) == len(alone) + 1
