"""A trainee's note counts with the supervisor's signature; what was signed stays, also returned."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.models import Supervision
from accounts.tests.factories import PASSWORD
from clients.tests.factories import client_of
from goals.models import Goal
from goals.scored import scores_of
from notes.actions import (
    change_session,
    cosign_note,
    return_note,
    save_note,
    sign_note,
    take_back,
)
from notes.awaiting import notes_waiting_for
from notes.models import Note
from notes.state import state_of
from notes.tests.factories import written_note
from notes.tests.pages import note_form, of_note, sign_form
from plans.tests.factories import signable_plan
from trail.models import Event


@pytest.fixture
def note(sam):
    plan = signable_plan(sam, client_of(sam))
    goal = Goal.objects.get(problem__plan=plan)
    return written_note(sam, plan.client, scores={goal.pk: 5}, signed=False)


@pytest.fixture
def waiting(sam, note):
    sign_note(note, expected=note.row_version, by=sam)
    return note.texts.get()


def review(text):
    return reverse("notes:review", args=[text.pk])


def test_it_waits_for_the_supervisor_and_its_scores_wait_too(sam, priya, browse, note):
    browser = browse(sam)
    page = browser.get(of_note("sign", note)).content.decode()
    assert "it then waits for Priya Raman, LCSW" in page
    browser.post(of_note("sign", note), sign_form(browser, note))
    note.refresh_from_db()
    assert not note.is_signed
    assert scores_of([note.scores.get().goal_id]) == {}
    page = browser.get(of_note("note", note)).content.decode()
    assert "Waiting for Priya Raman, LCSW" in page
    assert browser.get(of_note("edit", note)).url == of_note("note", note)
    assert [text.note_id for text in notes_waiting_for(priya)] == [note.pk]
    assert "Notes that wait for your co-signature" in browse(priya).get("/review/").content.decode()


def test_the_supervisor_reads_and_co_signs_it(priya, browse, waiting):
    browser = browse(priya)
    page = browser.get(review(waiting)).content.decode()
    assert "Client reported a calmer week." in page
    answer = browser.post(review(waiting), {"act": "cosign", "password": PASSWORD})
    assert answer.url == reverse("plans:review")
    note = Note.objects.get(pk=waiting.note_id)
    assert note.is_signed
    assert note.signed_name == "Sam Okoro"
    assert len(scores_of([note.scores.get().goal_id])) == 1
    page = browser.get(of_note("note", note)).content.decode()
    assert "Priya Raman, LCSW, supervisor," in page
    assert waiting.digest in page
    assert notes_waiting_for(priya) == []
    assert Event.objects.filter(verb="note.cosigned").count() == 1


def test_a_wrong_password_co_signs_nothing(priya, browse, waiting):
    answer = browse(priya).post(review(waiting), {"act": "cosign", "password": "a guess"})
    assert answer.status_code == 422
    assert "This is not your password. Nothing was signed." in answer.content.decode()
    assert waiting.signatures.count() == 1


def test_pressing_twice_signs_once(priya, waiting):
    first, second = (cosign_note(waiting, by=priya) for _ in range(2))
    assert first.signed_at == second.signed_at
    assert waiting.signatures.count() == 2


def test_it_comes_back_with_comments_and_is_signed_again_as_the_next_text(
    sam, priya, browse, waiting
):
    browser, note = browse(priya), waiting.note
    empty = browser.post(review(waiting), {"act": "return"})
    assert "Say what is to be changed." in empty.content.decode()
    said = {"act": "return", "on-section_data": "Whose words are these?"}
    assert browser.post(review(waiting), said).status_code == 302
    hers = browse(sam)
    page = hers.get(of_note("edit", note)).content.decode()
    assert "Returned by Priya Raman" in page
    assert 'href="#div_id_section_data"' in page
    assert "Whose words are these?" in page
    hers.post(of_note("edit", note), note_form(note, section_data="She said: calmer."))
    hers.post(of_note("sign", note), sign_form(hers, note))
    second = note.texts.get(number=2)
    assert second.previous_digest == waiting.digest
    assert "She said: calmer." in second.document
    cosign_note(second, by=priya)
    old = browser.get(reverse("notes:text", args=[note.attendance.client_id, note.pk, 1]))
    assert "Client reported a calmer week." in old.content.decode()
    assert "Whose words are these?" in old.content.decode()
    assert "Text 1, signed" in browser.get(of_note("note", note)).content.decode()


def test_a_waiting_note_takes_no_more_words_until_it_is_taken_back(sam, browse, waiting):
    note, browser = waiting.note, browse(sam)
    answer = browser.post(of_note("edit", note), note_form(note, section_data="More."))
    assert answer.status_code == 422
    assert "waits for Priya Raman, LCSW. Take it back to change it." in answer.content.decode()
    answer = browser.post(of_note("take-back", note))
    assert answer.url == of_note("edit", note)
    assert browser.post(of_note("edit", note), note_form(note, section_data="More.")).url
    note.refresh_from_db()
    assert note.sections["data"] == "More."
    assert state_of(note).word == "returned"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes_note SET risk = 'none' WHERE id = %s",
        "UPDATE notes_note SET risk = 'none', signed_at = now() WHERE id = %s",
        "DELETE FROM notes_note WHERE id = %s",
        "UPDATE notes_score SET value = 1 WHERE note_id = %s",
        "DELETE FROM notes_goalworkedon WHERE note_id = %s",
        "UPDATE notes_session SET place = 'x' WHERE id = (SELECT session_id FROM notes_attendance"
        " JOIN notes_note n ON n.attendance_id = notes_attendance.id WHERE n.id = %s)",
    ],
)
def test_while_it_waits_the_database_itself_keeps_it(sam, act_as, waiting, statement):
    with act_as(sam), pytest.raises(DatabaseError, match="is signed"), transaction.atomic():
        connection.cursor().execute(statement, [waiting.note_id])


def test_its_session_is_not_moved_while_it_waits(sam, waiting):
    session = waiting.note.attendance.session
    with pytest.raises(ValidationError, match="is signed"):
        change_session(session, expected=session.row_version, by=sam)


def test_only_who_co_signs_for_the_author_decides(sam, dana, priya, avery, waiting):
    for somebody in (sam, dana, avery):
        with pytest.raises(PermissionDenied):
            cosign_note(waiting, by=somebody)
        with pytest.raises(PermissionDenied):
            return_note(waiting, {"note": "Again."}, by=somebody)
    Supervision.objects.update(cosigns=False)
    with pytest.raises(PermissionDenied):
        cosign_note(waiting, by=priya)
    with pytest.raises(PermissionDenied):
        take_back(waiting, by=priya)


def test_what_was_decided_is_not_decided_again(sam, priya, waiting):
    return_note(waiting, {"note": "Again."}, by=priya)
    assert return_note(waiting, {"note": "Other words."}, by=priya).comments == {"note": "Again."}
    with pytest.raises(ValidationError, match="was returned"):
        cosign_note(waiting, by=priya)
    note = Note.objects.get(pk=waiting.note_id)
    save_note(note, expected=note.row_version, by=sam)
    note.refresh_from_db()
    sign_note(note, expected=note.row_version, by=sam)
    second = note.texts.get(number=2)
    cosign_note(second, by=priya)
    with pytest.raises(ValidationError, match="co-signed"):
        return_note(second, {"note": "Too late."}, by=priya)
    with pytest.raises(ValidationError, match="co-signed"):
        take_back(second, by=sam)


def test_a_clinician_who_is_not_a_trainee_signs_alone(dana):
    note = written_note(dana, client_of(dana))
    assert note.is_signed
    assert [one.role for one in note.texts.get().signatures.all()] == ["author"]
