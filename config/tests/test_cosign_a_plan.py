"""A trainee's plan, by hand and eye: returned with a comment, mended, signed again, co-signed.

The record and the first draft are those of fixtures/demo/recovery.yaml, whose author is a trainee.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.models import Role, User
from accounts.tests.factories import PASSWORD, PracticeFactory, staff, supervised
from config.demo import arriving, planning
from config.demo.cases import cases, lives
from config.demo.days import Days, at_work
from config.tests.hands import sign_in
from plans.models import Plan, Version
from plans.state import state_of

COMMENT = "Seven out of ten is far for twenty weeks. Ask him for the first step."
WIDTHS = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def people(own_database: str) -> dict[str, User]:
    """Sam, who is in training, and Dana, who answers for him."""
    practice = PracticeFactory(name="Riverside Counseling")
    sam = staff(practice, name="Sam Okoro", credentials="LPC-Associate", email="sam@example.org")
    dana = staff(
        practice, Role.SUPERVISOR, Role.THERAPIST, name="Dana Whitfield", email="dana@example.org"
    )
    supervised(sam, dana)
    return {"sam": sam, "dana": dana}


@pytest.fixture
def plan(people: dict[str, User]) -> Plan:
    """The case's record and its draft, opened today."""
    case, life, sam = cases()["recovery"], lives()["recovery"], people["sam"]
    assert sam.practice
    days = Days.of(case, life, sam.practice)
    today = Days(sam.practice.today, days.hour, days.zone)
    with at_work(sam):
        client = arriving.arrive(case, life, today, sam)
        return planning.write(case, life, client, today, sam)


@contextmanager
def at_desk(chromium: Browser, served: str, email: str) -> Iterator[Page]:
    """Somebody's own browser, signed in."""
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, email)
    yield page
    context.close()


def sign(page: Page, plan: Plan, reason: str) -> None:
    page.goto(f"/clients/{plan.client_id}/plans/1/sign/")
    assert page.locator("#fixes").count() == 0, page.locator("#fixes").inner_text()
    page.locator("[name=reason]").fill(reason)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("main")).to_contain_text("waiting for Dana Whitfield")


def aim_at(page: Page, target: int) -> None:
    """The author looks at the draft, opens the first goal and gives it another target."""
    page.locator(".plan-goal").first.get_by_role("link", name=re.compile("^Edit goal")).click()
    page.locator("[name=target]").fill(str(target))
    page.locator("main form button.btn-primary[type=submit]").last.click()
    facts = page.locator(".plan-goal .goal-facts").first
    expect(facts).to_contain_text(re.compile(rf"Target\s+{target}\b"))


def return_it(page: Page, goal: str) -> None:
    """The supervisor opens what waits and writes beside the goal what is to change."""
    page.locator(".site-nav").get_by_role("link", name=re.compile("^Review")).click()
    page.locator("main table a").first.click()
    expect(page.locator("main")).to_contain_text("all of it is new")
    beside = page.locator(f"#goal-{goal} > details").first
    beside.locator("summary").click()
    beside.locator("textarea").fill(COMMENT)
    page.get_by_role("button", name="Return it").click()
    expect(page.locator("main")).to_contain_text("Nothing waits for you")


class Hand:
    """A hand on the page, that counts what it does."""

    def __init__(self) -> None:
        self.actions = 0

    def press(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def type(self, what: Locator, text: str) -> None:
        self.actions += 1
        what.press_sequentially(text)


def cosign(page: Page) -> int:
    """The supervisor approves what waits; the number of actions that it took, from the bar on."""
    hand = Hand()
    hand.press(page.locator(".site-nav").get_by_role("link", name=re.compile("^Review")))
    hand.press(page.locator("main table a").first)
    hand.type(page.locator("[name=password]"), PASSWORD)
    hand.press(page.get_by_role("button", name="Co-sign", exact=True))
    expect(page.locator("main")).to_contain_text("You co-signed")
    return hand.actions


def fits(page: Page) -> None:
    """On a phone and on a desk nothing has to be scrolled sideways."""
    for size in WIDTHS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{page.url} is {wide} wide at {size['width']}"


def look_at_what_changed(page: Page) -> None:
    """The difference comes first; what went and what came is marked in words too."""
    page.locator(".site-nav").get_by_role("link", name=re.compile("^Review")).click()
    page.locator("main table a").first.click()
    first = page.locator("main section").first
    expect(first).to_contain_text("Changed since version 2, which is in effect")
    expect(first.locator("del")).to_have_text("5")
    expect(first.locator("ins")).to_have_text("6")
    assert not page.locator("#whole .plan-tree").is_visible()
    fits(page)
    page.locator("#whole > summary").click()
    expect(page.locator("#whole .plan-tree")).to_be_visible()


def word(plan: Plan) -> tuple[str, int]:
    """Where the plan stands, and the number of the version in effect."""
    found = Plan.objects.with_versions().get(pk=plan.pk)
    state = state_of(found, found.practice.today)
    return state.word, state.current.number if state.current else 0


def test_a_trainees_plan_is_returned_mended_and_cosigned(
    chromium: Any, served: str, people: dict[str, User], plan: Plan
) -> None:
    goal = str(plan.problems.get().goals.first().pk)
    with (
        at_desk(chromium, served, "sam@example.org") as author,
        at_desk(chromium, served, "dana@example.org") as supervisor,
    ):
        sign(author, plan, "First plan")
        return_it(supervisor, goal)
        assert word(plan) == ("returned", 0)

        author.goto(f"/clients/{plan.client_id}/plans/1/")
        expect(author.locator("main")).to_contain_text(COMMENT)
        author.goto(f"/clients/{plan.client_id}/plans/1/draft/")
        expect(author.locator(f"#goal-{goal}")).to_contain_text(COMMENT)
        aim_at(author, 5)
        sign(author, plan, "The first step, as he wants it")
        assert cosign(supervisor) <= 4
        assert word(plan) == ("in effect", 2)

        author.goto(f"/clients/{plan.client_id}/plans/1/draft/")
        expect(author.locator(f"#goal-{goal}")).not_to_contain_text(COMMENT)
        aim_at(author, 6)
        sign(author, plan, "Another step")
        author.goto(f"/clients/{plan.client_id}/plans/1/draft/")
        aim_at(author, 8)
        look_at_what_changed(supervisor)
        assert cosign(supervisor) <= 4
        assert word(plan) == ("in effect", 3)

        supervisor.goto(f"/clients/{plan.client_id}/plans/1/versions/")
        fits(supervisor)
        supervisor.goto(f"/clients/{plan.client_id}/plans/1/diff/2/3/")
        expect(supervisor.locator("main")).to_contain_text("Target")
        fits(supervisor)
    targets = [
        re.search(r'"target":(\d+)', row.document) for row in Version.objects.filter(plan=plan)
    ]
    assert len(targets) == 3
