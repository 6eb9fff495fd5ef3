"""Listing and searching clients."""

import pytest
from django.urls import reverse

from clients.models import Client
from clients.tests.factories import ClientFactory, client_of
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event

LIST = reverse("clients:list")
QUERIES = 18


@pytest.fixture
def caseload(dana):
    """Three of Dana's clients; one is discharged."""
    return [
        client_of(dana, given_name="Marisol", family_name="Vega", record_number="10001"),
        client_of(dana, given_name="Amir", family_name="Haddad", preferred_name="Sol"),
        client_of(dana, given_name="Jo", family_name="Lindqvist", status="discharged"),
    ]


def names(answer) -> list[str]:
    return [row.client.family_name for row in answer.context["rows"]]


def test_it_lists_the_clients_in_treatment_by_name(dana, client, caseload):
    client.force_login(dana)
    assert names(client.get(LIST)) == ["Haddad", "Vega"]


def test_it_shows_the_discharged_when_asked(dana, client, caseload):
    client.force_login(dana)
    assert names(client.get(LIST, {"status": "discharged"})) == ["Lindqvist"]
    assert names(client.get(LIST, {"status": "all"})) == ["Haddad", "Lindqvist", "Vega"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("vega", ["Vega"]),
        ("sol", ["Haddad", "Vega"]),
        ("mari veg", ["Vega"]),
        ("10001", ["Vega"]),
        ("1000", []),
        ("%", []),
    ],
)
def test_it_searches_by_name_or_record_number(typed, found, dana, client, caseload):
    client.force_login(dana)
    assert names(client.get(LIST, {"q": typed})) == found


def test_the_trail_names_each_client_shown_and_not_what_was_typed(dana, client, caseload):
    client.force_login(dana)
    client.get(LIST, {"q": "vega"})
    event = Event.objects.get(verb="clients.listed")
    assert event.clients == [caseload[0].pk]
    assert "vega" not in str(event.changed)


def test_it_says_where_each_plan_stands(dana, client, caseload):
    signed_plan(dana, caseload[0])
    draft_plan(dana, caseload[1])
    client.force_login(dana)
    page = client.get(LIST).content.decode()
    assert "In effect" in page
    assert "chip--draft" in page


def test_everybody_sees_only_their_own(dana, stranger, outsider, avery, client, caseload):
    for somebody, found in ((stranger, []), (outsider, []), (avery, ["Haddad", "Vega"])):
        client.force_login(somebody)
        assert names(client.get(LIST)) == found


def test_a_supervisor_sees_the_clients_of_those_supervised(sam, priya, client):
    client_of(sam, family_name="Vega")
    client.force_login(priya)
    assert names(client.get(LIST)) == ["Vega"]


def test_an_empty_list_says_what_to_do(dana, client):
    client.force_login(dana)
    assert "No clients yet" in client.get(LIST).content.decode()
    assert "Nobody found" in client.get(LIST, {"q": "zzz"}).content.decode()


def test_a_search_with_what_nobody_can_see_is_refused_in_a_sentence(dana, client, caseload):
    client.force_login(dana)
    answer = client.get(LIST, {"q": "ve\x00ga"})
    assert answer.status_code == 422
    assert "invisible character" in answer.content.decode()
    assert client.get(LIST, {"q": "x" * 100_000}).status_code == 422


def test_it_shows_fifty_on_a_page_at_a_fixed_number_of_queries(
    dana, client, django_assert_max_num_queries
):
    for _ in range(5):
        signed_plan(dana, client_of(dana))
    for of in ClientFactory.create_batch(60, practice=dana.practice):
        of.care_team.create(practice=dana.practice, member=dana)
    client.force_login(dana)
    client.get(LIST)
    with django_assert_max_num_queries(QUERIES):
        answer = client.get(LIST)
    assert len(names(answer)) == 50
    assert "65" in answer.content.decode()
    assert len(names(client.get(LIST, {"page": 2}))) == 15
    assert Client.objects.count() == 65
