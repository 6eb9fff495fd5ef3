"""The signing ceremony by hand and eye: the author signs, the client answers on the device that

was handed over, another by their own sign-in, and a passkey stands for the password.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from clients.tests.factories import client_of, reader_of
from config.tests.hands import pictured, sign_in, with_device
from plans.models import ClientAnswer, Plan, Signature
from plans.tests.factories import signable_plan


@pytest.fixture
def dana(own_database: str) -> User:
    return staff(PracticeFactory(name="Riverside Counseling"), name="Dana Whitfield")


@pytest.fixture
def plan(dana: User) -> Plan:
    """A plan in which nothing is missing."""
    return signable_plan(dana, client_of(dana), goals=2)


@pytest.fixture
def page(chromium: Any, served: str) -> Iterator[Page]:
    """A browser at the address under which passkeys work: a name, not a number."""
    context = chromium.new_context(base_url=served.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def author_signs(page: Page, plan: Plan) -> None:
    page.goto(f"/clients/{plan.client_id}/plans/1/sign/")
    pictured(page, "sign")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url(re.compile(r"/plans/1/$"))


def says(page: Page, words: str) -> None:
    """Agree with the first goal, not with the second."""
    page.get_by_label("Yes, I agree").first.check()
    page.get_by_label("No, I do not agree").last.check()
    page.get_by_label("What does this goal mean to you").first.fill(words)


def nothing_else_opens(page: Page) -> None:
    """Not by an address, not by going back; and a reload changes nothing."""
    page.goto("/clients/")
    expect(page.get_by_role("heading")).to_have_text("This device was handed over")
    pictured(page, "closed")
    for _ in range(3):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Edit the draft")
        expect(page.locator("nav")).to_have_count(0)
    page.goto("/hand-over/")
    page.reload()


def test_the_author_signs_and_the_client_answers_on_the_device_in_their_hands(page, plan, dana):
    sign_in(page, dana.email)
    author_signs(page, plan)
    page.get_by_role("link", name="Hand over this device").click()
    pictured(page, "hand-over")
    page.get_by_role("button", name="Hand it over now").click()
    page.wait_for_url("**/hand-over/")
    pictured(page, "handed-over")
    nothing_else_opens(page)
    says(page, "Riding to work without fear.")
    page.get_by_role("button", name="These are my answers").click()
    expect(page.get_by_role("heading")).to_have_text("Thank you. Your answer is kept")
    pictured(page, "thanks")
    page.goto(f"/clients/{plan.client_id}/")
    expect(page.get_by_role("heading")).to_have_text("This device was handed over")
    page.goto("/hand-over/leave/")
    page.get_by_label("Your password").fill("a guess")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".error-summary")).to_contain_text("This is not the password.")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url("**/versions/1/")
    expect(page.locator("#answers")).to_contain_text("Agrees with 1 of 2 goals.")
    expect(page.locator("#answers")).to_contain_text("Riding to work without fear.")
    pictured(page, "version")
    assert ClientAnswer.objects.get().way == "handed over"


def test_the_client_answers_by_their_own_sign_in(page, plan, dana):
    client = plan.client
    reader = reader_of(client, name="Marisol Vega")
    sign_in(page, dana.email)
    author_signs(page, plan)
    page.context.clear_cookies()
    sign_in(page, reader.email)
    page.goto("/me/plan/")
    pictured(page, "me-plan")
    page.get_by_role("link", name="Read it goal by goal").click()
    pictured(page, "answer")
    page.get_by_role("button", name="These are my answers").click()
    expect(page.locator(".error-summary")).to_contain_text("Say whether you agree with goal 1.1.")
    pictured(page, "answer-refused")
    says(page, "I want my mornings back.")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="These are my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answer is kept")
    page.get_by_role("link", name="Back to the plan").click()
    expect(page.locator("main")).to_contain_text("I want my mornings back.")
    assert Signature.objects.get(role="client").method == "own sign-in, password"


def test_a_passkey_signs_in_place_of_the_password(page, plan, dana):
    with_device(page)
    sign_in(page, dana.email)
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(re.compile("webauthn/add/$"))  # with its script: a press needs it
    page.get_by_label("Name").fill("office laptop")
    pictured(page, "add-passkey")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("recovery-codes|2fa/$"))
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("office laptop")
    pictured(page, "passkeys")
    page.goto(f"/clients/{plan.client_id}/plans/1/sign/")
    pictured(page, "sign-passkey")
    page.get_by_role("button", name="Sign with your passkey instead").click()
    page.wait_for_url(re.compile(r"/plans/1/$"))
    assert Signature.objects.get().method == "passkey"
    # The passkey is the second step at sign-in, too.
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(dana.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Use your passkey instead").click()
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
