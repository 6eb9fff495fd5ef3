"""A plan is renewed in a browser: unchanged in a handful of actions; then with a change.

The case is fixtures/demo/depression.yaml, lived through by the demo's own loader.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from clients.models import Client
from clients.tests.factories import client_of, diagnosed
from config import clock
from config.demo.cases import cases, lives
from config.demo.days import Days
from config.demo.living import Course
from config.demo.planning import sign, write
from config.tenancy import acting, as_staff
from config.tests.hands import sign_in
from goals.models import Goal
from plans.models import Plan, Review, Version

MOST_ACTIONS = 20


class Counted:
    """A browser's page on which every press, choice and field filled counts as one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def press(self, name: str, kind: str = "button") -> None:
        self.actions += 1
        self.page.get_by_role(kind, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        refused = self.page.locator(".error-summary")
        assert refused.count() == 0, refused.inner_text()

    def fill(self, name: str, text: str) -> None:
        self.actions += 1
        self.page.locator(f"main [name='{name}']").fill(text)

    def choose(self, name: str, value: str) -> None:
        self.actions += 1
        self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)


@pytest.fixture
def plan(own_database: str) -> Plan:
    """Thirteen weeks of the case, signed at its beginning; its review is due in a week."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield", email="dana@example.org")
    case, life = cases()["depression"], lives()["depression"]
    who = case.client
    client = client_of(dana, given_name=who.given, family_name=who.family, born_on=who.born)
    diagnosed(client, case.diagnoses[0].code, "Major depressive disorder, recurrent, moderate")
    days = Days.of(case, life, practice)
    with acting(as_staff(practice.pk, dana.pk)), clock.standing_at(days.at(0)):
        made = write(case, life, client, days, dana)
        sign(made, "First plan", dana)
    course = Course(case, life, days, Client.objects.get(pk=client.pk), made, dana)
    for week in range(1, max(case.sessions) + 1):
        with acting(as_staff(practice.pk, dana.pk)):
            course.week(week)
    due = practice.today + timedelta(days=7)
    Plan.objects.filter(pk=made.pk).update(next_review_on=due)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def dana(chromium: Any, plan: Plan, served: str) -> Iterator[Counted]:
    """Dana's browser, on her first page."""
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(60_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield Counted(page)
    context.close()


def test_an_unchanged_plan_is_renewed_in_at_most_twenty_actions(dana: Counted, plan: Plan):
    expect(dana.page.locator("main")).to_contain_text(re.compile("review due in 7 days", re.I))
    dana.press(f"{plan.client.legal_name}, plan 1", "link")
    expect(dana.page.locator("main")).to_contain_text("Scored by the client: 8 at the start")
    expect(dana.page.locator("main blockquote")).not_to_have_count(0)
    dana.press("Keep all that are not decided")
    dana.fill("participants", "Ruth Abernathy-O'Neill and Dana Whitfield")
    dana.press("Finish the review")
    dana.fill("password", PASSWORD)
    dana.press("Sign: no change")
    expect(dana.page.locator("main")).to_contain_text("no change: version 1 stays in effect")
    print(f"An unchanged plan was renewed in {dana.actions} actions.")  # noqa: T201
    assert dana.actions <= MOST_ACTIONS
    assert Review.objects.get().signature.version.number == 1


def test_one_goal_met_and_one_changed_end_in_a_new_version(dana: Counted, plan: Plan):
    mood, choir = Goal.objects.filter(problem__plan=plan).in_order()
    dana.press(f"{plan.client.legal_name}, plan 1", "link")
    dana.choose(f"decision-{mood.pk}", "met")
    dana.choose(f"decision-{choir.pk}", "change")
    dana.fill("participants", "Ruth Abernathy-O'Neill and Dana Whitfield")
    dana.press("Finish the review")
    expect(dana.page.locator("main")).to_contain_text("Now change the plan, then sign it.")
    place = f"/clients/{plan.client_id}/plans/1"
    dana.page.goto(f"{place}/draft/goal/{choir.pk}/status/")
    dana.choose("to", "active")
    dana.press("Save")
    dana.page.goto(f"{place}/sign/")
    expect(dana.page.locator("[name='reason']")).to_have_value(re.compile("^Review of "))
    dana.fill("password", PASSWORD)
    dana.press("Sign")
    print(f"A plan with two changes was renewed in {dana.actions} actions.")  # noqa: T201
    assert Version.objects.filter(plan=plan).count() == 2
    states = dict(Goal.objects.filter(problem__plan=plan).values_list("pk", "status"))
    assert states == {mood.pk: "met", choir.pk: "active"}
