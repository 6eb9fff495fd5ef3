"""Opening somebody else's client in an emergency."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clients.actions import break_glass
from clients.models import BreakGlass, Client
from clients.tests.factories import client_of, reader_of
from config import clock
from trail.models import Event

FIND = reverse("clients:find-in-emergency")
REASON = {"reason": "On call: the client rang and said goodbye."}


def glass(of: Client) -> str:
    return reverse("clients:emergency", args=[of.pk])


def page(of: Client) -> str:
    return reverse("clients:detail", args=[of.pk])


def test_a_reason_opens_the_record_for_four_hours_and_is_written_down(dana, stranger, client):
    of = client_of(dana)
    client.force_login(stranger)
    assert client.get(page(of)).status_code == 404
    assert client.post(glass(of), REASON).url == page(of)
    answer = client.get(page(of))
    assert "You read this record in an emergency" in answer.content.decode()
    event = Event.objects.get(verb="client.opened_in_emergency")
    assert (event.actor_id, event.clients) == (stranger.pk, [of.pk])
    assert "rang and said goodbye" in event.changed["reason"]


def test_it_ends_by_itself(dana, stranger, client):
    of = client_of(dana)
    began = clock.now() - timedelta(hours=4, seconds=1)
    with clock.standing_at(began):
        break_glass(of, reason="On call.", by=stranger)
        assert Client.objects.visible_to(stranger).exists()
    client.force_login(stranger)
    assert client.get(page(of)).status_code == 404


def test_it_opens_for_reading_not_for_writing(dana, stranger, client):
    of = client_of(dana)
    client.force_login(stranger)
    client.post(glass(of), REASON)
    assert client.get(reverse("clients:edit", args=[of.pk])).status_code == 403
    assert "Edit the particulars" not in client.get(page(of)).content.decode()


def test_it_refuses_an_emergency_without_a_reason(dana, stranger, client):
    of = client_of(dana)
    client.force_login(stranger)
    for reason in ("", "   "):
        answer = client.post(glass(of), {"reason": reason})
        assert answer.status_code == 422
        assert "Write why you must open this record now." in answer.content.decode()
    assert not BreakGlass.objects.exists()


def test_pressing_twice_opens_once(dana, stranger, act_as):
    of = client_of(dana)
    with act_as(stranger):
        first, second = (break_glass(of, reason="On call.", by=stranger) for _ in range(2))
    assert first == second


def test_the_admin_sees_it_on_the_list_and_on_the_record(dana, stranger, avery, client, act_as):
    of = client_of(dana, given_name="Marisol", family_name="Vega")
    with act_as(stranger):
        break_glass(of, **REASON, by=stranger)
    client.force_login(avery)
    for url in (reverse("clients:list"), page(of)):
        shown = client.get(url).content.decode()
        assert "Casey Lund" in shown
        assert "rang and said goodbye" in shown
    client.force_login(dana)
    assert "rang and said goodbye" not in client.get(reverse("clients:list")).content.decode()
    assert "rang and said goodbye" in client.get(page(of)).content.decode()


def test_it_is_for_clinicians_of_the_practice_alone(dana, avery, outsider, client):
    of = client_of(dana)
    for somebody in (outsider, reader_of(of)):
        client.force_login(somebody)
        assert client.get(glass(of)).status_code == 404
        assert client.post(glass(of), REASON).status_code == 404
    client.force_login(avery)
    assert client.get(FIND).status_code == 403
    for somebody in (avery, outsider):
        with pytest.raises(PermissionDenied):
            break_glass(of, reason="On call.", by=somebody)


def test_whoever_sees_the_client_already_needs_no_emergency(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    assert client.get(glass(of)).url == page(of)


@pytest.mark.parametrize(
    "typed",
    [{"number": "a-77"}, {"family_name": "vega", "born_on": "1991-04-12"}],
)
def test_it_finds_a_client_by_number_or_name_and_birth(typed, dana, stranger, client):
    of = client_of(dana, family_name="Vega", record_number="A-77")
    client.force_login(stranger)
    assert client.post(FIND, typed).url == glass(of)
    assert Event.objects.get(verb="client.sought").clients == [of.pk]


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "A"},
        {"family_name": "Veg", "born_on": "1991-04-12"},
        {"family_name": "Vega", "born_on": "1991-04-13"},
        {"family_name": "Vega"},
        {"number": ""},
    ],
)
def test_looking_around_finds_nobody(typed, dana, stranger, client):
    client_of(dana, family_name="Vega", record_number="A-77")
    client.force_login(stranger)
    assert client.post(FIND, typed).status_code == 422


def test_other_practices_clients_are_not_found(dana, outsider, client):
    client_of(dana, record_number="A-77")
    client.force_login(outsider)
    assert client.post(FIND, {"number": "A-77"}).status_code == 422
