"""What somebody does at a page, whatever the journey: sign in, fill in, press, save."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from accounts.tests.factories import PASSWORD


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/$|/me/"))


def with_device(page: Page) -> None:
    """Give the browser a device that keeps passkeys, and a finger that is always on it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def fill(page: Page, **fields: Any) -> None:
    """Type into fields by their names; a choice is chosen, a box ticked."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']:not([type=hidden])")
        kind = field.first.evaluate("e => e.type || e.tagName.toLowerCase()")
        if kind == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(str(value))


def press(page: Page, button: Any) -> None:
    """Press a button that leads to another page, and wait for that page.

    A form that saves itself may change its address first: only a new document is the next page.
    """
    page.evaluate("document.documentElement.dataset.before = 'here'")
    button.click()
    page.wait_for_selector("html:not([data-before])")
    page.wait_for_load_state()


def save(page: Page) -> None:
    """Press the form's main button, and see that nothing was refused."""
    before = page.url
    press(page, page.locator("main form button.btn-primary[type=submit]").last)
    refused = page.locator(".error-summary")
    assert refused.count() == 0, f"{before}: {refused.inner_text()}"


def pictured(page: Page, name: str) -> None:
    """Where PICTURES names a folder, the page as a person sees it, small and large."""
    if folder := os.environ.get("PICTURES"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
