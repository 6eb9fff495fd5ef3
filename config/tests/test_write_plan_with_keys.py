"""A whole first plan by keyboard alone, from an empty draft to the signature, counted.

An action is a chord, a key that acts (Enter, Space, an arrow), or one line of typed text. Tab is
how one gets from a field to the next and belongs to filling that; of a longer walk each ten Tabs
are one action more. What was pressed and typed in all is printed beside it. Nothing is clicked or
focused by the test: keys only, from the top of each page or from where the page put the focus.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from config.tests.hands import sign_in
from config.tests.sample_plans import CASES, NAMES, PARKED, empty_draft, is_there, new_page, rest_of
from plans.models import Version

MOST_ACTIONS = 45
TABS_IN_A_WALK = 10
MOST_TABS = 150


class Keys:
    """Somebody at the keyboard, who counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions, self.strokes = page, 0, 0

    def press(self, chord: str) -> None:
        self.actions += 1
        self.strokes += 1
        self.page.keyboard.press(chord)

    def tab_to(self, field: Locator) -> None:
        """Tab until the focus is there."""
        for tabs in range(MOST_TABS):
            if field.evaluate("element => element === document.activeElement"):
                self.actions += tabs // TABS_IN_A_WALK
                return
            self.strokes += 1
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {field}")

    def write(self, field: Locator, *lines: str) -> None:
        """Fill in a field, line by line."""
        self.tab_to(field)
        for n, line in enumerate(lines):
            if n:
                self.strokes += 1
                self.page.keyboard.press("Enter")
            self.actions += 1
            self.strokes += len(line)
            self.page.keyboard.type(line)

    def go(self, chord: str = "Control+Enter") -> None:
        """Save, and on to the next page."""
        new_page(self.page, lambda: self.press(chord))


@pytest.fixture
def dana(own_database: str) -> Any:
    return staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")


@pytest.fixture
def page(chromium: Any, served: str, dana: Any) -> Iterator[Page]:
    context = chromium.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def goal_line(goal: dict[str, Any]) -> str:
    scale = goal["scale"]
    said = f"{goal['statement']}; 0 is {scale['zero']}; 10 is {scale['ten']}"
    said += f"; {scale['baseline']} to {scale['target']} in {scale['weeks']} weeks"
    return said if goal["focus"] == "symptom relief" else f"{said}; {goal['focus']}"


def objective_line(step: dict[str, Any]) -> str:
    count = step["measure"]
    per = count["per"] if count["per"] == "in all" else f"per {count['per']}"
    numbers = f"{count['what']} {count['from']} to {count['to']} {per}"
    return f"{step['statement']}; {numbers} in {step['weeks']} weeks"


def intervention_line(item: dict[str, Any]) -> str:
    said = f"{item['statement']}; {item['approach']}, {item['frequency']}"
    return f"{said}; homework: {item['homework']}" if "homework" in item else said


def write(keys: Keys, plan: Any, name: str) -> None:
    """From the draft's empty page through the wizard: own words, line by line."""
    page, problem = keys.page, CASES[name]["problems"][0]
    goals = problem["goals"]
    steps = [step for goal in goals for step in goal["objectives"]]
    page.goto(f"/clients/{plan.client_id}/plans/1/draft/")
    keys.tab_to(page.get_by_role("link", name="Start from the library").first)
    keys.go("Enter")
    keys.write(page.locator("[name=statement]"), problem["statement"])
    keys.go()
    keys.write(page.locator("[name^=own_]"), *problem["behaviors"])
    keys.go()
    keys.write(page.locator("[name^=own_]"), *map(goal_line, goals))
    keys.write(page.locator("[name^=said_]"), *(goal["own_words"] for goal in goals))
    keys.go()
    groups = [list(map(objective_line, goal["objectives"])) for goal in goals]
    fill_groups(keys, groups)
    fill_groups(keys, [[intervention_line(step["interventions"][0])] for step in steps])
    keys.go()  # homework stands in the lines already
    for field, text in rest_of(name).items():
        keys.write(page.locator(f"main [name={field}]"), text)
    keys.go()


def fill_groups(keys: Keys, groups: list[list[str]]) -> None:
    """Own words in each group of a step, past what could be chosen from the planner."""
    boxes = keys.page.locator(".wizard-group > .mb-3 > [name^=own_]")
    expect(boxes).to_have_count(len(groups))
    for n, lines in enumerate(groups):
        if n:
            keys.tab_to(keys.page.locator(".skip-inline:visible").nth(n - 1))
            keys.press("Enter")
        keys.write(boxes.nth(n), *lines)
    keys.go()


def park_the_second_goal(keys: Keys) -> None:
    """Back in the draft: the choir waits."""
    page = keys.page
    page.goto(page.url.replace("/sign/", "/draft/"))
    goal = page.locator(".plan-goal").nth(1)
    keys.tab_to(page.get_by_role("link", name="Skip to the outline"))
    keys.press("Enter")
    keys.tab_to(page.locator("#outline ul ul a").nth(1))
    keys.press("Enter")
    keys.tab_to(goal.get_by_role("link", name="Park, met or stop").first)
    keys.press("Enter")
    keys.tab_to(page.locator(".in-place [name=to]").first)
    keys.press("Space")
    keys.write(page.locator(".in-place [name=because]"), PARKED)
    keys.press("Control+Enter")
    expect(goal).to_contain_text("Parked")
    expect(page.locator(".in-place")).to_have_count(0)


def sign(keys: Keys) -> None:
    page = keys.page
    keys.tab_to(page.get_by_role("link", name="Skip to the signature"))
    keys.press("Enter")
    keys.write(page.locator("[name=password]"), PASSWORD)
    keys.go("Enter")
    expect(page.locator("main")).to_contain_text("in effect")


@pytest.mark.parametrize("name", NAMES)
def test_a_first_plan_is_written_and_signed_by_keys_in_at_most_45_actions(
    name: str, page: Page, dana: Any
) -> None:
    plan, keys = empty_draft(name, dana), Keys(page)
    write(keys, plan, name)
    assert page.url.endswith("/sign/"), page.locator("#fixes").inner_text()
    if any(goal.get("reserve") for goal in CASES[name]["problems"][0]["goals"]):
        parking = Keys(page)
        park_the_second_goal(parking)
        print(f"{name}: {parking.actions} actions more to park a goal")  # noqa: T201
        page.goto(f"/clients/{plan.client_id}/plans/1/sign/")
    is_there(plan, name, dana)
    sign(keys)
    assert Version.objects.filter(plan=plan).count() == 1
    print(f"{name}: {keys.actions} actions, {keys.strokes} keystrokes in all")  # noqa: T201
    assert keys.actions <= MOST_ACTIONS
