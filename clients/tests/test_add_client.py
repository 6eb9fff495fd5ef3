"""Adding a client."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import CareTeam, Client
from clients.tests.factories import ClientFactory, client_of
from trail.models import Event

ADD = reverse("clients:add")


def typed(**changes: str) -> dict[str, str]:
    return {
        "new_id": str(uuid.uuid4()),
        "given_name": "Marisol",
        "family_name": "Vega",
        "born_on": "1991-04-12",
        "gender": "female",
        "language": "English",
        **changes,
    }


def test_it_puts_the_therapist_on_the_care_team_and_leaves_a_trace(dana, client):
    client.force_login(dana)
    answer = client.post(ADD, typed(), follow=True)
    of = Client.objects.get()
    assert answer.redirect_chain[0][0] == reverse("clients:detail", args=[of.pk])
    assert (of.record_number, of.practice) == ("10001", dana.practice)
    assert CareTeam.objects.get().member == dana
    verbs = set(Event.objects.about(of.pk).values_list("verb", flat=True))
    assert {"client.added", "team.joined"} <= verbs


def test_the_next_number_follows_the_highest(dana, client):
    ClientFactory(practice=dana.practice, record_number="20417")
    client.force_login(dana)
    client.post(ADD, typed())
    assert Client.objects.filter(record_number="20418").exists()


def test_a_form_posted_twice_adds_one_client(dana, client):
    client.force_login(dana)
    once = typed()
    for _ in range(2):
        assert client.post(ADD, once).status_code == 302
    assert Client.objects.count() == CareTeam.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("given_name", "", "Fill in: Given name (legal)."),
        ("given_name", "Mari\x00sol", "There is an invisible character (NUL) in this text."),
        ("family_name", "Ve\u202ega", "turns writing around"),
        ("preferred_name", "Sol \U0001f31e", "has no pictures (emoji) in it"),
        ("given_name", "M" * 100_000, "there is room for 200"),
        ("address", "x" * 100_000, "there is room for 500"),
        ("born_on", "yesterday", "Write the date as year-month-day"),
        ("born_on", "1850-01-01", "more than 125 years ago"),
        ("email", "marisol", "Write an e-mail address"),
        ("gender", "F", "Choose one of the list."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(field, value, sentence, dana, client):
    client.force_login(dana)
    answer = client.post(ADD, typed(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "There is a problem" in page
    assert "<title>Error:" in " ".join(page.split()).replace("<title> ", "<title>")
    if field != "family_name":
        assert 'value="Vega"' in page
    assert not Client.objects.exists()


def test_it_refuses_a_date_of_birth_in_the_future(dana, client):
    client.force_login(dana)
    tomorrow = dana.practice.today + timedelta(days=1)
    answer = client.post(ADD, typed(born_on=tomorrow.isoformat()))
    assert "The date of birth is in the future." in answer.content.decode()


def test_it_refuses_a_record_number_twice_in_a_practice_and_not_across(dana, outsider, client):
    client_of(dana, record_number="A-7")
    client.force_login(dana)
    answer = client.post(ADD, typed(record_number="A-7"))
    assert answer.status_code == 422
    assert "Another client has this record number." in answer.content.decode()
    client.force_login(outsider)
    assert client.post(ADD, typed(record_number="A-7")).status_code == 302


def test_names_of_many_scripts_are_names(dana, client):
    client.force_login(dana)
    client.post(ADD, typed(given_name="Zoë-Anaïs", family_name="عبد الله"))
    assert Client.objects.get().legal_name == "Zoë-Anaïs عبد الله"


def test_only_clinicians_add_clients(avery, client):
    client.force_login(avery)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, typed()).status_code == 403
