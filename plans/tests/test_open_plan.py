"""Opening a plan."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.tests.factories import client_of
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import draft_plan
from trail.models import Event


@pytest.fixture
def treated(dana):
    return client_of(dana)


def address(client) -> str:
    return reverse("plans:open", args=[client.pk])


def test_it_opens_plan_1_and_offers_the_next_review(dana, treated):
    browser = signed_in(dana)
    page = browser.get(address(treated))
    answer = browser.post(address(treated), filled(page, why_now="Two panic attacks in a week."))
    plan = Plan.objects.get(client=treated)
    assert answer.url == reverse("plans:draft", args=[treated.pk, 1])
    assert (plan.number, plan.lead, plan.opened_on) == (1, dana, dana.practice.today)
    assert plan.review_due_on == dana.practice.today + timedelta(days=90)
    assert Event.objects.filter(verb="plan.opened", subject_id=str(plan.pk)).exists()


def test_it_refuses_a_start_from_which_no_review_can_be_reckoned(dana, treated):
    browser = signed_in(dana)
    page = browser.get(address(treated))
    typed = filled(page, opened_on="9999-12-31", review_due_on="")
    answer = browser.post(address(treated), typed)
    assert answer.status_code == 422
    assert "Check the year" in said(answer)
    assert not Plan.objects.filter(client=treated).exists()


def test_posting_it_twice_opens_one_plan(dana, treated):
    browser = signed_in(dana)
    typed = filled(browser.get(address(treated)))
    first, second = browser.post(address(treated), typed), browser.post(address(treated), typed)
    assert first.url == second.url
    assert Plan.objects.filter(client=treated).count() == 1


def test_it_refuses_a_second_open_plan_in_the_programme(dana, treated):
    draft_plan(dana, treated)
    Plan.objects.filter(client=treated).update(programme="outpatient psychotherapy")
    browser = signed_in(dana)
    answer = browser.post(
        address(treated), filled(browser.get(address(treated)), why_now="It began again.")
    )
    assert answer.status_code == 422
    assert "already has an open plan in this programme" in said(answer)
    assert "It began again." in said(answer)
    assert Plan.objects.filter(client=treated).count() == 1


def test_it_refuses_a_review_date_in_the_past(dana, treated):
    browser = signed_in(dana)
    typed = filled(browser.get(address(treated)), review_due_on="2020-01-01")
    answer = browser.post(address(treated), typed)
    assert answer.status_code == 422
    assert "The review date is in the past." in said(answer)
    assert not Plan.objects.exists()


def test_it_refuses_a_review_before_the_plan_begins(dana, treated):
    browser = signed_in(dana)
    today = dana.practice.today
    typed = filled(
        browser.get(address(treated)),
        opened_on=today + timedelta(days=9),
        review_due_on=today + timedelta(days=5),
    )
    answer = browser.post(address(treated), typed)
    assert "The review date must come after the start date." in said(answer)


def test_an_admin_reads_and_does_not_open_plans(avery, treated):
    browser = signed_in(avery)
    assert browser.get(address(treated)).status_code == 403
    assert browser.post(address(treated), {"programme": "x"}).status_code == 403


def test_strangers_do_not_find_the_client(stranger, outsider, treated):
    for somebody in (stranger, outsider):
        assert signed_in(somebody).get(address(treated)).status_code == 404
