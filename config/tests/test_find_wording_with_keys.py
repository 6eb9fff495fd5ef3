"""A statement is found and picked by keyboard, and Tab goes from blank to blank."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.tests.factories import PracticeFactory, staff
from config.tests.hands import sign_in
from plans.tests.factories import draft_plan


@pytest.fixture
def plan(own_database: str) -> Any:
    return draft_plan(staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org"))


@pytest.fixture
def page(chromium: Any, served: str, plan: Any) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def objective_form(page: Page, plan: Any) -> None:
    """A problem and a goal in a few words, and on to the first objective."""
    page.goto(f"/clients/{plan.client_id}/plans/1/draft/problems/add/")
    for words, follows in (("Low mood", "**/goals/add/"), ("Get up", "**/objectives/add/")):
        page.locator("[name=statement]").fill(words)
        page.locator("button[value=child]").click()
        page.wait_for_url(follows)


def test_a_statement_is_found_picked_and_its_blanks_filled_by_keyboard(
    page: Page, plan: Any
) -> None:
    objective_form(page, plan)
    search, field = page.get_by_role("combobox", name="Find wording"), page.locator("#id_statement")
    search.focus()
    page.keyboard.type("walk")
    page.get_by_role("option").first.wait_for()
    assert 0 < page.get_by_role("option").count() <= 8
    page.keyboard.press("Enter")  # nothing is highlighted: nothing is picked, nothing is sent
    assert field.input_value() == ""
    page.keyboard.press("Escape")
    assert search.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "[" in field.input_value()
    for blank in blanks_of(page):
        assert blank.startswith("["), blank
        assert blank.endswith("]"), blank
    assert "[" not in field.input_value()
    assert page.evaluate("document.activeElement.id") != "id_statement"


def blanks_of(page: Page) -> Iterator[str]:
    """Each blank that Tab selects, filled with a number, until Tab leaves the field."""
    chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    while page.evaluate("document.activeElement.id") == "id_statement":
        yield page.locator("#id_statement").evaluate(chosen)
        page.keyboard.insert_text("7")
        page.keyboard.press("Tab")
