"""From two hundred plans to a defect that is gone: the admin asks, the therapist mends and signs.

The clicks are counted and held against what the design of the pages allows: three for the admin
from the desk to the question, one for the therapist from the first page to the cursor in the field,
and four more until the version that mends it is signed.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from accounts.models import Role
from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from audits.actions import bring_up_to_date
from clients.tests.factories import client_of
from config.bench import caseload
from config.tenancy import acting, as_staff
from config.tests.hands import fill, press, save, sign_in
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan

PLANS = 200


@pytest.fixture
def plan(own_database: str) -> Plan:
    """The one of two hundred whose service in effect is never given; all are judged."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield", email="dana@example.org")
    avery = staff(practice, Role.ADMIN, name="Avery Stone", email="avery@example.org")
    plan = signable_plan(dana, client_of(dana, record_number="R-FLAWED"))
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    with connection.cursor() as cursor:
        caseload.fill(cursor, dana, 0, PLANS - 1)
    with acting(as_staff(practice.pk, avery.pk)):
        assert bring_up_to_date(practice, at_most=PLANS) == 0
    return plan


class Hand:
    """Somebody at a page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, button: Any) -> None:
        """A click that leads to another page."""
        self.clicks += 1
        press(self.page, button)

    def save(self) -> None:
        """The form's main button."""
        self.clicks += 1
        save(self.page)


@pytest.fixture
def browsers(chromium: Any, served: str, plan: Plan) -> Iterator[tuple[Page, Page]]:
    """The admin's and the therapist's."""
    contexts = [chromium.new_context(base_url=served) for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(30_000)
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def ask(page: Page) -> int:
    """Avery finds the plan by its rule, and sends the finding to the therapist; her clicks."""
    sign_in(page, "avery@example.org")
    page.goto("/audit/")
    expect(page.get_by_role("heading", name=f"{PLANS} plans", exact=True)).to_be_visible()
    avery = Hand(page)
    fill(page, rule="R05", state="in effect")
    avery.press(page.get_by_role("button", name="Show", exact=True))
    expect(page.get_by_role("heading", name="1 plan", exact=True)).to_be_visible()
    page.locator("[name=plans]").check()
    avery.clicks += 1
    fill(page, words="Before the renewal, please.")
    avery.press(page.get_by_role("button", name="Ask the therapist"))
    expect(page.get_by_role("status").first).to_contain_text("1 finding sent.")
    return avery.clicks


def test_a_finding_among_200_plans_is_sent_mended_in_one_click_signed_and_gone(browsers, plan):
    avery, page = browsers
    assert ask(avery) <= 3
    sign_in(page, "dana@example.org")
    dana = Hand(page)
    dana.press(page.locator("section[aria-labelledby=asked] a").first)
    expect(page.locator("[name=frequency]")).to_be_focused()
    assert dana.clicks == 1
    expect(page.locator("#audit-said")).to_contain_text("Say how often.")
    page.keyboard.press("Control+A")
    page.keyboard.type("weekly")
    dana.save()
    expect(page.locator("section[aria-labelledby=asked]")).to_contain_text(
        "Mended, awaiting signature"
    )
    dana.press(page.locator("a[href$='/plans/1/sign/']").first)
    fill(page, reason="The frequency is mended.", password=PASSWORD)
    dana.save()
    assert dana.clicks <= 5
    page.goto("/")
    expect(page.locator("section[aria-labelledby=asked]")).to_have_count(0)
    avery.goto("/audit/?rule=R05&state=in+effect")
    expect(avery.get_by_role("heading", name="No plan fits")).to_be_visible()
