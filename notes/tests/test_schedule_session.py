"""Planning sessions: one, or the same hour every week; and what becomes of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.tests.factories import client_of
from config import clock
from notes import actions
from notes.models import Attendance, Note, Session
from notes.tests.factories import held_session, written_note
from notes.tests.pages import of_session, session_form, the_list
from notes.times import Hours, moment, weekly
from trail.models import Event

CHICAGO = "America/Chicago"


def ahead(hours=24, minutes=45, **fields):
    start = clock.now() + timedelta(hours=hours)
    return Session(starts_at=start, ends_at=start + timedelta(minutes=minutes), **fields)


def planned(therapist, client, *, weeks=1, hours=24):
    return actions.schedule_session(ahead(hours), [client], weeks=weeks, by=therapist)


def told(browser, address):
    return browser.get(address).content.decode()


@pytest.fixture
def client_of_dana(dana):
    return client_of(dana)


@pytest.mark.parametrize("zone", [CHICAGO, "America/New_York", "America/Phoenix", "Europe/London",
                                  "Australia/Lord_Howe", "America/St_Johns"])  # fmt: skip
@pytest.mark.parametrize("start", ["00:30", "01:30", "09:00", "16:50", "23:30"])
def test_a_weekly_session_keeps_its_hour_through_both_changes_of_the_clock(zone, start):
    first = datetime(2026, 1, 5, *map(int, start.split(":")), tzinfo=ZoneInfo(zone))
    times = list(weekly(first, first + timedelta(minutes=50), zone, 52))
    assert len(times) == 52
    shown = [at.astimezone(ZoneInfo(zone)) for at, _ in times]
    assert {at.strftime("%H:%M") for at in shown} == {start}
    assert {at.weekday() for at in shown} == {0}
    assert [at.date() for at in shown] == [date(2026, 1, 5) + timedelta(weeks=n) for n in range(52)]


def test_on_a_sunday_it_refuses_the_hour_that_the_spring_skips_and_names_the_day():
    first = datetime(2026, 2, 22, 2, 30, tzinfo=ZoneInfo(CHICAGO))
    with pytest.raises(ValidationError, match="On 8 March 2026 there is no such time"):
        list(weekly(first, first + timedelta(minutes=20), CHICAGO, 4))


def test_of_the_hour_that_the_autumn_shows_twice_it_takes_the_first():
    first = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo(CHICAGO))
    (_, _), (start, stop) = weekly(first, first + timedelta(minutes=20), CHICAGO, 2)
    assert start.astimezone(UTC) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert (stop - start) == timedelta(minutes=20)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.times(time(3, 0), time(23, 0)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 180),
    st.integers(1, 52),
    st.sampled_from([CHICAGO, "America/New_York", "Europe/London"]),
)
def test_every_week_the_wall_shows_the_same_hours(day, at, minutes, weeks, zone):
    start = moment(day, at, zone)
    last = datetime.combine(day, at) + timedelta(minutes=minutes)
    stop = moment(last.date(), last.time(), zone)
    hours = {
        (one.start, one.stop)
        for one in (Hours.of(*pair, zone) for pair in weekly(start, stop, zone, weeks))
    }
    assert hours == {(at, last.time())}


def test_it_repeats_a_session_from_the_page(dana, browse, client_of_dana):
    on = (dana.practice.today + timedelta(days=3)).isoformat()
    address = reverse("notes:add-session", args=[client_of_dana.pk])
    typed = session_form(held_on=on, status="planned", weeks="8")
    browser = browse(dana)
    answers = [browser.post(address, typed) for _ in range(2)]
    assert [answer.url for answer in answers] == [the_list(client_of_dana)] * 2
    rows = list(Session.objects.order_by("starts_at"))
    assert len(rows) == 8
    assert len({row.series for row in rows}) == 1
    assert Attendance.objects.planned().count() == 8
    assert Event.objects.filter(verb="session.planned").count() == 8
    page = told(browser, the_list(client_of_dana))
    assert "planned" in page
    assert "Write the note" not in page


@pytest.mark.parametrize(
    ("weeks", "sentence"),
    [
        ("0", "Write a number from 1 to 52."),
        ("53", "Write a number from 1 to 52."),
        ("a year", "Write a whole number."),
        ("5.5", "Write a whole number."),
    ],
)
def test_it_refuses_what_is_no_number_of_weeks(dana, browse, client_of_dana, weeks, sentence):
    address = reverse("notes:add-session", args=[client_of_dana.pk])
    answer = browse(dana).post(address, session_form(status="planned", weeks=weeks))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Session.objects.count() == 0


def test_of_a_series_only_the_first_may_be_held_already(dana, act_as, client_of_dana):
    with act_as(dana):
        made = actions.schedule_session(
            ahead(-1), [client_of_dana], status="attended", weeks=3, by=dana
        )
    statuses = [row.attendances.get().status for row in made]
    assert statuses == ["attended", "planned", "planned"]


def test_a_session_to_come_was_neither_attended_nor_missed(dana, client_of_dana):
    for status in ("attended", "missed"):
        with pytest.raises(ValidationError, match="The session starts in the future"):
            actions.schedule_session(ahead(), [client_of_dana], status=status, by=dana)
    with pytest.raises(ValidationError, match="more than two years ahead"):
        actions.schedule_session(ahead(24 * 800), [client_of_dana], by=dana)


def test_it_moves_this_one_and_those_that_follow(dana, client_of_dana):
    first, second, third, fourth = planned(dana, client_of_dana, weeks=4)
    part = third.attendances.get()
    actions.set_attendance(part, "cancelled", expected=1, by=dana)
    second.starts_at += timedelta(days=2, hours=1)
    second.ends_at += timedelta(days=2, hours=1)
    second.place = "room 2"
    changed = actions.change_following(second, expected=1, by=dana)
    assert [row.pk for row in changed] == [second.pk, fourth.pk]
    untouched = [Session.objects.get(pk=row.pk) for row in (first, third)]
    assert [row.starts_at for row in untouched] == [first.starts_at, third.starts_at]
    moved, zone = Session.objects.get(pk=fourth.pk), dana.practice.time_zone
    shown = [Hours.of(row.starts_at, row.ends_at, zone) for row in (second, moved)]
    assert (shown[1].day - shown[0].day).days == 14
    assert (shown[0].start, shown[0].stop) == (shown[1].start, shown[1].stop)
    assert moved.place == "room 2"


def test_it_changes_one_alone_when_nothing_else_is_asked_for(dana, browse, client_of_dana):
    first, second = planned(dana, client_of_dana, weeks=2)
    browser, part = browse(dana), first.attendances.get()
    assert "that follow in this series" in told(browser, of_session("edit-session", part))
    day = (first.on + timedelta(days=1)).isoformat()
    typed = session_form(row_version=1, held_on=day, place="room 2")
    assert browser.post(of_session("edit-session", part), typed).status_code == 302
    first.refresh_from_db()
    assert (first.place, Session.objects.get(pk=second.pk).place) == ("room 2", "office")


def test_it_says_who_cancelled_and_whether_it_was_late(dana, browse, client_of_dana):
    (session,) = planned(dana, client_of_dana, hours=5)
    part = session.attendances.get()
    typed = {"row_version": 1, "status": "cancelled", "cancelled_by": "client"}
    browser = browse(dana)
    assert browser.post(of_session("attendance", part), typed).status_code == 302
    part.refresh_from_db()
    assert part.cancelled_at is not None
    assert part.said == "cancelled late by the client"
    assert "cancelled late by the client" in told(browser, the_list(client_of_dana)).lower()


def test_a_cancellation_in_good_time_is_not_late(dana, client_of_dana):
    (session,) = planned(dana, client_of_dana, hours=25)
    part = actions.set_attendance(
        session.attendances.get(), "cancelled", cancelled_by="clinician", expected=1, by=dana
    )
    assert part.said == "cancelled by the clinician"


def test_it_refuses_a_cancellation_that_was_told_in_the_future(dana, browse, client_of_dana):
    (session,) = planned(dana, client_of_dana)
    later = (dana.practice.today + timedelta(days=2)).isoformat()
    typed = {"row_version": 1, "status": "cancelled", "cancelled_on": later}
    answer = browse(dana).post(of_session("attendance", session.attendances.get()), typed)
    assert answer.status_code == 422
    assert "This moment is in the future." in answer.content.decode()


def test_it_cancels_what_follows_too(dana, browse, client_of_dana):
    made = planned(dana, client_of_dana, weeks=4)
    part = made[1].attendances.get()
    typed = {"row_version": 1, "status": "cancelled", "cancelled_by": "client", "following": "on"}
    browse(dana).post(of_session("attendance", part), typed)
    statuses = [row.attendances.get().status for row in made]
    assert statuses == ["planned", "cancelled", "cancelled", "cancelled"]


def test_it_marks_missed_with_one_press_and_undoes_it(dana, browse, client_of_dana):
    (session,) = planned(dana, client_of_dana, hours=-2)
    browser = browse(dana)
    own = {"client_id": client_of_dana.pk, "pk": session.pk}
    press = reverse("notes:mark", kwargs={**own, "status": "missed"})
    answer = browser.post(press, {"row_version": 1, "list": "day"})
    assert answer.url == f"/?on={session.on.isoformat()}"
    assert session.attendances.get().status == "missed"
    stale = browser.post(press.replace("missed", "attended"), {"row_version": 1})
    assert "Nothing was overwritten" in told(browser, stale.url)
    browser.post(press.replace("missed", "planned"), {"row_version": 2, "list": "week"})
    assert session.attendances.get().status == "planned"
    browser.post(press.replace("missed", "asleep"), {"row_version": 3})
    assert session.attendances.get().status == "planned"


def test_another_session_at_the_same_time_is_a_warning_and_names_nobody(dana, browse):
    first, second = client_of(dana), client_of(dana)
    held_session(dana, first, on=datetime(2026, 1, 5, 16, 15, tzinfo=UTC))
    browser = browse(dana)
    address = reverse("notes:add-session", args=[second.pk])
    answer = browser.post(address, session_form(held_on="2026-01-05", status="missed"))
    page = told(browser, answer.url)
    assert "it overlaps with another session of yours, from 10:15 to 11:00" in page
    assert first.family_name not in page
    assert Session.objects.count() == 2


def test_the_note_of_a_planned_session_is_begun_on_its_day_and_signed_when_it_was_held(
    dana, client_of_dana
):
    (tomorrow,) = planned(dana, client_of_dana, hours=30)
    with pytest.raises(ValidationError, match="on the day of the session"):
        actions.start_note(tomorrow.attendances.get(), "dap", by=dana)
    noon = datetime.combine(dana.practice.today, time(12), ZoneInfo(dana.practice.time_zone))
    with clock.standing_at(noon):
        (session,) = planned(dana, client_of_dana, hours=2)
        note = actions.start_note(session.attendances.get(), "dap", by=dana)
        note.sections = {"data": "Prepared.", "assessment": "", "plan": ""}
        note = actions.save_note(note, expected=1, by=dana)
        assert session.attendances.get().status == "planned"
        with pytest.raises(ValidationError, match="has not begun yet"):
            actions.sign_note(note, expected=note.row_version, by=dana)
    with clock.standing_at(noon + timedelta(hours=3)):
        actions.sign_note(note, expected=note.row_version, by=dana)
    assert session.attendances.get().status == "attended"
    assert Event.objects.filter(verb="session.attended").count() == 1


def test_an_empty_draft_goes_when_the_client_did_not_come_and_a_written_one_stays(
    dana, client_of_dana
):
    attendance = held_session(dana, client_of_dana)
    actions.start_note(attendance, "dap", by=dana)
    actions.set_attendance(attendance, "missed", expected=1, by=dana)
    assert not Note.objects.exists()
    assert Event.objects.filter(verb="note.discarded").count() == 1
    written = written_note(dana, client_of_dana, signed=False)
    with pytest.raises(ValidationError, match="it was attended"):
        actions.set_attendance(written.attendance, "missed", expected=1, by=dana)
    assert Note.objects.get().attendance.status == "attended"


def test_a_planned_session_is_no_cross_on_the_chart_and_in_no_count(dana, browse, client_of_dana):
    planned(dana, client_of_dana, weeks=2, hours=-3)
    held_session(dana, client_of_dana, status="missed")
    held_session(dana, client_of_dana, status="cancelled")
    assert Attendance.objects.missed().count() == 1
    assert Attendance.objects.not_held().count() == 2
    page = told(browse(dana), reverse("clients:detail", args=[client_of_dana.pk]))
    assert "0 attended, 2 missed or cancelled" in page
