"""A note is written with any template: opened, filled in, kept, and asked for what it needs."""

import pytest
from django.urls import reverse

from builder.shipping import ORDER, shipped
from builder.tests.factories import template_of
from clients.tests.factories import client_of
from notes.missing import missing_before_signing
from notes.models import Note
from notes.tests.factories import held_session
from notes.tests.pages import of_note, started
from plans.tests.browsing import filled, said, signed_in


@pytest.fixture
def attendance(dana):
    return held_session(dana, client_of(dana))


@pytest.mark.parametrize("key", ORDER)
def test_every_built_in_template_opens_and_is_kept(dana, attendance, key):
    browser = signed_in(dana)
    note = started(browser, attendance, key)
    page = browser.get(of_note("edit", note))
    assert page.status_code == 200
    for question in shipped()[key].asks.questions():
        assert f'name="section_{question.key}"' in said(page)
    assert browser.post(of_note("edit", note), filled(page)).status_code == 302
    assert browser.get(of_note("note", note)).status_code == 200


def test_what_is_answered_is_read_and_what_is_needed_is_named(dana, attendance):
    browser = signed_in(dana)
    note = started(browser, attendance, "risk")
    typed = filled(browser.get(of_note("edit", note))) | {
        "section_ideation": "wish to be dead",
        "section_ideation__words": "“Not to wake up”",
        "section_protective": ["friends", "a pet"],
        "section_ideation_why": "It is hidden, so it is not kept.",
    }
    assert browser.post(of_note("edit", note), typed).status_code == 302
    note = Note.objects.get(pk=note.pk)
    assert note.sections["protective"] == ["friends", "a pet"]
    assert "ideation_why" not in note.sections
    page = said(browser.get(of_note("note", note)))
    assert "wish to be dead: “Not to wake up”" in page
    assert "friends; a pet" in page
    named = {item.field for item in missing_before_signing(note)}
    assert {"section_plan", "section_intent", "section_means"} <= named
    assert "section_ideation_why" not in named


def test_a_template_of_the_practice_is_offered_beside_the_built_in_ones(dana, attendance, practice):
    template_of(practice)
    browser = signed_in(dana)
    address = reverse("notes:new", args=[attendance.client_id])
    page = said(browser.get(f"{address}?session={attendance.session_id}"))
    assert page.index("SOAP") < page.index("House note")
    assert started(browser, attendance, "house_note").template.title == "House note"
