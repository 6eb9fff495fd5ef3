"""Recording a session: when it was, who was there, and whether the client came."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.tests.factories import client_of
from config import clock
from notes.models import Attendance, Note, Session
from notes.tests.factories import held_session, written_note
from notes.tests.pages import of_session, session_form, the_list
from trail.models import Event


@pytest.fixture
def client_of_dana(dana):
    return client_of(dana)


def recording(client):
    return reverse("notes:add-session", args=[client.pk])


def test_it_keeps_the_times_of_the_practices_own_clock(dana, browse, client_of_dana):
    answer = browse(dana).post(recording(client_of_dana), session_form(held_on="2026-01-05"))
    session = Session.objects.get()
    assert session.starts_at.isoformat() == "2026-01-05T16:00:00+00:00"
    assert session.minutes == 45
    assert str(session.on) == "2026-01-05"
    assert answer.url == f"{reverse('notes:new', args=[client_of_dana.pk])}?session={session.pk}"
    assert Event.objects.filter(verb="session.recorded", clients=[client_of_dana.pk]).count() == 1


def test_it_refuses_a_session_that_stops_before_it_starts(dana, browse, client_of_dana):
    typed = session_form(starts_at="10:00", ends_at="09:15", place="the blue room")
    answer = browse(dana).post(recording(client_of_dana), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_ends_at">The session must stop after it starts.</a>' in page
    assert page.count("The session must stop after it starts.") == 2
    assert "the blue room" in page
    assert "<title>\n      Error:" in page
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on": "2999-01-01"}, "The session starts in the future."),
        ({"held_on": "9999-12-31", "starts_at": "23:00", "ends_at": "23:45"}, "Check the year"),
        ({"held_on": "2026-03-08", "starts_at": "02:30", "ends_at": "03:15"},
         "There was no such time on that day: the clocks were put forward. Correct the time."),
        ({"held_on": "yesterday"}, "Write the date as year-month-day, such as 2026-03-31."),
        ({"starts_at": "ten"}, "Write the time as hours and minutes, such as 14:30."),
        ({"cpt": "9083"}, "A CPT code has five digits, such as 90834."),
        ({"people_present": ""}, "Fill in: People present (roles, not names)."),
        ({"status": "asleep"}, "Choose one of the list."),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_in_a_sentence(dana, browse, client_of_dana, typed, sentence):
    answer = browse(dana).post(recording(client_of_dana), session_form(**typed))
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 2
    assert Session.objects.count() == 0


def test_a_session_posted_twice_is_one(dana, browse, client_of_dana):
    typed, browser = session_form(), browse(dana)
    answers = [browser.post(recording(client_of_dana), typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Session.objects.count(), Attendance.objects.count()) == (1, 1)


@pytest.mark.parametrize("status", ["missed", "cancelled"])
def test_a_missed_session_has_no_note(dana, browse, client_of_dana, status):
    browser = browse(dana)
    answer = browser.post(recording(client_of_dana), session_form(status=status))
    assert answer.url == the_list(client_of_dana)
    assert status.capitalize() in browser.get(answer.url).content.decode()
    attendance = Attendance.objects.get()
    new = f"{reverse('notes:new', args=[client_of_dana.pk])}?session={attendance.session_id}"
    assert browser.get(new).url == the_list(client_of_dana)
    assert browser.post(new, {"template": "dap"}).url == the_list(client_of_dana)
    assert Note.objects.count() == 0
    assert "The client did not attend" in browser.get(the_list(client_of_dana)).content.decode()


def test_it_corrects_a_session_and_who_came(dana, browse, client_of_dana):
    attendance = held_session(dana, client_of_dana)
    browser = browse(dana)
    page = browser.get(of_session("edit-session", attendance)).content.decode()
    assert 'value="90834"' in page
    typed = session_form(row_version=1, telehealth="video", held_on="2026-01-05")
    assert browser.post(of_session("edit-session", attendance), typed).status_code == 302
    attendance.session.refresh_from_db()
    assert attendance.session.telehealth == "video"
    assert str(attendance.session.on) == "2026-01-05"
    browser.get(of_session("attendance", attendance))
    typed = {"row_version": 1, "status": "cancelled"}
    assert browser.post(of_session("attendance", attendance), typed).status_code == 302
    attendance.refresh_from_db()
    assert attendance.status == "cancelled"


def test_a_session_with_a_note_was_attended(dana, browse, client_of_dana):
    attendance = written_note(dana, client_of_dana, signed=False).attendance
    typed = {"row_version": 1, "status": "missed"}
    answer = browse(dana).post(of_session("attendance", attendance), typed)
    assert answer.status_code == 422
    assert "There is a note about this session: it was attended." in answer.content.decode()
    attendance.refresh_from_db()
    assert attendance.status == "attended"


def test_the_session_of_a_signed_note_stays(dana, browse, client_of_dana):
    attendance = written_note(dana, client_of_dana).attendance
    typed = session_form(row_version=1, place="elsewhere")
    answer = browse(dana).post(of_session("edit-session", attendance), typed)
    assert answer.status_code == 422
    assert "What was wrong is said in an addendum." in answer.content.decode()
    attendance.session.refresh_from_db()
    assert attendance.session.place == "office"


def test_two_who_correct_a_session_at_once_see_both_texts(dana, browse, client_of_dana):
    attendance = held_session(dana, client_of_dana, on=clock.now() - timedelta(days=3))
    browser, address = browse(dana), of_session("edit-session", attendance)
    browser.post(address, session_form(row_version=1, place="room one"))
    answer = browser.post(address, session_form(row_version=1, place="room two"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "room one" in page
    assert "room two" in page
    attendance.session.refresh_from_db()
    assert attendance.session.place == "room one"
    assert browser.post(address, session_form(row_version=2, place="both")).status_code == 302


def test_a_supervisor_and_an_admin_do_not_record(sam, priya, avery, browse):
    client = client_of(sam)
    attendance = held_session(sam, client)
    for somebody in (priya, avery):
        browser = browse(somebody)
        assert browser.get(recording(client)).status_code == 403
        assert browser.post(recording(client), session_form()).status_code == 403
        for name in ("edit-session", "attendance"):
            assert browser.get(of_session(name, attendance)).status_code == 403
            assert browser.post(of_session(name, attendance), {}).status_code == 403
    assert Session.objects.count() == 1


def test_it_hides_other_peoples_sessions(dana, stranger, outsider, browse, client_of_dana):
    attendance = held_session(dana, client_of_dana)
    for somebody in (stranger, outsider):
        browser = browse(somebody)
        assert browser.get(recording(client_of_dana)).status_code == 404
        assert browser.post(recording(client_of_dana), session_form()).status_code == 404
        assert browser.get(the_list(client_of_dana)).status_code == 404
        for name in ("edit-session", "attendance"):
            assert browser.get(of_session(name, attendance)).status_code == 404
            assert browser.post(of_session(name, attendance), {}).status_code == 404


def test_a_session_is_found_only_under_its_own_client(dana, browse, client_of_dana):
    attendance = held_session(dana, client_of_dana)
    other = client_of(dana)
    address = reverse("notes:edit-session", args=[other.pk, attendance.session_id])
    assert browse(dana).get(address).status_code == 404
