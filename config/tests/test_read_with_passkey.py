"""A client comes to their page by the link that was mailed, and from then on by passkey alone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.tests.factories import PracticeFactory, staff
from clients.actions import give_access
from clients.links import token_of
from clients.models import ClientAccess
from clients.tests.factories import client_of, taken_in
from config.tests.hands import with_device
from portal.tests.factories import lived_plan


@pytest.fixture
def access(own_database: str, monkeypatch: pytest.MonkeyPatch) -> ClientAccess:
    dana: User = staff(PracticeFactory(name="Riverside Counseling"), name="Dana Whitfield")
    client = client_of(dana)
    taken_in(client)
    lived_plan(dana, client, scores=[8, 5], counts=[3, 1])
    return give_access(client, email="marisol@example.org", name="Marisol Vega", by=dana)


@pytest.fixture
def page(chromium: Any, served: str) -> Iterator[Page]:
    """A phone, at the address under which passkeys work: a name, not a number."""
    context = chromium.new_context(
        base_url=served.replace("127.0.0.1", "localhost"),
        viewport={"width": 390, "height": 844},
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_from_the_mailed_link_to_a_page_that_a_passkey_opens(page, access):
    with_device(page)
    page.goto(f"/invitation/client/{token_of(access)}/")
    page.get_by_label("A passkey", exact=False).check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile("webauthn/add/$"))
    page.get_by_label("Name").fill("my phone")
    expect(page.get_by_label("Sign in with this passkey alone")).to_be_checked()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.context.clear_cookies()
    page.goto("/me/")
    page.get_by_role("link", name="without a password").click()
    page.wait_for_url(re.compile("login/code/"))
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(re.compile("/me/$"))
    expect(page.get_by_text("You started at 8. Now you say 5.")).to_be_visible()
