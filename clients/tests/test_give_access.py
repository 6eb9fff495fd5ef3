"""Giving a client their own sign-in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.tests.factories import UserFactory
from clients.actions import accept_access, end_access, give_access
from clients.models import ClientAccess
from clients.tests.factories import client_of, reader_of
from trail.models import Event

GIVEN = {"email": "Marisol@example.org", "name": "Marisol Vega"}


def test_it_lets_a_new_reader_choose_a_password_once(dana, act_as):
    client = client_of(dana)
    with act_as(dana):
        access = give_access(client, **GIVEN, by=dana)
        assert not access.user.has_usable_password()
        user = accept_access(access, password="a golden thread 42")
        with pytest.raises(ValidationError, match="has been used"):
            accept_access(access, password="another golden thread")
    assert User.objects.get(pk=user.pk).check_password("a golden thread 42")
    verbs = Event.objects.about(client.pk).values_list("verb", flat=True)
    assert {"access.given", "access.accepted"} <= set(verbs)


def test_giving_it_twice_gives_it_once(dana, act_as):
    client = client_of(dana)
    with act_as(dana):
        first, second = (give_access(client, **GIVEN, by=dana) for _ in range(2))
    assert first == second
    assert ClientAccess.objects.count() == 1


def test_it_refuses_an_address_that_signs_in_elsewhere(dana, outsider, act_as):
    client = client_of(dana)
    with act_as(dana), pytest.raises(ValidationError, match="cannot be used here"):
        give_access(client, email=outsider.email, name="Robin", by=dana)


def test_a_guardian_of_two_clients_keeps_one_sign_in(dana, act_as):
    guardian = reader_of(client_of(dana))
    sibling = client_of(dana)
    with act_as(dana):
        access = give_access(sibling, email=guardian.email, name="x", kind="guardian", by=dana)
    assert access.user == guardian


def test_a_withdrawn_link_stops_working_and_access_may_be_given_again(dana, act_as):
    client = client_of(dana)
    with act_as(dana):
        access = give_access(client, **GIVEN, by=dana)
        end_access(access, by=dana)
        with pytest.raises(ValidationError, match="withdrawn"):
            accept_access(access, password="a golden thread 42")
        again = give_access(client, **GIVEN, by=dana)
    assert again != access
    assert again.user == access.user


def test_a_link_never_sets_the_password_of_staff(dana, avery, act_as):
    client = client_of(dana)
    avery.set_unusable_password()
    avery.save()
    with act_as(dana):
        access = give_access(client, email=avery.email, name="Avery", by=dana)
        with pytest.raises(PermissionDenied):
            accept_access(access, password="a golden thread 42")


def test_only_the_care_team_gives_access(dana, stranger, avery, outsider):
    client = client_of(dana)
    for somebody in (stranger, avery):
        with pytest.raises(PermissionDenied):
            give_access(client, **GIVEN, by=somebody)
    assert not UserFactory._meta.model.objects.filter(email="marisol@example.org").exists()
