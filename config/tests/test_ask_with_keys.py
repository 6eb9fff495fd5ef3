"""An admin who also treats asks and mends by keyboard alone, and always sees the focus."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Role, User
from accounts.tests.factories import PracticeFactory, staff
from audits.models import Ask
from clients.tests.factories import client_of
from config.tests.hands import sign_in
from plans.models import Plan
from plans.tests.factories import draft_plan, sign_draft, signable_plan

# What has the focus can be seen. Within a date, the browser marks the part that one is in.
HAS_RING = """() => {
  if (document.activeElement.type === "date") return true;
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
MOST_TABS = 60


@pytest.fixture
def plan(own_database: str) -> Plan:
    """One of two plans: its service in effect is never given."""
    dana = staff(
        PracticeFactory(), Role.ADMIN, Role.THERAPIST, name="Dana Whitfield",
        email="dana@example.org",
    )  # fmt: skip
    plan = signable_plan(dana, client_of(dana, record_number="R-FLAWED"))
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    draft_plan(dana)
    return plan


@pytest.fixture
def page(chromium: Any, served: str, plan: Plan) -> Iterator[Page]:
    context = chromium.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def tab_to(page: Page, place: Locator) -> None:
    """Tab until the focus is there; each stop on the way can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(HAS_RING), page.evaluate("document.activeElement.outerHTML")
        if place.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {place}")


def enter(page: Page) -> None:
    """Enter, and the page that follows."""
    page.evaluate("document.documentElement.dataset.before = 'here'")
    page.keyboard.press("Enter")
    page.wait_for_selector("html:not([data-before])")
    page.wait_for_load_state()


def skip(page: Page, name: str) -> None:
    """By the link that the first Tabs of a page come to."""
    tab_to(page, page.get_by_role("link", name=name, exact=True))
    page.keyboard.press("Enter")


def ask_about_three(page: Page, due: str) -> None:
    """On the plan's findings: three ticks, a day, and the button."""
    ticks = page.locator("[name=findings]")
    for number in range(3):
        tab_to(page, ticks.nth(number))
        page.keyboard.press("Space")
    year, month, day = due.split("-")
    tab_to(page, page.locator("[name=due_on]"))
    page.keyboard.type(f"{month}{day}{year}")
    tab_to(page, page.get_by_role("button", name="Ask the therapist"))
    enter(page)


def test_three_findings_are_asked_about_and_one_is_opened_in_its_field_by_keyboard(page, plan):
    dana = User.objects.get()
    due = plan.practice.today + timedelta(days=7)
    page.goto("/audit/")
    skip(page, "Skip to the page")
    tab_to(page, page.locator("[name=q]"))
    page.keyboard.type("R-FLAWED")
    enter(page)
    expect(page.get_by_role("heading", name="1 plan", exact=True)).to_be_visible()
    skip(page, "Skip to the plans")
    tab_to(page, page.get_by_role("link", name=re.compile("blocking")))
    enter(page)
    ask_about_three(page, str(due))
    said = page.locator(".messages")
    expect(said).to_contain_text("3 findings sent.")
    expect(said).to_be_focused()
    assert set(Ask.objects.values_list("to", "due_on")) == {(dana.pk, due)}
    assert Ask.objects.count() == 3
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    never = page.locator("li.card-section").filter(has_text="Say how often.")
    tab_to(page, never.get_by_role("link", name=re.compile("^Mend it")))
    enter(page)
    expect(page.locator("[name=frequency]")).to_be_focused()
    expect(page.locator("#audit-said")).to_contain_text("Say how often.")
