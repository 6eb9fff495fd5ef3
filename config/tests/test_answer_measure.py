"""PHQ-9 by keys alone: the risk panel shows at once, the result is read, axe finds no fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.tests.factories import PracticeFactory, staff
from clients.models import Client
from clients.tests.factories import client_of
from config.tests.hands import sign_in
from config.tests.test_pass_axe import faults
from measures.models import Administration
from measures.tests.factories import begun, entry, series


@pytest.fixture
def person(own_database: str) -> Client:
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    client = client_of(dana)
    series(dana, client, 20, 18, 14)
    entry(dana, client)
    begun(dana, client, "gad-7", {"q1": 1})
    return client


@pytest.fixture
def page(chromium: Any, served: str, person: Client) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def door(name: str, *parts: Any) -> str:
    return reverse(f"measures:{name}", args=parts)


def test_phq_9_is_answered_by_keys_and_item_9_shows_the_risk_panel_at_once(
    page: Page, person: Client
) -> None:
    page.goto(door("give", person.pk, "phq-9"))
    panel = page.locator("[data-risk-panel]")
    expect(panel).to_be_hidden()
    page.locator("#id_item_q1_0").focus()
    for item in range(1, 10):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#id_item_q{item}_1")).to_be_checked()
        if item < 9:
            expect(panel).to_be_hidden()
            page.keyboard.press("Tab")
    expect(panel).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Look at risk now")
    expect(page.locator("[data-save-status]")).to_contain_text("Saved")
    assert faults(page, "while answering") == []
    page.get_by_role("button", name="Finish and score").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="9 of 27 · mild")).to_be_visible()
    expect(panel).to_be_visible()
    assert faults(page, "result") == []
    assert Administration.objects.filter(client=person, total=9).count() == 1


def test_no_page_of_measures_has_a_fault_that_axe_can_find(page: Page, person: Client) -> None:
    found = []
    for address in (
        door("of-client", person.pk),
        door("enter", person.pk, "pcl-5"),
        door("journal", person.pk),
        door("add-entry", person.pk),
        door("practice"),
        door("preview", "audit-c"),
    ):
        page.goto(address)
        found += faults(page, address)
    page.goto(door("enter", person.pk, "gad-7"))
    page.get_by_role("button", name="Finish and score").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    found += faults(page, "refused")
    assert found == []
