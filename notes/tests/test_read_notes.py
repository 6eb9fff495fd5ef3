"""Reading sessions and notes: the list, one note, and what it costs."""

import pytest

from clients.tests.factories import client_of
from goals.models import Goal
from notes.models import PrivateNote
from notes.tests.factories import held_session, written_note
from notes.tests.pages import of_note, started, the_list, year_of_sessions
from plans.tests.factories import signable_plan
from trail.models import Event

LARGE = {"problems": 5, "goals": 3, "objectives": 4, "interventions": 4}


@pytest.fixture
def large(dana):
    """A year of weekly sessions on a plan of 15 goals, 60 objectives and 240 interventions."""
    client = client_of(dana)
    plan = signable_plan(dana, client, **LARGE)
    goals = list(Goal.objects.filter(problem__plan=plan))
    return client, year_of_sessions(dana, client, goals)


def test_an_empty_list_says_what_to_do_next(dana, avery, browse):
    client = client_of(dana)
    assert "Record a session" in browse(dana).get(the_list(client)).content.decode()
    page = browse(avery).get(the_list(client)).content.decode()
    assert "No session yet" in page
    assert "Record a session" not in page


def test_the_list_is_newest_first_and_in_pages(dana, browse, large):
    client, notes = large
    browser = browse(dana)
    first = browser.get(the_list(client)).content.decode()
    assert first.index(str(notes[51].pk)) < first.index(str(notes[50].pk))
    assert str(notes[0].pk) not in first
    assert "1–25 of 52 sessions" in first
    assert str(notes[0].pk) in browser.get(f"{the_list(client)}?page=3").content.decode()


def test_the_list_leads_to_what_is_to_be_done(dana, browse):
    client = client_of(dana)
    unwritten = held_session(dana, client)
    draft = written_note(dana, client, signed=False)
    page = browse(dana).get(the_list(client)).content.decode()
    assert f"?session={unwritten.session_id}" in page
    assert f"?session={draft.attendance.session_id}" not in page
    assert "Draft by Dana Whitfield" in page


def test_supervisor_and_admin_read_the_whole_note(sam, priya, avery, browse):
    note = written_note(sam, client_of(sam))
    for somebody in (priya, avery):
        page = browse(somebody).get(of_note("note", note)).content.decode()
        assert "Client reported a calmer week." in page
        assert "Signed" in page


def test_every_opening_leaves_a_trace(dana, browse):
    client = client_of(dana)
    signable_plan(dana, client)
    draft = written_note(dana, client, signed=False)
    note = written_note(dana, client)
    browser = browse(dana)
    for address, verb in (
        (the_list(client), "notes.listed"),
        (of_note("note", note), "note.opened"),
        (of_note("addendum", note), "note.opened"),
        (of_note("edit", draft), "note.opened"),
        (of_note("sign", draft), "note.opened"),
    ):
        before = Event.objects.filter(verb=verb).count()
        browser.get(address)
        event = Event.objects.filter(verb=verb).last()
        assert Event.objects.filter(verb=verb).count() == before + 1
        assert event.clients == [client.pk]
        assert event.actor_id == dana.pk


def test_a_private_note_is_on_no_page(dana, priya, avery, browse):
    client = client_of(dana)
    client.care_team.create(practice=client.practice, member=priya)
    signable_plan(dana, client)
    note, draft = written_note(dana, client), written_note(dana, client, signed=False)
    for held in (note, draft):
        PrivateNote.objects.create(
            practice=client.practice,
            attendance=held.attendance,
            author=dana,
            text="Countertransfer",
        )
    pages = [the_list(client), *(of_note(n, note) for n in ("note", "addendum"))]
    pages += [of_note(name, draft) for name in ("note", "edit", "sign")]
    for somebody in (dana, priya, avery):
        for address in pages:
            assert "Countertransfer" not in browse(somebody).get(address).content.decode()


# Ten queries are every page's: the session, the user, the walls, the seats and the savepoint.


def test_the_list_costs_four_queries_of_its_own(dana, browse, large, django_assert_max_num_queries):
    client, _ = large
    browser = browse(dana)
    browser.get(the_list(client))
    with django_assert_max_num_queries(14):
        assert browser.get(the_list(client)).status_code == 200


@pytest.mark.parametrize(("name", "queries"), [("note", 26), ("addendum", 20)])
def test_a_signed_note_costs_the_same_whatever_its_size(
    dana, browse, large, django_assert_max_num_queries, name, queries
):
    _, notes = large
    browser = browse(dana)
    browser.get(of_note(name, notes[-1]))
    with django_assert_max_num_queries(queries):
        assert browser.get(of_note(name, notes[-1])).status_code == 200


@pytest.mark.parametrize(("name", "queries"), [("edit", 33), ("sign", 32)])
def test_a_draft_costs_the_same_whatever_the_plan(
    dana, browse, large, django_assert_max_num_queries, name, queries
):
    client, _ = large
    browser = browse(dana)
    note = started(browser, held_session(dana, client))
    browser.get(of_note(name, note))
    with django_assert_max_num_queries(queries):
        assert browser.get(of_note(name, note)).status_code == 200
