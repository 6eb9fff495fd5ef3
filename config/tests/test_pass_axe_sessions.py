"""The day, the week and a group's session: nothing that axe can find, at 320, 768 and 1280 px."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.tests.factories import PracticeFactory, staff
from clients.tests.factories import client_of
from config import clock
from config.tests.hands import sign_in
from config.tests.test_pass_axe import faults
from notes import actions
from notes.models import Session
from notes.tests.factories import held_session, written_note


@pytest.fixture
def group(own_database: str) -> Session:
    """A group of two that met today, an earlier draft, a missed session and a late note."""
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    members = [client_of(dana), client_of(dana)]
    now = clock.now()
    group = Session(starts_at=now, ends_at=now + timedelta(hours=1), kind="group", title="Skills")
    actions.schedule_session(group, members, weeks=2, by=dana)
    written_note(dana, members[0], on=now - timedelta(days=2), signed=False)
    held_session(dana, members[1], on=now - timedelta(days=9))
    held_session(dana, members[1], on=now - timedelta(minutes=1), status="missed")
    return group


@pytest.fixture
def page(chromium: Any, served: str, group: Session) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def states(page: Page, group: Session) -> Iterator[str]:
    """Every state, one after the other; gives its name when the page is there."""
    yield "a full day"
    page.goto("/?on=2026-01-05")
    yield "an empty day"
    page.goto("/sessions/")
    yield "a week"
    page.goto("/sessions/add/")
    yield "a new session"
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".error-summary")
    yield "a refused session"
    page.goto(f"/sessions/{group.pk}/")
    yield "a group"
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_selector(".slot .chip--draft")
    yield "a group with notes begun"


def test_axe_finds_nothing_on_any_page_about_sessions(page, group):
    found = [fault for state in states(page, group) for fault in faults(page, state)]
    assert found == []
