"""What the client brings is kept with its date, and drawn like a measure."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from clients.tests.factories import client_of, reader_of
from config.tenancy import acting, as_client
from measures import actions
from measures.models import JournalEntry
from measures.reading import journal_lines
from measures.tests.factories import entry
from trail.models import Event


@pytest.fixture
def person(dana):
    return client_of(dana)


def said(**more):
    return {
        "new_id": str(uuid4()), "on": "2026-01-05", "source": "paper", "text": "Slept badly.",
        "scale": "Mood", "value": "3",
    } | more  # fmt: skip


def test_a_line_of_a_mood_log_is_kept_and_drawn(client, dana, person):
    client.force_login(dana)
    client.post(reverse("measures:add-entry", args=[person.pk]), said())
    held = JournalEntry.objects.get()
    assert (held.value, held.get_source_display()) == (3, "brought on paper")
    page = client.get(reverse("measures:journal", args=[person.pk])).content.decode()
    assert "Slept badly." in page
    assert "Mood, as the client brought it: 3 on 5 Jan; no target, higher is better" in page
    drawn = client.get(reverse("measures:journal-chart", args=[person.pk, held.pk]))
    assert "<svg" in drawn.content.decode()


@pytest.mark.parametrize("value", ["11", "-1", "5.5", "five"])
def test_a_value_off_the_scale_is_refused_in_a_sentence(client, dana, person, value):
    client.force_login(dana)
    answer = client.post(reverse("measures:add-entry", args=[person.pk]), said(value=value))
    assert answer.status_code == 422
    assert "A value is a whole number from 0 to 10." in answer.content.decode()


def test_an_entry_that_says_nothing_is_refused(dana, person):
    with pytest.raises(ValidationError, match="Write what the client brought"):
        entry(dana, person, value=None, text="")


def test_zero_is_a_value_and_no_value_is_none(dana, person):
    days = [person.practice.today - timedelta(days=back) for back in (3, 2, 1)]
    entry(dana, person, on=days[0], value=0)
    entry(dana, person, on=days[1], value=None, text="No number today.")
    entry(dana, person, on=days[2], value=6, scale="mood")
    entry(dana, person, scale="Urges", lower_is_better=True)
    lines = journal_lines(JournalEntry.objects.all())
    assert [(line.name, [one.value for one in line.entries]) for line in lines] == [
        ("mood", [0, 6]),
        ("Urges", [4]),
    ]


def test_an_edit_leaves_what_it_said_before_in_the_trail(client, dana, person):
    held = entry(dana, person)
    client.force_login(dana)
    door = reverse("measures:edit-entry", args=[person.pk, held.pk])
    client.post(door, said(value="5", on=held.on.isoformat(), row_version=held.row_version))
    event = Event.objects.get(verb="journal.changed")
    assert event.changed["value"] == ["4", "5"]


def test_only_the_care_team_writes_and_the_clients_sign_in_reads_none(dana, avery, person):
    with pytest.raises(PermissionDenied):
        entry(avery, person)
    entry(dana, person)
    reader = reader_of(person)
    with (
        pytest.raises(Exception, match="permission denied"),
        acting(as_client(dana.practice_id, reader.pk, person.pk)),
    ):
        JournalEntry.objects.count()


def test_an_entry_of_tomorrow_is_refused(dana, person):
    with pytest.raises(ValidationError, match="in the future"):
        actions.add_entry(
            JournalEntry(
                client=person, on=person.practice.today + timedelta(days=1), text="Tomorrow."
            ),
            by=dana,
        )
