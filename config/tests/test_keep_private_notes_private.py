"""A word planted in private notes is found nowhere but on their author's own page.

Every door of the house is opened by everybody who comes to it, and asked for the word; the papers,
the record that the client gets, the trail, the log, the sessions and the rows of the database are
read through. The word has two halves, one is searched for and the other looked for, so that a page
that repeats a question is no find.
"""

import logging
import re
import subprocess
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from accounts.keeping import keep
from clients.actions import break_glass
from clients.tests.factories import client_of, reader_of
from config.tenancy import acting, as_client, as_staff
from config.tests.house import address, furnished, supervises, table
from exchange.record_set import record_files
from notes.actions import save_private_note
from notes.models import PrivateNote
from notes.tests.factories import private_note_of
from plans.models import Printout
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan
from trail.models import Event

ASKED, HIDDEN = "Quillemotte", "zorvathine"
# The doors that only its author passes, and that show it.
OWN = {"notes:private-note"}
HOLDS = {"notes_privatenote", "accounts_typed"}


@pytest.fixture
def house(dana, priya, avery, stranger, outsider) -> dict[str, Any]:
    """Dana's client, whose every session has the word in her private notes, typed ones too."""
    supervises(priya, dana)
    client = client_of(dana)
    reader = reader_of(client)
    version = signed_plan(dana, client)
    objects = furnished(version, dana, avery, reader)
    text = f"{ASKED} {HIDDEN}: what she said of her brother."
    for attendance in client.attendances.all():
        private_note_of(dana, attendance, text)
    here = reverse("notes:private-note", args=[client.pk, objects["session"].pk])
    keep(uuid4(), here, {"text": [text]}, row_version=1, by=dana)
    break_glass(client, reason="She is on the roof.", by=stranger)
    visitors = {
        "own": dana, "supervisor": priya, "admin": avery, "emergency": stranger,
        "client": reader, "outsider": outsider,
    }  # fmt: skip
    return {"client": client, "version": version, "objects": objects, "visitors": visitors}


def everywhere(house: dict[str, Any], browser: Browser) -> list[str]:
    """The doors at which the hidden half shows; each is also asked for the other half."""
    found = []
    for name, door in table()["doors"].items():
        url = address(name, door, house["client"], house["objects"])
        if name in ("plans:pdf", "clients:safety-pdf", "account_logout"):
            continue
        asked = f"{url}{'&' if '?' in url else '?'}q={ASKED}&words={ASKED}&status=all"
        point = transaction.savepoint()
        answer = browser.get(asked)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.savepoint_rollback(point)
        if HIDDEN.encode() in body or HIDDEN in str(answer.headers):
            found.append(name)
    return found


@pytest.mark.parametrize(
    "visitor", ["own", "supervisor", "admin", "emergency", "client", "outsider"]
)
def test_no_page_shows_it_to_anybody_but_its_author(house, visitor, caplog):
    browser = Browser(raise_request_exception=False)
    browser.force_login(house["visitors"][visitor])
    with caplog.at_level(logging.INFO):
        found = everywhere(house, browser)
    assert set(found) == (OWN if visitor == "own" else set())
    logged = [
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    ]
    assert not any(HIDDEN in line for line in logged)
    assert HIDDEN not in str(dict(browser.session))


def text_of(pages: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


def test_no_paper_of_any_kind_prints_it(house):
    browser, client = signed_in(house["visitors"]["own"]), house["client"]
    plan = {"client_id": client.pk, "number": 1, "version": 1}
    addresses = [
        reverse("plans:pdf", kwargs=plan, query={"for": preset})
        for preset in Printout.Preset.values
    ]
    addresses.append(reverse("clients:safety-pdf", args=[client.pk, 1]))
    for url in addresses:
        answer = browser.get(url)
        assert answer.status_code == 200
        assert len(text_of(answer.content)) > 100
        assert HIDDEN not in text_of(answer.content)
        assert HIDDEN.encode() not in answer.content


def test_the_record_that_the_client_gets_leaves_it_out(house):
    dana = house["visitors"]["own"]
    paper = Printout.objects.get()
    files = record_files(house["client"], paper=lambda version: paper, by=dana)
    assert any(name.startswith("notes/") for name in files)
    assert [name for name, body in files.items() if HIDDEN.encode() in body] == []


def rows_with_it() -> set[str]:
    """The tables in which a row, as whoever asks just now may read it, holds the word."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {name} held WHERE held::text ILIKE %s)",
                [f"%{HIDDEN}%"],
            )
            if cursor.fetchone() == (True,):
                found.add(name)
    return found


def test_no_row_but_the_note_and_what_its_author_typed_holds_it(house):
    # As the owner of the tables, whom no wall binds: trail, bank, sessions, whatever it is.
    assert rows_with_it() == HOLDS
    assert not Event.objects.filter(changed__icontains=HIDDEN).exists()


def test_the_database_shows_the_row_to_no_other_user_of_the_application(house):
    people, practice = house["visitors"], house["version"].practice_id
    with acting(as_staff(practice, people["own"].pk)):
        assert rows_with_it() == HOLDS
    for name in ("supervisor", "admin", "emergency", "outsider"):
        with acting(as_staff(practice, people[name].pk)):
            assert rows_with_it() == set(), name
    with acting(as_staff(practice, None)):
        assert rows_with_it() == set()
    with acting(as_client(practice, people["client"].pk, house["client"].pk)):
        assert rows_with_it() == set()


def test_the_database_lets_nobody_else_write_or_take_over_the_row(house, priya):
    with acting(as_staff(house["version"].practice_id, priya.pk)):
        assert PrivateNote.objects.update(author=priya) == 0
    attendance = house["client"].attendances.first()
    with (
        pytest.raises(Exception, match="row-level security"),
        acting(as_staff(house["version"].practice_id, priya.pk)),
    ):
        PrivateNote.objects.create(
            practice=priya.practice, attendance=attendance, author=house["visitors"]["own"], text=""
        )


def test_writing_on_leaves_it_where_it_is(house):
    dana = house["visitors"]["own"]
    attendance = house["client"].attendances.first()
    note = PrivateNote.objects.get(attendance=attendance)
    note.text += " And more."
    save_private_note(note, expected=1, by=dana)
    browser = signed_in(dana)
    page = reverse("notes:private-note", args=[house["client"].pk, attendance.session_id])
    stale = filled(browser.get(page), text=f"{HIDDEN} in another tab", row_version=1)
    assert browser.post(page, stale).status_code == 409
    too_long = filled(browser.get(page), text=HIDDEN * 20_000)
    kept = browser.post(page, too_long, headers={"X-Autosave": "1"})
    assert kept.json()["state"] == "kept"
    assert HIDDEN not in said(kept)
    assert rows_with_it() == HOLDS
