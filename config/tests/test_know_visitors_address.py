"""Whose address the trail and the limits by address take for the visitor's."""

import pytest

from trail.models import Event

CLIENTS = "/clients/"


def seen(client, **headers) -> str:
    assert client.get(CLIENTS, REMOTE_ADDR="10.0.0.1", **headers).status_code == 200
    newest = Event.objects.latest("at")
    return str(newest.address)


@pytest.fixture
def dana_signed_in(client, dana):
    client.force_login(dana)
    return client


def test_without_a_proxy_a_visitor_cannot_write_an_address(dana_signed_in):
    assert seen(dana_signed_in, HTTP_X_FORWARDED_FOR="203.0.113.9") == "10.0.0.1"


def test_behind_a_proxy_it_is_the_address_that_the_proxy_saw(dana_signed_in, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    written_by_the_visitor = "198.51.100.1, 203.0.113.9"
    assert seen(dana_signed_in, HTTP_X_FORWARDED_FOR=written_by_the_visitor) == "203.0.113.9"


def test_on_a_socket_nobody_says_and_the_page_is_served(dana_signed_in):
    assert dana_signed_in.get(CLIENTS, REMOTE_ADDR="").status_code == 200
    assert Event.objects.latest("at").address == ""
