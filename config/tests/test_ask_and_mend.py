"""From twenty plans to a defect that is gone: the admin asks, the therapist mends and signs.

The clicks are counted: from the first page to the cursor in the field is one.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from clients.tests.factories import client_of
from config.tests.hands import fill, press, save, sign_in
from plans.models import Plan
from plans.tests.factories import draft_plan, sign_draft, signable_plan


@pytest.fixture
def plan(own_database: str) -> Plan:
    """The one of twenty whose service in effect is never given."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield", email="dana@example.org")
    staff(practice, Role.ADMIN, name="Avery Stone", email="avery@example.org")
    for number in range(19):
        draft_plan(dana, client_of(dana, family_name=f"Reyes {number}"))
    plan = signable_plan(dana, client_of(dana, record_number="R-FLAWED"))
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    return plan


@pytest.fixture
def browsers(chromium: Any, served: str, plan: Plan) -> Iterator[tuple[Page, Page]]:
    """The admin's and the therapist's."""
    contexts = [chromium.new_context(base_url=served) for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(30_000)
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def ask(page: Page) -> None:
    """Avery finds the plan by its rule, and sends the finding to the therapist."""
    sign_in(page, "avery@example.org")
    page.goto("/audit/")
    fill(page, rule="R05", state="in effect")
    press(page, page.get_by_role("button", name="Show", exact=True))
    expect(page.get_by_role("heading", name="1 plan", exact=True)).to_be_visible()
    page.locator("[name=plans]").check()
    fill(page, words="Before the renewal, please.")
    press(page, page.get_by_role("button", name="Ask the therapist"))
    expect(page.get_by_role("status").first).to_contain_text("1 finding sent.")


def test_a_finding_is_sent_mended_in_one_click_signed_and_gone(browsers, plan):
    avery, dana = browsers
    ask(avery)
    sign_in(dana, "dana@example.org")
    press(dana, dana.locator("section[aria-labelledby=asked] a").first)
    expect(dana.locator("[name=frequency]")).to_be_focused()
    expect(dana.locator("#audit-said")).to_contain_text("Say how often.")
    dana.keyboard.press("Control+A")
    dana.keyboard.type("weekly")
    save(dana)
    expect(dana.locator("section[aria-labelledby=asked]")).to_contain_text(
        "Mended, awaiting signature"
    )
    dana.goto(f"/clients/{plan.client_id}/plans/1/sign/")
    fill(dana, reason="The frequency is mended.", password=PASSWORD)
    save(dana)
    dana.goto("/")
    expect(dana.locator("section[aria-labelledby=asked]")).to_have_count(0)
    avery.goto("/audit/?rule=R05&state=in+effect")
    expect(avery.get_by_role("heading", name="No plan fits")).to_be_visible()
