"""Giving a client their own sign-in."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import UserFactory
from clients.actions import accept_access, end_access, give_access
from clients.links import token_of
from clients.models import ClientAccess
from clients.tests.factories import client_of, reader_of
from config import clock
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
    sibling = client_of(dana, born_on=date(2020, 4, 12))
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


def accept_url(access: ClientAccess) -> str:
    return reverse("accept-access", args=[token_of(access)])


NEW = {"way": "password", "password": "a golden thread 43", "again": "a golden thread 43"}


def test_the_page_hands_over_a_link_that_leads_to_the_clients_page(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    url = reverse("clients:access", args=[of.pk])
    typed = {"kind": "client", "name": "Marisol Vega", "email": "marisol@example.org"}
    typed |= {"covers": "everything"}
    page = client.post(url, typed, follow=True).content.decode()
    link = re.search(r'value="http://testserver(/invitation/client/[^"]+)"', page)[1]
    client.logout()
    assert "Riverside Counseling" in client.get(link).content.decode()
    answer = client.post(link, NEW, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login")
    sign_in = {"login": "marisol@example.org", "password": NEW["password"]}
    client.post(reverse("account_login"), sign_in)
    assert client.get(reverse("portal:help")).status_code == 200
    assert client.get(reverse("clients:detail", args=[of.pk])).status_code == 404


def test_a_link_works_once_and_for_a_week(dana, client, act_as):
    with act_as(dana):
        access = give_access(client_of(dana), **GIVEN, by=dana)
    link = accept_url(access)
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 410
    assert client.get(link).status_code == 200
    assert client.post(link, NEW).status_code == 302
    assert client.get(link).status_code == 410
    assert client.post(link, NEW).status_code == 410


def test_a_forged_link_leads_nowhere(client, db):
    for token in ("x", "a:b:c", "%00"):
        assert client.get(f"/invitation/client/{token}/").status_code == 410


def test_a_weak_or_mistyped_password_gets_a_sentence(dana, client, act_as):
    with act_as(dana):
        access = give_access(client_of(dana), **GIVEN, by=dana)
    link = accept_url(access)
    short = client.post(link, {"way": "password", "password": "short", "again": "short"})
    assert short.status_code == 422
    assert "too short" in short.content.decode()
    other = client.post(link, {**NEW, "again": "another golden thread"})
    assert "This is not the same password." in other.content.decode()
    assert not User.objects.get(pk=access.user_id).has_usable_password()


def test_who_is_signed_in_is_asked_to_sign_out_first(dana, client, act_as):
    with act_as(dana):
        access = give_access(client_of(dana), **GIVEN, by=dana)
    client.force_login(dana)
    answer = client.get(accept_url(access))
    assert answer.status_code == 410
    assert "Sign out first" in answer.content.decode()


def test_ending_it_closes_the_clients_page(dana, client):
    of = client_of(dana)
    reader = reader_of(of)
    client.force_login(dana)
    client.post(reverse("clients:end-access", args=[of.pk, of.access.get().pk]))
    assert Event.objects.filter(verb="access.ended").exists()
    client.force_login(reader)
    assert client.get(reverse("portal:help")).status_code == 404


def test_access_runs_out_after_its_last_day(dana, client, act_as):
    of = client_of(dana)
    today = dana.practice.today
    with act_as(dana):
        access = give_access(of, **GIVEN, expires_on=today, by=dana)
        with pytest.raises(ValidationError, match="The last day is in the past."):
            give_access(of, **GIVEN, expires_on=today - timedelta(days=1), by=dana)
    assert ClientAccess.objects.standing().exists()
    with clock.standing_at(access.expires_at):
        assert not ClientAccess.objects.standing().exists()


def test_readers_and_strangers_do_not_see_the_links(sam, priya, avery, stranger, outsider, client):
    of = client_of(sam)
    url = reverse("clients:access", args=[of.pk])
    for somebody, status in (
        (priya, 403),
        (avery, 403),
        (stranger, 404),
        (outsider, 404),
        (reader_of(of), 404),
    ):
        client.force_login(somebody)
        assert client.get(url).status_code == status


def test_it_refuses_a_last_day_at_the_end_of_the_calendar(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    typed = {**GIVEN, "kind": "client", "covers": "everything", "expires_on": "9999-12-31"}
    answer = client.post(reverse("clients:access", args=[of.pk]), typed)
    assert answer.status_code == 422
    assert "Check the year" in answer.content.decode()
    assert not ClientAccess.objects.exists()
