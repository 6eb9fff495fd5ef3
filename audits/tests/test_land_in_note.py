"""A finding about a session or a note leads to the page and the field in which it is mended."""

import pytest

from accounts.tests.factories import staff
from audits.places import mends_at
from clients.tests.factories import client_of
from notes.tests.factories import held_session, written_note
from plans.tests.browsing import signed_in
from plans.tests.factories import draft_plan


def landed(user, plan, node, pk, field):
    """The page on which the link ends, and the field's id in the address."""
    address, _, anchor = mends_at(plan, node, pk, field).partition("#")
    answer = signed_in(user).get(address, follow=True)
    assert answer.status_code == 200
    return answer, anchor


@pytest.mark.parametrize(
    ("field", "template"),
    [
        ("held_on", "notes/edit_session.html"),
        ("ends_at", "notes/edit_session.html"),
        ("place", "notes/edit_session.html"),
        ("people_present", "notes/edit_session.html"),
        ("cpt", "notes/edit_session.html"),
        ("telehealth", "notes/edit_session.html"),
        ("kind", "notes/edit_session.html"),
        ("status", "notes/attendance.html"),
    ],
)
def test_a_sessions_field_is_on_the_page_with_the_cursor_in_it(dana, field, template):
    plan = draft_plan(dana)
    session = held_session(dana, plan.client).session
    answer, anchor = landed(dana, plan, "session", session.pk, field)
    text = answer.content.decode()
    assert template in [one.name for one in answer.templates]
    assert anchor == f"id_{field}"
    assert f'id="{anchor}' in text
    assert "autofocus" in text


def test_a_session_without_a_note_leads_to_beginning_it(dana):
    plan = draft_plan(dana)
    session = held_session(dana, plan.client).session
    answer, _ = landed(dana, plan, "session", session.pk, "note")
    assert "notes/new.html" in [one.name for one in answer.templates]


@pytest.mark.parametrize("field", ["participants", "identified"])
def test_who_takes_part_is_said_on_the_sessions_own_page(dana, field):
    plan = draft_plan(dana)
    session = held_session(dana, plan.client).session
    answer, _ = landed(dana, plan, "session", session.pk, field)
    assert "notes/session.html" in [one.name for one in answer.templates]


@pytest.mark.parametrize("field", ["response", "next_time", "risk_found", "section_data"])
def test_a_draft_opens_in_its_form_with_the_cursor_in_the_field(dana, field):
    plan = draft_plan(dana)
    note = written_note(dana, plan.client, signed=False)
    answer, anchor = landed(dana, plan, "note", note.pk, field)
    text = answer.content.decode()
    assert "notes/edit.html" in [one.name for one in answer.templates]
    assert anchor == f"id_{field}"
    assert f'id="{anchor}' in text
    assert "autofocus" in text


def test_a_draft_that_is_to_be_signed_opens_where_it_is_signed(dana):
    plan = draft_plan(dana)
    note = written_note(dana, plan.client, signed=False)
    answer, _ = landed(dana, plan, "note", note.pk, "signature")
    assert "notes/sign.html" in [one.name for one in answer.templates]


def test_a_signed_note_is_read_and_a_late_one_gets_its_addendum(dana):
    plan = draft_plan(dana)
    note = written_note(dana, plan.client)
    answer, _ = landed(dana, plan, "note", note.pk, "response")
    assert "notes/note.html" in [one.name for one in answer.templates]
    answer, anchor = landed(dana, plan, "note", note.pk, "addendum")
    assert "notes/addendum.html" in [one.name for one in answer.templates]
    assert f'id="{anchor}"' in answer.content.decode()


def test_a_colleague_reads_a_draft_that_only_its_author_writes(dana, practice):
    client = client_of(dana)
    colleague = staff(practice)
    client.care_team.create(practice=practice, member=colleague)
    note = written_note(dana, client, signed=False)
    answer, _ = landed(colleague, draft_plan(dana, client), "note", note.pk, "response")
    assert "notes/note.html" in [one.name for one in answer.templates]


def test_a_session_whose_note_is_signed_stays_and_leads_to_an_addendum(dana):
    plan = draft_plan(dana)
    note = written_note(dana, plan.client)
    answer, _ = landed(dana, plan, "session", note.attendance.session_id, "place")
    assert "notes/addendum.html" in [one.name for one in answer.templates]
    assert "What was wrong is said in an addendum." in answer.content.decode()
