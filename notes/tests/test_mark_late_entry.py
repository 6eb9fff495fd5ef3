"""A note that is signed after the practice's limit says so, on the page and on paper."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Practice
from clients.tests.factories import client_of
from config import clock
from exchange.whole_note import whole_note
from notes.models import Note, Session
from notes.state import late_entry, late_words
from notes.tests.factories import written_note
from notes.tests.pages import of_note

NOON = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


@pytest.fixture
def session(practice):
    return Session(practice=practice, starts_at=NOON - timedelta(minutes=45), ends_at=NOON)


@pytest.mark.parametrize(
    ("after", "limit", "said"),
    [
        (timedelta(hours=72), 72, ""),
        (timedelta(hours=72, seconds=1), 72, "Late entry: written 3 days after the session"),
        (timedelta(days=12), 72, "Late entry: written 12 days after the session"),
        (timedelta(hours=2), 1, "Late entry: written 2 hours after the session"),
        (timedelta(minutes=90), 1, "Late entry: written 1 hour after the session"),
        (timedelta(hours=20), 12, "Late entry: written 1 day after the session"),
    ],
)
def test_it_is_counted_from_the_end_of_the_session(session, after, limit, said):
    assert late_words(session, NOON + after, limit) == said


def test_a_late_note_is_marked_on_the_page_and_on_paper(dana, browse):
    note = written_note(dana, client_of(dana), on=clock.now() - timedelta(days=5))
    assert "Late entry: written 5 days after the session." in (
        browse(dana).get(of_note("note", note)).content.decode()
    )
    assert whole_note(Note.objects.get(pk=note.pk))["late"].startswith("Late entry")


def test_a_note_in_time_is_not(dana, browse):
    note = written_note(dana, client_of(dana))
    assert "Late entry" not in browse(dana).get(of_note("note", note)).content.decode()


def test_the_limit_is_the_practices_own_as_it_was_on_the_day_of_signing(dana, practice):
    Practice.objects.filter(pk=practice.pk).update(note_late_after_hours=200)
    dana.practice.refresh_from_db()
    note = written_note(dana, client_of(dana), on=clock.now() - timedelta(days=5))
    Practice.objects.filter(pk=practice.pk).update(note_late_after_hours=24)
    note = Note.objects.get(pk=note.pk)
    assert note.texts.get().late_after_hours == 200
    assert late_entry(note, note.texts.get()) == ""
