"""A whole first plan in the editor by mouse, and the same in a browser without a script.

With the script each form opens where its node stands; without it, on a page of its own. What
stands in the plan after is the case, word for word, both ways.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from config.tests.hands import sign_in
from config.tests.sample_plans import CASES, NAMES, PARKED, due, empty_draft, is_there, rest_of
from plans.document.numbering import letters
from plans.models import Version


class Mouse:
    """Somebody with a mouse at the draft, whose browser runs scripts or does not."""

    def __init__(self, page: Page, draft: str, *, script: bool) -> None:
        self.page, self.draft, self.script = page, draft, script

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.locator(".in-place" if self.script else "main form.form-page").last

    def write(self, link: str, then: str, **fields: Any) -> None:
        """Open a form by its link, fill it in, save it, and see in the draft what was written."""
        self.page.get_by_role("link", name=link, exact=True).click()
        for name, value in fields.items():
            self.fill(name, str(value))
        self.form.locator("button.btn-primary").click()
        self.is_back()
        expect(self.page.locator("main")).to_contain_text(then)

    def fill(self, name: str, value: str) -> None:
        field = self.form.locator(f"[name={name}]:not([type=hidden])")
        kind = field.first.evaluate("element => element.type")
        if kind == "radio":
            self.form.locator(f"[name={name}][value='{value}']").check()
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.click()
            field.fill(value)

    def is_back(self) -> None:
        """The draft again, and nothing was refused."""
        expect(self.page.locator(".plan-tree")).to_be_visible()
        expect(self.page.locator(".in-place, .error-summary")).to_have_count(0)
        assert self.page.url.split("#")[0].endswith(self.draft), self.page.url


@pytest.fixture
def dana(own_database: str) -> Any:
    return staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")


@pytest.fixture
def browser(chromium: Any, served: str, dana: Any) -> Iterator[Any]:
    """`browser(script)`: Dana's page, signed in, with scripts or without."""
    opened = []

    def enter(script: bool) -> Page:
        context = chromium.new_context(
            base_url=served, java_script_enabled=script, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        sign_in(page, "dana@example.org")
        return page

    yield enter
    for context in opened:
        context.close()


def write_around(hand: Mouse, name: str) -> None:
    """The plan's own words and the service ordered."""
    case, rest = CASES[name], rest_of(name)
    words = {key: rest[key] for key in ("impairment", "discharge_criteria", "participation")}
    words = {"why_now": case["intake"]["why_now"], **words}
    hand.write("Edit the plan’s own words", case["necessity"], **words)
    service = {key: rest[key] for key in ("minutes", "frequency", "duration_weeks", "cpt")}
    hand.write("Order a service", rest["cpt"], **service)


def write_tree(hand: Mouse, problem: dict[str, Any], plan: Any) -> None:
    diagnosis = plan.client.diagnoses.order_by("rank")[0]
    said = {"statement": problem["statement"], "definitions": "\n".join(problem["behaviors"])}
    hand.write("Add a problem", problem["statement"], **said, diagnosis=diagnosis.pk)
    for n, goal in enumerate(problem["goals"], 1):
        write_goal(hand, goal, plan.practice.today)
        for m, step in enumerate(goal["objectives"]):
            write_step(hand, step, f"1.{n}", letters(m), plan.practice.today)


def write_goal(hand: Mouse, goal: dict[str, Any], today: Any) -> None:
    scale = goal["scale"]
    hand.write(
        "Add a goal to problem 1", goal["statement"], own_words=goal["own_words"],
        statement=goal["statement"], zero_means=scale["zero"], ten_means=scale["ten"],
        baseline=scale["baseline"], target=scale["target"], target_on=due(today, scale["weeks"]),
        focus=goal["focus"],
    )  # fmt: skip


def write_step(hand: Mouse, step: dict[str, Any], goal: str, letter: str, today: Any) -> None:
    count = step["measure"]
    hand.write(
        f"Add an objective to goal {goal}", step["statement"], statement=step["statement"],
        measure=count["what"], measure_from=count["from"], measure_to=count["to"],
        measure_per=count["per"], target_on=due(today, step["weeks"]),
    )  # fmt: skip
    (item,) = step["interventions"]
    hand.write(
        f"Add an intervention to objective {goal}{letter}", item["statement"],
        statement=item["statement"], modality=item["approach"], frequency=item["frequency"],
        homework=item.get("homework", ""),
    )  # fmt: skip


def park_goal(hand: Mouse, number: str) -> None:
    hand.write(f"Park, met or stop : goal {number}", "Parked", to="reserve", because=PARKED)


def sign(page: Page) -> None:
    page.get_by_role("link", name="Sign", exact=True).first.click()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("main")).to_contain_text("in effect")


@pytest.mark.parametrize("script", [True, False], ids=["by mouse", "without a script"])
@pytest.mark.parametrize("name", NAMES)
def test_a_first_plan_is_written_and_signed_word_for_word(
    name: str, script: bool, browser: Any, dana: Any
) -> None:
    plan, page = empty_draft(name, dana), browser(script)
    draft = f"/clients/{plan.client_id}/plans/1/draft/"
    page.goto(draft)
    hand, problem = Mouse(page, draft, script=script), CASES[name]["problems"][0]
    write_around(hand, name)
    write_tree(hand, problem, plan)
    for n, goal in enumerate(problem["goals"], 1):
        if goal.get("reserve"):
            park_goal(hand, f"1.{n}")
    is_there(plan, name, dana)
    sign(page)
    assert Version.objects.filter(plan=plan).count() == 1
