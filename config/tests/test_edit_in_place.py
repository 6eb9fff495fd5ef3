"""A therapist edits the draft where it stands, by mouse and by keyboard; no focus gets lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import PracticeFactory, staff
from config.tests.hands import sign_in
from goals.models import Goal
from plans.tests.factories import signable_plan


@pytest.fixture
def plan(own_database: str) -> Any:
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    return signable_plan(dana, goals=2, objectives=2)


@pytest.fixture
def page(chromium: Any, served: str, plan: Any) -> Iterator[Page]:
    """Dana's browser, at the draft."""
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    page.goto(f"/clients/{plan.client_id}/plans/1/draft/")
    yield page
    context.close()


def first_goal(plan: Any) -> Goal:
    return Goal.objects.filter(problem__plan=plan).in_order()[0]


def edit_link(page: Page, node: str) -> Any:
    return page.locator(f"#{node}").get_by_role("link", name=re.compile("^Edit")).first


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.closest('[id^=goal-],[id^=objective-],[id^=problem-]')?.id || ''"
    )


def test_a_node_is_reworded_where_it_stands_and_the_focus_returns_to_it(page, plan):
    goal = first_goal(plan)
    edit_link(page, f"goal-{goal.pk}").press("Enter")
    field = page.locator(".in-place [name=statement]")
    field.fill("Take the bus again, whichever line comes first")
    page.locator(".in-place button.btn-primary").click()
    expect(page.locator(f"#goal-{goal.pk} h3")).to_contain_text("whichever line comes first")
    expect(page.locator(".in-place")).to_have_count(0)
    assert page.url.endswith("/draft/")
    assert focused(page) == f"goal-{goal.pk}"
    goal.refresh_from_db()
    assert goal.statement == "Take the bus again, whichever line comes first"


def test_what_is_refused_says_so_beside_the_field_and_keeps_the_text(page, plan):
    goal = first_goal(plan)
    edit_link(page, f"goal-{goal.pk}").click()
    page.locator(".in-place [name=why_it_matters]").fill("So that I see my sister.")
    page.locator(".in-place [name=target]").fill("11")
    page.locator(".in-place button.btn-primary").click()
    summary = page.locator(".in-place .error-summary")
    expect(summary).to_contain_text("A score is a whole number from 0 to 10.")
    expect(summary).to_be_focused()
    expect(page.locator(".in-place [name=why_it_matters]")).to_have_value(
        "So that I see my sister."
    )


def test_escape_closes_the_form_and_returns_to_the_node(page, plan):
    goal = first_goal(plan)
    edit_link(page, f"goal-{goal.pk}").press("Enter")
    expect(page.locator(".in-place textarea").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".in-place")).to_have_count(0)
    assert focused(page) == f"goal-{goal.pk}"


def test_control_enter_saves_and_opens_a_form_for_the_next_of_the_kind(page, plan):
    objective = page.locator(".plan-objective").first
    add = page.locator(".plan-goal").first.get_by_role("link", name=re.compile("Add an objective"))
    add.press("Enter")
    page.locator(".in-place [name=statement]").fill("Ride one stop each day by May")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Ride one stop each day by May")).to_be_visible()
    expect(page.locator(".in-place [name=statement]")).to_have_value("")
    expect(page.locator(".in-place [name=statement]")).to_be_focused()
    assert objective.is_visible()


def test_alt_and_an_arrow_moves_the_node_and_says_where_it_is(page, plan):
    goal = first_goal(plan)
    edit_link(page, f"goal-{goal.pk}").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_have_text("Moved to 2 of 2")
    assert page.locator(".plan-goal").nth(1).get_attribute("id") == f"goal-{goal.pk}"
    assert focused(page) == f"goal-{goal.pk}"
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_have_text("This is the last one.")


def test_a_node_is_dragged_among_its_siblings_by_its_grip(page, plan):
    goal = first_goal(plan)
    grip = page.locator(f"#goal-{goal.pk} > .node-head .node-grip")
    grip.scroll_into_view_if_needed()
    page.mouse.move(*middle(grip))
    page.mouse.down()
    page.mouse.move(*middle(page.locator(".plan-goal").nth(1).locator(".plan-objective").last))
    page.keyboard.press("Escape")  # let go: nothing moves
    page.mouse.up()
    assert page.locator(".plan-goal").first.get_attribute("id") == f"goal-{goal.pk}"
    page.mouse.move(*middle(grip))
    page.mouse.down()
    page.mouse.move(*middle(page.locator(".plan-goal").nth(1).locator(".plan-objective").last))
    page.mouse.up()
    expect(page.locator("#live")).to_have_text("Moved to 2 of 2")
    assert page.locator(".plan-goal").nth(1).get_attribute("id") == f"goal-{goal.pk}"
    goal.refresh_from_db()
    assert goal.position == 2


def middle(place: Any) -> tuple[float, float]:
    """The middle of what is seen there."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_on_a_phone_a_node_has_a_page_of_its_own_and_leads_back_to_its_place(page, plan):
    goal = first_goal(plan)
    page.set_viewport_size({"width": 390, "height": 844})
    edit_link(page, f"goal-{goal.pk}").click()
    page.wait_for_url(re.compile(r"/edit/$"))
    expect(page.locator("h1")).to_have_text("Reword a goal")
    expect(page.locator(".plan-tree, .in-place")).to_have_count(0)
    field = page.locator("[name=statement]")
    expect(field).to_have_value(goal.statement)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    field.fill("Take the bus again on Sundays")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(rf"/draft/#goal-{goal.pk}$"))
    expect(page.locator(f"#goal-{goal.pk} h3")).to_contain_text("Take the bus again on Sundays")
    goal.refresh_from_db()
    assert goal.statement == "Take the bus again on Sundays"


def test_save_and_add_leads_into_the_first_field_of_the_child(page, plan):
    add = page.locator(".plan-problem").first.get_by_role(
        "link", name=re.compile("Add a goal")
    )  # fmt: skip
    add.press("Enter")
    page.locator(".in-place [name=statement]").fill("Visit my sister")
    page.locator(".in-place button[name=then]").click()
    field = page.locator(".in-place [name=statement]")
    expect(page.locator(".in-place [name=measure]")).to_be_visible()
    expect(field).to_have_value("")
    assert page.evaluate("document.activeElement.closest('.in-place') !== null")
    assert page.url.split("#")[0].endswith("/draft/")


def test_a_form_in_the_draft_that_saves_itself_leaves_the_address_alone(page, plan):
    add = page.locator(".plan-problem").first.get_by_role("link", name=re.compile("Add a goal"))
    add.press("Enter")
    page.locator(".in-place [name=statement]").press_sequentially("Visit my sister")
    expect(page.locator(".in-place [data-save-status]")).to_have_text(re.compile("^Saved"))
    assert page.url.split("#")[0].endswith("/draft/")
    page.keyboard.press("Escape")
    expect(page.locator(".plan-goal", has_text="Visit my sister")).to_be_visible()


def test_a_parked_goal_keeps_the_focus_and_opens_no_form_for_another(page, plan):
    goal = first_goal(plan)
    page.locator(f"#goal-{goal.pk} > .node-head").get_by_role(
        "link", name=re.compile("^Park")
    ).press("Enter")
    page.locator(".in-place [name=to][value=reserve]").check()
    page.locator(".in-place [name=because]").fill("Choir comes first.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#goal-{goal.pk}")).to_contain_text("Choir comes first.")
    expect(page.locator(".in-place")).to_have_count(0)
    assert focused(page) == f"goal-{goal.pk}"


def test_what_is_removed_leaves_the_focus_on_undo_and_comes_back(page, plan):
    step = page.locator(".plan-interventions li").first
    node, words = step.get_attribute("id"), step.inner_text()
    step.get_by_role("button", name=re.compile("^Remove")).press("Enter")
    undo = page.locator(".messages").get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(page.locator(f"#{node}")).to_have_count(0)
    undo.press("Enter")
    expect(page.locator(f"#{node}")).to_contain_text(words[:20])


def test_a_picked_statement_leaves_the_focus_in_its_field(page, plan):
    edit_link(page, f"goal-{first_goal(plan).pk}").press("Enter")
    field = page.locator(".in-place [name=statement]")
    search = page.locator(".in-place").get_by_role("combobox", name="Find wording")
    assert search.evaluate("element => element.tagName") == "INPUT"
    search.press_sequentially("sleep")
    page.get_by_role("option").first.wait_for()
    expect(search).to_be_focused()
    search.press("ArrowDown")
    search.press("Enter")
    expect(field).to_be_focused()


def test_a_server_that_does_not_answer_loses_no_text(page, plan):
    goal = first_goal(plan)
    edit_link(page, f"goal-{goal.pk}").click()
    page.locator(".in-place [name=statement]").fill("Typed on a train in a tunnel")
    page.context.set_offline(True)
    page.locator(".in-place button.btn-primary").click()
    expect(page.locator(".in-place")).to_contain_text("Not saved")
    expect(page.locator(".in-place [name=statement]")).to_have_value("Typed on a train in a tunnel")
    page.context.set_offline(False)
    page.locator(".in-place button.btn-primary").click()
    expect(page.locator(f"#goal-{goal.pk} h3")).to_contain_text("Typed on a train in a tunnel")


def test_a_question_mark_lists_the_shortcuts_unless_single_keys_are_off(page, plan):
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).not_to_be_visible()
