"""Risk in a browser: the prompt shows while one ticks, and axe finds no fault in these pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import PracticeFactory, staff
from clients.tests.factories import client_of, safety_plan_of
from config.tests.hands import sign_in
from config.tests.test_pass_axe import faults
from notes.models import Note
from notes.tests.factories import private_note_of, written_note


@pytest.fixture
def note(own_database: str) -> Note:
    dana = staff(PracticeFactory(), name="Dana Whitfield", email="dana@example.org")
    client = client_of(dana)
    safety_plan_of(client)
    note = written_note(dana, client, signed=False)
    private_note_of(dana, note.attendance, "For me alone.")
    return note


@pytest.fixture
def page(chromium: Any, served: str, note: Note) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def test_the_prompt_shows_at_once_and_the_pages_of_safety_are_whole(page, note):
    client, session = note.attendance.client_id, note.attendance.session_id
    page.goto(f"/clients/{client}/notes/{note.pk}/edit/")
    prompt = page.get_by_role("complementary", name="Risk present")
    none = page.locator("[name=risk_found][value=none]")
    none.focus()
    page.keyboard.press("Space")
    expect(prompt).to_be_hidden()
    page.locator("[name=risk_found][value=ideation]").focus()
    page.keyboard.press("Space")
    expect(prompt).to_be_visible()
    expect(prompt).to_contain_text("988")
    expect(none).not_to_be_checked()
    expect(page.get_by_label("reviewed with the client: it stays as it is")).to_be_visible()
    expect(page.locator("[data-save-status]")).to_contain_text("Saved", timeout=30_000)
    found = faults(page, "a note that names a risk")
    for state, path in {
        "the client": f"/clients/{client}/",
        "the safety plan": f"/clients/{client}/safety-plan/",
        "writing it": f"/clients/{client}/safety-plan/edit/",
        "agreeing on it": f"/clients/{client}/safety-plan/agree/",
        "looking at it again": f"/clients/{client}/safety-plan/review/",
        "private notes": f"/private-notes/{client}/sessions/{session}/",
        "an authorization": f"/private-notes/{client}/authorizations/add/",
    }.items():
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        found += faults(page, state)
    page.goto(f"/clients/{client}/")
    expect(page.get_by_role("heading", name="Risk present")).to_be_visible()
    assert not found, "\n".join(found)
