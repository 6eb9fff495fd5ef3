"""Sealing the trail, and finding out that somebody touched it.

Seals cover what is committed, so these tests commit: each works on a database of its own.
"""

import io

import psycopg
import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import PracticeFactory, staff
from config.tenancy import acting, as_staff
from trail import sealing
from trail.models import Event, Seal
from trail.recording import record
from trail.tests.sealed import seal_all, sealed


@pytest.fixture
def practice_with_events(own_database):
    practice = PracticeFactory()
    user = staff(practice)
    for word in ("one", "two", "three"):
        with acting(as_staff(practice.pk, user.pk)):
            record(f"client.{word}", user, by=user)
    return practice


def seal(practice):
    return seal_all(practice.pk)


def tamper(own_database, statement):
    """What somebody could do who holds the server itself."""
    with psycopg.connect(own_database, autocommit=True) as server:
        server.execute("ALTER TABLE trail_event DISABLE TRIGGER USER")
        server.execute("ALTER TABLE trail_seal DISABLE TRIGGER USER")
        server.execute(statement)


def test_it_seals_what_is_committed_once_and_in_order(practice_with_events):
    before = seal(practice_with_events)
    assert before[0].previous == ""
    assert sealed(practice_with_events.pk) == 3
    with acting(as_staff(practice_with_events.pk)):
        assert sealing.seal(practice_with_events.pk) is None
    user = staff(practice_with_events)
    with acting(as_staff(practice_with_events.pk, user.pk)):
        record("client.four", user, by=user)
    links = seal(practice_with_events)
    assert [link.number for link in links] == list(range(1, len(links) + 1))
    assert [link.previous for link in links[1:]] == [link.digest for link in links[:-1]]
    assert sealing.faults(practice_with_events.pk) == []


def test_an_event_under_way_is_left_for_a_later_seal(practice_with_events):
    user = staff(practice_with_events)
    with acting(as_staff(practice_with_events.pk, user.pk)):
        record("client.five", user, by=user)
        sealing.seal(practice_with_events.pk)
        assert sealed(practice_with_events.pk) <= 3
    seal(practice_with_events)
    assert sealed(practice_with_events.pk) == 4
    assert sealing.faults(practice_with_events.pk) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE trail_event SET verb = 'client.nothing' WHERE verb = 'client.two'", "changed"),
        ("DELETE FROM trail_event WHERE verb = 'client.two'", "are there"),
        ("UPDATE trail_seal SET previous = 'x' WHERE number = 1", "does not follow"),
        (
            "UPDATE trail_event SET at = at + interval '1 second' WHERE verb = 'client.one'",
            "changed",
        ),
        ("DELETE FROM trail_seal WHERE number = 1", "does not follow"),
    ],
)
def test_it_notices_every_kind_of_tampering(practice_with_events, own_database, statement, says):
    seal(practice_with_events)
    user = staff(practice_with_events)
    with acting(as_staff(practice_with_events.pk, user.pk)):
        record("client.later", user, by=user)
    seal(practice_with_events)
    tamper(own_database, statement)
    assert any(says in fault.sentence for fault in sealing.faults(practice_with_events.pk))


def test_the_commands_seal_and_verify_every_practice(practice_with_events, own_database):
    seal(practice_with_events)
    out = io.StringIO()
    call_command("seal_trail", stdout=out)
    assert "0 seals made" in out.getvalue()
    call_command("verify_trail", stdout=out)
    assert "every seal holds" in out.getvalue()
    tamper(own_database, "DELETE FROM trail_event WHERE verb = 'client.one'")
    with pytest.raises(CommandError, match="faults found"):
        call_command("verify_trail", stdout=out)


def test_the_trail_holds_who_what_and_whom(practice_with_events):
    event = Event.objects.filter(verb="client.one").get()
    assert event.role == "therapist"
    assert event.subject_type == "accounts.user"
    assert Seal.objects.count() == 0


def test_an_event_outside_the_transaction_of_its_act_is_refused(own_database):
    user = staff(PracticeFactory())
    with pytest.raises(RuntimeError, match="transaction of its act"):
        record("client.opened", user, by=user)
    assert Event.objects.count() == 0
