"""A first plan with the planner's help, counted: by keyboard alone, by mouse, and without a script.

An action is a click, a field filled in, or a key pressed to act (Space, Enter). Getting to a box, a
button or a link is one more, whether by Tab, by a skip link or by the reader's list of fields;
typing what a field says is one action, however long it is.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings
from playwright.sync_api import Locator, Page

from clients.tests.factories import client_of, diagnosed
from config.tests.test_do_the_main_job import people, save, sign_in  # noqa: F401
from goals.models import Goal, Intervention, Objective
from plans.models import Problem
from plans.tests.factories import draft_plan

CASES = {
    name: yaml.safe_load((settings.BASE_DIR / f"fixtures/demo/{name}.yaml").read_text())
    for name in ("recovery", "depression")
}
AREAS = {"recovery": "opioid-use", "depression": "depression"}
MOST_ACTIONS = 45
TITLES = {"F11.20": "Opioid dependence, uncomplicated", "F33.1": "Major depressive disorder"}


class Hand:
    """Somebody at the page who counts what they do."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.actions += 1
        self.page.keyboard.insert_text(words)

    def reach(self, field: Locator) -> None:
        """The focus goes there; counted once."""
        self.actions += 1
        field.focus()

    def fill(self, field: Locator, words: str) -> None:
        self.reach(field)
        self.type(words)
        self.actions -= 1  # reaching a field and filling it in is filling it in

    def tick(self, field: Locator) -> None:
        self.reach(field)
        self.press("Space")

    def go(self) -> None:
        """Enter on the form's own button."""
        before = self.page.url
        self.reach(self.page.locator("main form .btn-primary[type=submit]").last)
        self.press("Enter")
        self.page.wait_for_url(lambda url: url != before)


class Mouse(Hand):
    """The same by mouse and by a script-less browser: clicks and filled fields."""

    def fill(self, field: Locator, words: str) -> None:
        self.actions += 1
        field.fill(words)

    def tick(self, field: Locator) -> None:
        self.actions += 1
        field.check(force=True)

    def go(self) -> None:
        self.actions += 1
        before = self.page.url
        self.page.locator("main form .btn-primary[type=submit]").last.click()
        self.page.wait_for_url(lambda url: url != before)


@pytest.fixture
def plans(people: dict[str, Any]) -> dict[str, Any]:  # noqa: F811
    """An empty draft for the client of each case, with the diagnosis known."""
    made = {}
    for name, case in CASES.items():
        code = case["diagnoses"][0]["code"]
        client = client_of(people["dana"], given_name=case["client"]["given"])
        diagnosed(client, code, TITLES[code])
        made[name] = draft_plan(people["dana"], client)
    return made


@pytest.fixture
def contexts(chromium: Any, served: str) -> Iterator[Any]:
    """Browsers that are closed afterwards."""
    opened = []

    def fresh(**options: Any) -> Page:
        context = chromium.new_context(base_url=served, **options)
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        sign_in(page, "dana@example.org")
        return page

    yield fresh
    for context in opened:
        context.close()


def write(page: Page, hand: Hand, plan: Any, name: str) -> None:
    """One problem, two goals, four objectives, four interventions: in the case's words."""
    case = CASES[name]
    problem = case["problems"][0]
    goals = problem["goals"][:2]
    page.goto(f"/clients/{plan.client_id}/plans/1/draft/")
    hand.reach(page.get_by_role("link", name="Start from the library"))
    hand.press("Enter")
    page.wait_for_url("**/add/")
    hand.fill(page.locator("[name=statement]"), problem["statement"])
    hand.tick(page.locator(f"#area-{AREAS[name]}"))
    hand.go()
    for box in page.locator("main input[name^=take_]").all()[:2]:
        hand.tick(box)
    hand.go()
    hand.fill(page.locator("[name^=own_]"), "\n".join(goal["statement"] for goal in goals))
    hand.fill(page.locator("[name^=said_]"), "\n".join(goal["own_words"] for goal in goals))
    hand.go()
    steps = [[step["statement"] for step in goal["objectives"]] for goal in goals]
    for place, said in enumerate(steps):
        hand.fill(page.locator("[name^=own_]").nth(place), "\n".join(said))
    hand.go()
    groups = page.locator(".wizard-group")
    for place in range(1, groups.count()):  # the first is for all of them at once
        hand.tick(groups.nth(place).locator("input[name^=take_]").nth(place))
    hand.fill(page.locator("[name=frequency]"), "every session")
    hand.go()
    hand.go()


def counts(plan: Any) -> tuple[int, ...]:
    return (
        Problem.objects.filter(plan=plan).count(),
        Goal.objects.filter(problem__plan=plan).count(),
        Objective.objects.filter(goal__problem__plan=plan).count(),
        Intervention.objects.filter(objective__goal__problem__plan=plan).count(),
    )


@pytest.mark.parametrize("name", ["recovery", "depression"])
def test_by_keyboard_alone_a_plan_takes_at_most_45_actions(
    name: str, plans: dict[str, Any], contexts: Any
) -> None:
    page = contexts()
    hand = Hand(page)
    write(page, hand, plans[name], name)
    print(f"{name}: {hand.actions} actions by keyboard")  # noqa: T201
    assert counts(plans[name]) == (1, 2, 4, 4)
    assert hand.actions <= MOST_ACTIONS


@pytest.mark.parametrize(("name", "script"), [("recovery", True), ("depression", False)])
def test_by_mouse_and_without_a_script_it_is_the_same_plan(
    name: str, script: bool, plans: dict[str, Any], contexts: Any
) -> None:
    page = contexts(java_script_enabled=script)
    hand = Mouse(page)
    write(page, hand, plans[name], name)
    assert counts(plans[name]) == (1, 2, 4, 4)
    assert hand.actions <= MOST_ACTIONS


def objective_form(page: Page, plan: Any) -> None:
    """A problem and a goal in a few words, and on to the first objective."""
    page.goto(f"/clients/{plan.client_id}/plans/1/draft/problems/add/")
    for words, follows in (("Low mood", "**/goals/add/"), ("Get up", "**/objectives/add/")):
        page.locator("[name=statement]").fill(words)
        page.locator("button[value=child]").click()
        page.wait_for_url(follows)


def test_a_statement_is_found_picked_and_its_blanks_filled_by_keyboard(
    plans: dict[str, Any], contexts: Any
) -> None:
    page = contexts()
    objective_form(page, plans["depression"])
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
