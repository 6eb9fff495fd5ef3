"""The golden thread and the coverage of sessions: axe finds nothing, and a phone reads a list."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import PracticeFactory, staff
from audits.tests.lives import life_of, noted
from clients.tests.factories import diagnosed
from config.tests.hands import sign_in
from config.tests.test_pass_axe import faults
from plans.models import Plan
from plans.tests.factories import draft_plan


@pytest.fixture
def plans(own_database: str) -> dict[str, Plan]:
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    life = life_of(dana, notes=1)
    noted(life, cites=False)
    diagnosed(life.client, "F41.1", "Generalized anxiety disorder")
    life.client.consents.update(from_on=life.client.practice.today)
    return {"lived": life.plan, "empty": draft_plan(dana)}


@pytest.fixture
def page(chromium: Any, served: str, plans: dict[str, Plan]) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def test_both_pages_are_whole_at_every_width(page, plans):
    found = []
    for state, plan in plans.items():
        for name in ("thread", "timeline"):
            page.goto(f"/clients/{plan.client_id}/plans/{plan.number}/{name}/")
            expect(page.locator("h1")).to_be_visible()
            for more in page.locator("details.more").all():
                more.locator("summary").click()
            found += faults(page, f"{name}, {state}")
    assert not found, "\n".join(found)


def test_a_wide_screen_shows_the_picture_and_a_phone_the_list_alone(page, plans):
    plan = plans["lived"]
    page.goto(f"/clients/{plan.client_id}/plans/{plan.number}/thread/")
    picture = page.get_by_role("img", name=re.compile("It breaks here"))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 1180
    page.set_viewport_size({"width": 390, "height": 844})
    expect(picture).to_be_hidden()
    expect(page.get_by_role("heading", name="Notes that lead nowhere")).to_be_visible()
