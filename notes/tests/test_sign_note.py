"""Signing a note: it is read once more, and locked."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from clients.tests.factories import client_of
from goals.models import Goal
from notes.actions import change_session, sign_note
from notes.models import Note
from notes.tests.factories import written_note
from notes.tests.pages import note_form, of_note, sign_form
from plans.tests.factories import signable_plan
from trail.models import Event


@pytest.fixture
def note(dana):
    plan = signable_plan(dana, client_of(dana))
    goal = Goal.objects.get(problem__plan=plan)
    return written_note(dana, plan.client, scores={goal.pk: 5}, signed=False)


def test_it_locks_the_note_and_leaves_a_trace(dana, browse, note):
    browser = browse(dana)
    page = browser.get(of_note("sign", note)).content.decode()
    assert "Sign as Dana Whitfield, LCSW" in page
    assert "Client reported a calmer week." in page
    answer = browser.post(of_note("sign", note), sign_form(browser, note))
    assert answer.url == of_note("note", note)
    note.refresh_from_db()
    assert note.is_signed
    assert (note.signed_name, note.signed_credentials) == ("Dana Whitfield", "LCSW")
    page = browser.get(answer.url).content.decode()
    assert "Dana Whitfield, LCSW" in page
    assert "Go on writing" not in page
    assert Event.objects.filter(verb="note.signed", subject_id=str(note.pk)).count() == 1


def test_signing_twice_is_the_same_as_signing_once(dana, browse, note):
    browser = browse(dana)
    typed = sign_form(browser, note)
    answers = [browser.post(of_note("sign", note), typed) for _ in range(2)]
    assert [answer.url for answer in answers] == [of_note("note", note)] * 2
    assert Event.objects.filter(verb="note.signed").count() == 1


def test_the_editor_leads_to_signing_with_everything_saved(dana, browse, note):
    browser, goal = browse(dana), Goal.objects.get()
    typed = note_form(
        note, section_data="Last words.", sign="1", **{f"score_client_{goal.pk}": "0"}
    )
    answer = browser.post(of_note("edit", note), typed)
    assert answer.url == of_note("sign", note)
    page = browser.get(answer.url).content.decode()
    assert "Last words." in page
    assert note.scores.get().value == 0


def test_a_signed_note_takes_no_more_words(dana, browse, note):
    browser = browse(dana)
    browser.post(of_note("sign", note), sign_form(browser, note))
    assert browser.get(of_note("edit", note)).url == of_note("note", note)
    answer = browser.post(of_note("edit", note), note_form(note, section_data="Too late."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What is to be said now belongs in an addendum." in page
    assert "Too late." in page
    note.refresh_from_db()
    assert note.sections["data"] == "Client reported a calmer week."


def test_an_empty_note_is_not_signed(dana, browse, note):
    browser = browse(dana)
    browser.post(of_note("edit", note), note_form(note))
    answer = browser.post(of_note("sign", note), sign_form(browser, note))
    assert answer.status_code == 422
    assert "Write what happened in the session before signing." in answer.content.decode()
    note.refresh_from_db()
    assert not note.is_signed


def test_it_does_not_sign_what_the_signer_has_not_read(dana, browse, note):
    browser = browse(dana)
    read = sign_form(browser, note)
    browser.post(of_note("edit", note), note_form(note, section_data="Changed in another tab."))
    answer = browser.post(of_note("sign", note), read)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The note changed after you opened this page. Read it again, then sign." in page
    assert "Changed in another tab." in page
    note.refresh_from_db()
    assert not note.is_signed
    assert browser.post(of_note("sign", note), sign_form(browser, note)).status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes_note SET risk = 'none' WHERE id = %s",
        "UPDATE notes_note SET signed_at = NULL WHERE id = %s",
        "DELETE FROM notes_note WHERE id = %s",
        "UPDATE notes_score SET value = 1 WHERE note_id = %s",
        "DELETE FROM notes_score WHERE note_id = %s",
        "DELETE FROM notes_goalworkedon WHERE note_id = %s",
        "UPDATE notes_session SET place = 'x' WHERE id = (SELECT session_id FROM notes_attendance"
        " JOIN notes_note n ON n.attendance_id = notes_attendance.id WHERE n.id = %s)",
    ],
)
def test_the_database_itself_refuses_to_change_it(dana, act_as, note, statement):
    sign_note(note, expected=note.row_version, by=dana)
    with act_as(dana), pytest.raises(DatabaseError, match="is signed"), transaction.atomic():
        connection.cursor().execute(statement, [note.pk])
    stored = Note.objects.get(pk=note.pk)
    assert stored.is_signed
    assert stored.scores.get().value == 5


def test_a_session_moved_before_signing_moves_its_scores(dana, act_as, note):
    session = note.attendance.session
    session.starts_at -= timedelta(days=2)
    session.ends_at -= timedelta(days=2)
    with act_as(dana):
        change_session(session, expected=session.row_version, by=dana)
        sign_note(note, expected=note.row_version, by=dana)
    assert note.scores.get().on == session.on
