"""In a browser: an admin builds a template, and a note is written with it; questions that wait."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from builder.models import Template
from clients.tests.factories import client_of
from config.tests.hands import sign_in
from config.tests.test_pass_axe import faults
from notes.models import Attendance, Note
from notes.tests.factories import held_session


@pytest.fixture
def solo(own_database: str) -> Any:
    """A therapist who is the practice's admin too."""
    return staff(
        PracticeFactory(), Role.THERAPIST, Role.ADMIN, name="Dana Whitfield",
        email="dana@example.org",
    )  # fmt: skip


@pytest.fixture
def page(chromium: Any, served: str, solo: Any) -> Any:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


def add(page: Page, label: str, kind: str) -> None:
    """A new question; its own page opens."""
    page.locator("main [name=label]").fill(label)
    page.locator("main [name=type]").select_option(kind)
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile(r"/questions/"))


def saved(page: Page) -> None:
    """Press Save, and be back at the template."""
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(r"/edit/(#.*)?$"))


def test_a_template_is_built_and_a_note_is_written_with_it(page, solo):
    attendance = held_session(solo, client_of(solo))
    page.goto("/templates/new/")
    page.get_by_label("Title").fill("House note")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/templates/house_note/edit/$"))
    found = faults(page, "an empty template")
    add(page, "Slept well?", "choice")
    page.locator("[name=options]").fill("yes\nno")
    found += faults(page, "a question")
    saved(page)
    add(page, "What kept you awake?", "long_text")
    page.locator("[name=when]").select_option("slept_well")
    page.locator("[name=answers]").fill("no")
    saved(page)
    waiting = page.locator("[name=preview_what_kept_you_awake]")
    expect(waiting).to_be_hidden()
    page.locator("[name=preview_slept_well][value=no]").check()
    expect(waiting).to_be_visible()
    found += faults(page, "a full template")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/templates/house_note/$"))
    assert Template.objects.get(key="house_note").number == 1
    assert found == []
    write(page, attendance)
    assert Note.objects.get().sections == {
        "slept_well": "no",
        "what_kept_you_awake": "The neighbor’s dog.",
    }


def write(page: Page, attendance: Attendance) -> None:
    """The note of the session, in the new template."""
    page.goto(f"/clients/{attendance.client_id}/notes/new/?session={attendance.session_id}")
    page.locator("[name=template][value=house_note]").check()
    page.get_by_role("button", name="Start the note").click()
    page.wait_for_url(re.compile(r"/notes/[0-9a-f-]+/edit/"))
    awake = page.locator("[name=section_what_kept_you_awake]")
    expect(awake).to_be_hidden()
    page.locator("[name=section_slept_well][value=no]").check()
    awake.fill("The neighbor’s dog.")
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("The note is saved as a draft.")).to_be_visible()
