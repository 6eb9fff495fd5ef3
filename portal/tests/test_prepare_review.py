""" "Getting ready for your review": the client's own sheet, on the phone and printed by staff."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, reader_of
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from portal.preparing import QUESTIONS
from portal.tests.factories import lived_plan
from trail.models import Event


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


def due_in(plan: Plan, days: int) -> None:
    due = plan.practice.today + timedelta(days=days)
    Plan.objects.filter(pk=plan.pk).update(next_review_on=due)


@pytest.fixture
def plan(dana, marisol) -> Plan:
    """Scored 8, 7, 5, 4 since it was signed, and due for review in three weeks."""
    goal = lived_plan(dana, marisol, scores=[8, 7, 5, 4])
    due_in(goal.problem.plan, 21)
    return goal.problem.plan


def test_the_sheet_has_the_goals_in_the_clients_words_their_scores_and_three_questions(
    plan, marisol
):
    read = said(signed_in(reader_of(marisol)).get(reverse("portal:review")))
    assert "I want to be less afraid of being afraid." in read
    assert "You started at 8. Now you say 4. You are aiming for 3." in read
    assert [question for question in QUESTIONS if question not in read] == []
    assert "together with Dana" in read
    event = Event.objects.latest("id")
    assert (event.verb, event.clients) == ("progress.review_opened", [marisol.pk])


def test_before_the_month_of_the_review_it_says_when_the_sheet_will_be_there(plan, marisol):
    due_in(plan, 31)
    read = said(signed_in(reader_of(marisol)).get(reverse("portal:review")))
    opens = plan.practice.today + timedelta(days=1)
    assert f"From {opens:%-d %B %Y} on, a sheet for it is here." in read
    assert QUESTIONS[0] not in read


def test_a_plan_that_is_closed_has_no_review(plan, marisol):
    Plan.objects.filter(pk=plan.pk).update(closed_on=plan.practice.today)
    assert "No review is planned just now." in said(
        signed_in(reader_of(marisol)).get(reverse("portal:review"))
    )


def test_staff_print_the_same_sheet(plan, marisol, dana):
    place = reverse("plans:prepare", args=[marisol.pk, plan.number])
    printed = said(signed_in(dana).get(place))
    for words in ("You started at 8. Now you say 4.", *QUESTIONS, "variant=client"):
        assert words in printed
    assert Event.objects.latest("id").verb == "review.sheet_opened"


def test_a_sheet_is_its_own_clients_alone(plan, marisol, dana):
    other = client_of(dana, given_name="Aldo")
    read = said(signed_in(reader_of(other)).get(reverse("portal:review")))
    assert "less afraid" not in read


def test_the_plan_names_the_day_that_a_review_without_changes_set(plan, marisol):
    signed = plan.review_due_on
    later = plan.practice.today + timedelta(days=25)
    assert later != signed
    due_in(plan, 25)
    browser = signed_in(reader_of(marisol))
    read = said(browser.get(reverse("portal:plan")))
    assert f"together by {later:%-d %B %Y}" in read
    assert f"{signed:%-d %B %Y}" not in read
    assert f"{later:%-d %B %Y}" in said(browser.get(reverse("portal:review")))
