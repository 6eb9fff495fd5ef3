"""Opening a client's page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of, covered, diagnosed, reader_of, taken_in
from config import clock
from goals.models import Goal
from notes.tests.factories import held_session, written_note
from plans.models import Plan
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event

# Ten of them know who is asking (session, user, seats, walls, client, event); the rest is the
# record, one query a table, and five for the flags of its goals.
QUERIES = 40


def address(of: Client) -> str:
    return reverse("clients:detail", args=[of.pk])


def page_for(client, user: User, of: Client) -> str:
    client.force_login(user)
    answer = client.get(address(of))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_whole_record(dana, client):
    of = client_of(dana, given_name="Marisol", family_name="Vega")
    diagnosed(of)
    covered(of)
    taken_in(of)
    page = page_for(client, dana, of)
    for said in (
        "Marisol Vega",
        "12 April 1991",
        "F40.01",
        "Example Mutual",
        "I am sure I will pass out.",
        "Dana Whitfield, LCSW",
        "No plan yet",
        "Write a plan",
        "No session yet.",
    ):
        assert said in page


def test_each_opening_is_written_down(dana, client):
    of = client_of(dana)
    page_for(client, dana, of)
    event = Event.objects.get(verb="client.opened")
    assert (event.actor_id, event.clients) == (dana.pk, [of.pk])


def test_it_hides_the_record_from_strangers_clients_and_other_practices(
    dana, stranger, outsider, client
):
    of = client_of(dana)
    for somebody in (stranger, outsider, reader_of(of)):
        client.force_login(somebody)
        assert client.get(address(of)).status_code == 404
    assert not Event.objects.filter(verb="client.opened").exists()


def test_an_admin_and_a_supervisor_read_and_are_offered_nothing_to_write(sam, priya, avery, client):
    of = client_of(sam)
    diagnosed(of)
    draft_plan(sam, of)
    for reader in (priya, avery):
        page = page_for(client, reader, of)
        assert "F40.01" in page
        assert "Add a diagnosis" not in page
        assert "Finish and sign" not in page


def test_the_goals_stand_beside_their_scores(dana, client):
    of = client_of(dana)
    began = clock.now() - timedelta(days=30)
    with clock.standing_at(began):
        signed_plan(dana, of)
    goal = Goal.objects.get()
    for days, score in ((20, 6), (5, 4)):
        written_note(dana, of, on=clock.now() - timedelta(days=days), scores={goal.pk: score})
    page = page_for(client, dana, of)
    assert "8→4 (target 3)" in page
    assert "Bring down" in page
    assert "target 3, lower is better; 2 scores." in page
    assert "2 attended, 0 missed or cancelled" in page


def next_step(client, user: User, of: Client) -> str:
    page = page_for(client, user, of)
    page = page.split("<main")[1].split("</main>")[0]
    assert page.count("btn-primary") == 1
    return page.split("btn-primary")[1].split(">")[1].split("<")[0]


def test_its_one_button_is_the_next_step(dana, client):
    of = client_of(dana)
    assert next_step(client, dana, of) == "Write a plan"
    plan = draft_plan(dana, of)
    assert next_step(client, dana, of) == "Finish and sign the plan"
    plan.delete()
    signed_plan(dana, of)
    assert next_step(client, dana, of) == "Record a session"
    held_session(dana, of)
    assert next_step(client, dana, of) == "Write a note"
    note = written_note(dana, of, on=clock.now() - timedelta(hours=3), signed=False)
    assert note.signed_at is None
    assert next_step(client, dana, of) == "Finish the note"


def test_an_overdue_plan_is_to_be_renewed(dana, client):
    of = client_of(dana)
    with clock.standing_at(clock.now() - timedelta(days=100)):
        signed_plan(dana, of)
    assert next_step(client, dana, of) == "Renew the plan"
    assert "Review overdue" in page_for(client, dana, of)


def test_what_has_run_out_says_so(dana, client):
    of = client_of(dana)
    covered(of)
    of.coverages.update(authorized_to=clock.today() - timedelta(days=2))
    assert "(ended)" in page_for(client, dana, of)


def test_times_are_those_of_the_practice(dana, client):
    of = client_of(dana)
    of.care_team.update(joined_at=datetime(2026, 1, 2, 3, 0, tzinfo=UTC))
    assert "1 January 2026" in page_for(client, dana, of)


@pytest.mark.parametrize("size", [1, 3])
def test_a_large_plan_costs_no_more_queries(size, dana, client, django_assert_max_num_queries):
    of = client_of(dana)
    diagnosed(of)
    covered(of)
    taken_in(of)
    signed_plan(dana, of, problems=size, goals=size, objectives=size, interventions=size)
    for _ in range(size):
        written_note(dana, of, scores={Goal.objects.first().pk: 5})
    assert Plan.objects.count() == 1
    client.force_login(dana)
    client.get(address(of))
    with django_assert_max_num_queries(QUERIES):
        client.get(address(of))
