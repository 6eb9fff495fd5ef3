"""No page of the editor, in whatever state, has a fault that axe can find: at 320, 768 and 1280 px.

axe-core's rules of WCAG 2.0 to 2.2, A and AA. Such rules find a third to a half of what is wrong;
the rest is for people.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from clients.tests.factories import client_of
from goals.models import Goal
from plans.models import Plan
from plans.tests.factories import draft_plan, signable_plan

WIDTHS = (320, 768, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis " * 12


@pytest.fixture
def plans(own_database: str) -> dict[str, Plan]:
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    full = signable_plan(dana, problems=2, goals=2, objectives=2, interventions=2)
    Goal.objects.filter(problem__plan=full).update(statement=LONG.strip())
    return {"full": full, "empty": draft_plan(dana, client_of(dana))}


@pytest.fixture
def page(chromium: Any, served: str, plans: dict[str, Plan]) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("dana@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/$"))
    yield page
    context.close()


def faults(page: Page, state: str) -> list[str]:
    """What axe finds on the page as it stands, at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for broken in Axe().run(page, options=OPTIONS).response["violations"]:
            nodes = [node["html"][:160] for node in broken["nodes"][:3]]
            found.append(f"{state} at {width}: {broken['id']}: {broken['help']}: {nodes}")
    return found


def states(page: Page, plans: dict[str, Plan]) -> Iterator[str]:
    """Every state of the editor, one after the other; gives its name when the page is there."""
    empty = f"/clients/{plans['empty'].client_id}/plans/1/draft/"
    full = f"/clients/{plans['full'].client_id}/plans/1/draft/"
    goal = Goal.objects.filter(problem__plan=plans["full"]).in_order()[0]
    page.goto(empty)
    yield "an empty draft"
    page.goto(f"{empty}problems/add/")
    yield "an empty form"
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".error-summary")
    yield "a refused form"
    page.goto(full)
    yield "a full draft"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(f"#goal-{goal.pk} .node-actions a").first.click()
    page.wait_for_selector(".in-place textarea")
    yield "a form in place"
    page.goto(f"{full}goals/{goal.pk}/edit/")
    Goal.objects.filter(pk=goal.pk).update(statement="Somebody else's words", row_version=7)
    page.locator("[name=statement]").fill("My words")
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".conflict")
    yield "a conflict"


def test_axe_finds_nothing_on_any_state_of_the_editor(page, plans):
    found = [fault for state in states(page, plans) for fault in faults(page, state)]
    assert found == []
