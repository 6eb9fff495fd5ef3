"""Writing private notes about a session, and handing them over under the client's authorization."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import Typed
from clients.actions import break_glass
from clients.models import CareTeam
from clients.tests.factories import client_of
from notes.actions import release_private_notes, revoke_authorization, save_private_note
from notes.models import PrivateNote, PrivateNoteAuthorization
from notes.tests.factories import (
    authorization_of,
    held_session,
    private_note_of,
    written_note,
)
from plans.models import Disclosure
from plans.tests.browsing import filled, said, signed_in
from trail.models import Event

BY_ITSELF = {"X-Autosave": "1"}


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol", record_number="R-7")


@pytest.fixture
def session(dana, marisol):
    return held_session(dana, marisol)


def page_of(session):
    return reverse("notes:private-note", args=[session.client_id, session.session_id])


def release_of(row):
    return reverse("notes:release-private", args=[row.client_id, row.pk])


def test_it_saves_itself_on_a_page_of_its_own(dana, session):
    browser, page = signed_in(dana), page_of(session)
    shown = browser.get(page)
    typed = filled(shown, text="Her silence reminds me of the first case.")
    found = browser.post(page, typed, headers=BY_ITSELF).json()
    assert (found["state"], found["row_version"]) == ("saved", 1)
    typed |= {"row_version": "1", "text": "Her silence. Mine too."}
    assert browser.post(page, typed).status_code == 302
    assert PrivateNote.objects.get().text == "Her silence. Mine too."
    assert "Her silence. Mine too." in said(browser.get(page))
    assert "Only you read them" in said(shown)
    for kept_out in ("when the session started and stopped", "results of clinical tests"):
        assert kept_out in said(shown)


def test_it_may_be_emptied_again(dana, session):
    private_note_of(dana, session, "Gone tomorrow.")
    browser, page = signed_in(dana), page_of(session)
    assert browser.post(page, filled(browser.get(page), text="")).status_code == 302
    assert PrivateNote.objects.get().text == ""


def test_the_note_page_leads_its_reader_to_their_own_and_the_form_does_not(dana, marisol):
    note = written_note(dana, marisol, signed=False)
    link = page_of(note.attendance)
    browser = signed_in(dana)
    assert link in said(browser.get(reverse("notes:note", args=[marisol.pk, note.pk])))
    assert link not in said(browser.get(reverse("notes:edit", args=[marisol.pk, note.pk])))
    listed = said(browser.get(reverse("notes:private-list")))
    assert "No private notes yet" in listed


def test_the_list_is_ones_own_and_holds_no_text(dana, priya, marisol, session):
    CareTeam.objects.create(practice=dana.practice, client=marisol, member=priya)
    private_note_of(dana, session, "For me alone.")
    listed = said(signed_in(dana).get(reverse("notes:private-list")))
    assert page_of(session) in listed
    assert "For me alone." not in listed
    assert page_of(session) not in said(signed_in(priya).get(reverse("notes:private-list")))


def test_a_colleague_has_notes_of_their_own_about_the_same_session(dana, priya, marisol, session):
    CareTeam.objects.create(practice=dana.practice, client=marisol, member=priya)
    private_note_of(dana, session, "Dana's own.")
    private_note_of(priya, session, "Priya's own.")
    for somebody, other in ((dana, "Priya's own."), (priya, "Dana's own.")):
        assert other not in said(signed_in(somebody).get(page_of(session)))


def test_no_supervisor_admin_or_emergency_opens_it(sam, priya, avery, stranger, outsider):
    client = client_of(sam)
    session = held_session(sam, client)
    private_note_of(sam, session, "For me alone.")
    break_glass(client, reason="She is on the roof.", by=stranger)
    for somebody in (priya, avery, stranger, outsider):
        browser = signed_in(somebody)
        for answer in (browser.get(page_of(session)), browser.post(page_of(session), {})):
            assert answer.status_code == 404
            assert "For me alone." not in said(answer)
        note = PrivateNote(attendance=session, author=sam, text="Mine now.")
        with pytest.raises(PermissionDenied):
            save_private_note(note, expected=1, by=somebody)


def test_who_left_the_care_team_reads_what_they_wrote_and_writes_no_more(dana, marisol, session):
    private_note_of(dana, session, "Before I left.")
    marisol.care_team.update(left_at="2026-01-05T10:00Z")
    browser, page = signed_in(dana), page_of(session)
    shown = browser.get(page)
    assert "Before I left." in said(shown)
    assert "<textarea" not in said(shown)
    assert browser.post(page, {"text": "More", "row_version": "1"}).status_code == 403
    other = held_session_of_somebody_else(dana, marisol)
    assert browser.get(page_of(other)).status_code == 404


def held_session_of_somebody_else(dana, marisol):
    row = CareTeam.objects.create(practice=dana.practice, client=marisol, member=dana)
    held = held_session(dana, marisol)
    CareTeam.objects.filter(pk=row.pk).update(left_at="2026-01-05T10:00Z")
    return held


def test_the_trail_says_that_it_was_written_and_never_a_word_of_it(dana, session):
    browser, page = signed_in(dana), page_of(session)
    for version, text in ((0, "First words"), (1, "Second words")):
        browser.post(page, filled(browser.get(page), text=text, row_version=version))
    events = Event.objects.filter(verb__startswith="private_note.")
    assert {event.verb for event in events} == {
        "private_note.started", "private_note.opened", "private_note.changed",
    }  # fmt: skip
    assert all(event.changed == {} for event in events)


def test_what_cannot_be_saved_is_kept_for_its_writer_alone(dana, priya, marisol, session, act_as):
    CareTeam.objects.create(practice=dana.practice, client=marisol, member=priya)
    browser, page = signed_in(dana), page_of(session)
    typed = filled(browser.get(page), text="Kept word " * 20_000)
    assert browser.post(page, typed, headers=BY_ITSELF).json()["state"] == "kept"
    assert "Kept word" in said(browser.get(page))
    with act_as(priya):
        assert not Typed.objects.exists()
    assert "Kept word" not in said(signed_in(priya).get(page))


def test_it_leaves_only_under_an_authorization_as_a_file_that_is_kept_nowhere(
    dana, marisol, session
):
    private_note_of(dana, session, "What she said of the court.")
    row = authorization_of(dana, marisol)
    browser = signed_in(dana)
    typed = filled(browser.get(release_of(row)), way="handed over")
    answer = browser.post(release_of(row), typed)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="private-notes-R-7.txt"'
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert "What she said of the court." in text
    assert "For Dr. Osei: a second opinion" in text
    told = Disclosure.objects.get()
    assert (told.recipient, told.ground) == ("Dr. Osei", "authorization")
    assert "court" not in told.what
    assert Event.objects.filter(verb="private_notes.released").exists()
    browser.post(release_of(row), typed)
    assert Disclosure.objects.count() == 1


def test_it_hands_over_the_sessions_that_the_paper_names_and_no_others(dana, marisol, session):
    private_note_of(dana, session, "Today's.")
    today = marisol.practice.today
    early = authorization_of(dana, marisol, to_on=today - timedelta(days=2))
    with pytest.raises(ValidationError, match="no private notes about the sessions"):
        release_private_notes(early, disclosure=Disclosure(way="mail"), by=dana)
    assert not Disclosure.objects.exists()
    now = authorization_of(dana, marisol, from_on=session.session.on)
    assert len(release_private_notes(now, disclosure=Disclosure(way="mail"), by=dana)) == 1


@pytest.mark.parametrize("why", ["expired", "revoked"])
def test_an_authorization_that_does_not_hold_gives_nothing(dana, marisol, session, why):
    private_note_of(dana, session, "Not any more.")
    today = marisol.practice.today
    past = {"signed_on": today - timedelta(days=9), "expires_on": today - timedelta(days=1)}
    row = authorization_of(dana, marisol, **(past if why == "expired" else {}))
    browser = signed_in(dana)
    if why == "revoked":
        revoke = reverse("notes:revoke-private", args=[marisol.pk, row.pk])
        assert [browser.post(revoke).status_code for _ in range(2)] == [302, 302]
        assert PrivateNoteAuthorization.objects.get().revoked_on == today
    answer = browser.post(release_of(row), {"new_id": str(row.pk), "way": "mail"})
    assert answer.status_code == 422
    assert "Not any more." not in said(answer)
    assert "does not hold today" in said(answer)
    assert not Disclosure.objects.exists()


def test_an_authorization_is_its_authors_and_stays_as_it_was_signed(
    dana, priya, marisol, session, act_as
):
    CareTeam.objects.create(practice=dana.practice, client=marisol, member=priya)
    row = authorization_of(dana, marisol)
    assert signed_in(priya).get(release_of(row)).status_code == 404
    with act_as(priya):
        assert not PrivateNoteAuthorization.objects.exists()
    with pytest.raises(PermissionDenied):
        revoke_authorization(row, marisol.practice.today, by=priya)
    with pytest.raises(DatabaseError, match="permission denied"), act_as(dana):
        PrivateNoteAuthorization.objects.update(recipient="Somebody else")
    with pytest.raises(DatabaseError, match="What was signed stays"), transaction.atomic():
        PrivateNoteAuthorization.objects.update(recipient="Somebody else")


def test_an_authorization_is_written_down_from_the_paper(dana, marisol):
    browser = signed_in(dana)
    add = reverse("notes:authorize-private", args=[marisol.pk])
    typed = filled(
        browser.get(add), what="All my notes", recipient="Dr. Osei", purpose="second opinion",
        signed_by="Marisol Vega", signed_on="2026-01-05", expires_on="2025-01-05",
    )  # fmt: skip
    answer = browser.post(add, typed)
    assert answer.status_code == 422
    assert "The authorization must expire after it was signed." in said(answer)
    for _ in range(2):
        assert browser.post(add, typed | {"expires_on": "2999-01-05"}).status_code == 302
    row = PrivateNoteAuthorization.objects.get()
    assert row.author == dana
    assert "holds until" in said(browser.get(reverse("notes:authorizations", args=[marisol.pk])))
