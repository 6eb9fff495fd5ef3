"""The client's database role: it reads an allow-list and writes nothing but its trace."""

import pytest
from django.db import ProgrammingError, connection
from django.test import Client as Browser
from django.urls import reverse

from clients.tests.factories import client_of, reader_of
from config.tenancy import acting, as_client
from config.tests.house import routes
from goals.models import Goal
from measures.tests.factories import given
from notes.tests.factories import written_note
from plans.tests.factories import signed_plan
from trail.models import Event
from trail.recording import record

TRAIL = "trail_event"
# What a reader's request may add to: the trace, the sign-in's session, and the counters of tries.
MAY_CHANGE = {TRAIL, "django_session", "cache"}


def rows(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def tables() -> list[tuple[str, str]]:
    """Every table of the catalogue, with one of its columns."""
    return rows(
        "SELECT c.relname, (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0"
        " AND NOT attisdropped AND attidentity = '' ORDER BY attnum LIMIT 1) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"
    )


@pytest.fixture
def reading(dana):
    """(who, user, client): a client with a plan and a signed note, and how their request asks."""
    client = client_of(dana)
    signed_plan(dana, client)
    written_note(dana, client)
    user = reader_of(client)
    return as_client(dana.practice_id, user.pk, client.pk), user, client


def test_the_database_refuses_every_write_to_every_table(reading):
    who, _, _ = reading
    found = tables()
    assert len(found) > 40
    for table, column in found:
        statements = [
            f'UPDATE "{table}" SET "{column}" = "{column}"',
            f'DELETE FROM "{table}"',
            f'TRUNCATE "{table}" CASCADE',
        ]
        if table != TRAIL:
            statements.append(f'INSERT INTO "{table}" DEFAULT VALUES')
        for statement in statements:
            with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
                rows(statement)


def test_the_trail_takes_the_readers_own_trace_and_nobody_elses(reading, dana):
    who, user, client = reading
    with acting(who):
        record("progress.opened", client, by=user, clients=[client.pk])
    assert Event.objects.filter(verb="progress.opened", actor_id=user.pk).count() == 1
    with pytest.raises(ProgrammingError, match="row-level security"), acting(who):
        record("progress.opened", client, by=dana, clients=[client.pk])
    with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
        rows(f"SELECT * FROM {TRAIL}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT sections FROM notes_note",
        "SELECT remark FROM notes_score",
        "SELECT comments FROM plans_return",
        "SELECT statement FROM goals_goal",
        "SELECT statement FROM goals_objective",
        "SELECT text FROM notes_privatenote",
        "SELECT born_on FROM clients_client",
        "SELECT password FROM accounts_user",
        "SELECT answers FROM measures_administration",
        "SELECT text FROM measures_journalentry",
        "SELECT release_scope FROM clients_contributor",
    ],
)
def test_what_staff_write_for_themselves_cannot_be_read(reading, query):
    who, _, _ = reading
    with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
        rows(query)


def digests() -> dict[str, tuple[str, ...]]:
    """Of every table that a reader may not change: how many rows, and what they say."""
    whole = "SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t"
    names = [table for table, _ in tables() if table not in MAY_CHANGE]
    return {table: rows(whole.format(table))[0] for table in names}


def test_no_address_of_the_clients_changes_a_row_whatever_is_sent_to_it(reading, dana):
    _, user, client = reading
    given(dana, client)
    goal = Goal.objects.filter(problem__plan__client=client).first()
    browser = Browser(raise_request_exception=False)
    browser.force_login(user)
    places = {"pk": goal.pk, "key": "phq-9"}
    doors = {name: entry for name, entry in routes().items() if name.startswith("portal:")}
    assert len(doors) > 8
    before, traces = digests(), rows(f"SELECT count(*) FROM {TRAIL}")
    assert len(before) > 40
    sent = {"client": str(client.pk), "language": "es", "value": "1", "statement": "Changed."}
    sent |= {"next": "/me/", "row_version": "1", "id": str(goal.pk)}
    for name, entry in doors.items():
        parts = {part: places[part] for part in entry.pattern.converters}
        url = reverse(name, kwargs=parts)
        assert url.startswith("/me/")
        for method in ("get", "post", "put", "patch", "delete"):
            answer = getattr(browser, method)(url, sent, secure=True)
            assert answer.status_code < 500
    browser.post("/language/", sent, secure=True)
    assert digests() == before
    assert rows(f"SELECT count(*) FROM {TRAIL}") > traces
