"""No page of the editor, in whatever state, has a fault that axe can find: at 320, 768 and 1280 px.

axe-core's rules of WCAG 2.0 to 2.2, A and AA. Such rules find a third to a half of what is wrong;
the rest is for people.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from accounts.tests.factories import PracticeFactory, staff
from clients.tests.factories import client_of
from config.tests.hands import sign_in
from goals.models import Goal
from plans.models import Plan
from plans.tests.factories import a_problem, draft_plan, signable_plan

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
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def faults(page: Page, state: str, widths: Sequence[int] = WIDTHS) -> list[str]:
    """What axe finds on the page as it stands, at each width."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        # Scrolled, the bar that stays in sight covers what slides beneath it.
        page.evaluate("scrollTo(0, 0)")
        for broken in Axe().run(page, options=OPTIONS).response["violations"]:
            nodes = [node["html"][:160] for node in broken["nodes"][:3]]
            found.append(f"{state} at {width}: {broken['id']}: {broken['help']}: {nodes}")
    return found


def states(page: Page, plans: dict[str, Plan]) -> Iterator[str]:
    """Every state of the editor, one after the other; gives its name when the page is there."""
    empty = f"/clients/{plans['empty'].client_id}/plans/1/"
    full = f"/clients/{plans['full'].client_id}/plans/1/"
    yield from forms(page, f"{empty}draft/", f"{full}draft/")
    goal = Goal.objects.filter(problem__plan=plans["full"]).in_order()[0]
    yield from conflicts(page, f"{full}draft/", goal)
    yield from helpers(page, f"{full}draft/", goal)
    yield from the_wizard(page, f"{full}add/", goal)
    problem = a_problem(plans["empty"])
    Plan.objects.filter(pk=plans["empty"].pk).update(impairment="", participation="")
    page.goto(f"{empty}add/{problem.pk}/rest/")
    yield "what signing needs"


def forms(page: Page, empty: str, full: str) -> Iterator[str]:
    page.goto(empty)
    yield "an empty draft"
    page.goto(f"{empty}problems/add/")
    yield "an empty form"
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".error-summary")
    yield "a refused form"
    page.goto(full)
    yield "a full draft"
    told = "new CustomEvent('autosave:told', {detail: {here: 'Priya opened this draft at 14:03.'}})"
    page.evaluate(f"document.dispatchEvent({told})")
    page.wait_for_selector("[data-together]:not([hidden])")
    yield "somebody else is here"
    page.keyboard.press("?")
    page.wait_for_selector("#shortcuts[open]")
    yield "the list of shortcuts"


def in_place(page: Page, full: str, goal: Goal) -> Locator:
    """A goal's form beside it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(full)
    page.locator(f"#goal-{goal.pk} .node-actions a").first.click()
    page.wait_for_selector(".in-place textarea")
    return page.locator(".in-place [name=statement]")


def conflicts(page: Page, full: str, goal: Goal) -> Iterator[str]:
    in_place(page, full, goal)
    yield "a form in place"
    field = in_place(page, full, goal)
    Goal.objects.filter(pk=goal.pk).update(statement="Somebody else's words", row_version=7)
    field.fill("My words")
    page.wait_for_selector(".conflict")
    yield "a conflict in place"
    page.goto(f"{full}goals/{goal.pk}/edit/")
    Goal.objects.filter(pk=goal.pk).update(statement=LONG.strip(), row_version=9)
    page.locator("[name=statement]").fill("My words again")
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".conflict")
    yield "a conflict"


def helpers(page: Page, full: str, goal: Goal) -> Iterator[str]:
    page.goto(f"{full}problems/{goal.problem_id}/goals/add/")
    page.get_by_role("combobox", name="Find wording").first.press_sequentially("sleep")
    page.get_by_role("option").first.wait_for()
    yield "suggestions"
    page.goto(f"{full}goals/{goal.pk}/grow/")
    yield "a worksheet"
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('session:ended', {detail: 'signed-out'}))"
    )
    page.wait_for_selector("#session-dialog[open]")
    yield "signed out"
    page.goto(full)
    page.locator(".plan-interventions button", has_text="Remove").first.click()
    page.locator(".messages").get_by_role("button", name="Undo").wait_for()
    yield "something removed"
    parked = {"status": "reserve", "status_reason": "Later", "parked_from": plans_today(goal)}
    Goal.objects.filter(pk=goal.pk).update(**parked)
    page.goto(full)
    yield "a parked goal"
    page.goto(f"{full}goal/{goal.pk}/status/")
    yield "what becomes of it"


def plans_today(goal: Goal) -> date:
    return goal.home.practice.today


def the_wizard(page: Page, add: str, goal: Goal) -> Iterator[str]:
    page.goto(add)
    yield "the wizard's first page"
    for step in ("definitions", "goals", "objectives", "interventions", "homework"):
        page.goto(f"{add}{goal.problem_id}/{step}/?area=panic")
        yield f"the step of {step}"
    page.goto(f"{add}{goal.problem_id}/goals/?area=panic")
    own = page.locator("[name^=own_]").first
    own.fill("Ride again; 0 is never; 10 is daily; 1 to 8 in 10 weeks")
    page.locator(".lines-said li").wait_for()
    yield "how a line is read"
    own.fill("Ride again; 11 to 3")
    page.locator("#go").click()
    page.wait_for_selector(".error-summary")
    yield "a refused step"
    others = Goal.objects.filter(problem=goal.problem, status="active")
    others.update(baseline=None, target=None, zero_means="", target_on=None)
    page.goto(f"{add}{goal.problem_id}/numbers/?area=panic")
    yield "numbers and dates"


def test_axe_finds_nothing_on_any_state_of_the_editor(page, plans):
    found = [fault for state in states(page, plans) for fault in faults(page, state)]
    assert found == []
