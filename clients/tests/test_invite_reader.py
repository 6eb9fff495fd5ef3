"""Inviting a reader by e-mail: the link is sent, sent again, opened, and used once."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Membership, Role, User
from accounts.tests.factories import PracticeFactory
from clients.actions import accept_access, give_access, send_invitation
from clients.links import token_of
from clients.models import ClientAccess
from clients.tests.factories import client_of
from config import clock
from trail.models import Event

GIVEN = {"kind": "client", "name": "Marisol Vega", "email": "marisol@example.org"}


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/invitation/client/\S+)", message.body)[1]


def address(access: ClientAccess) -> str:
    return f"https://here.example/invitation/client/{token_of(access)}/"


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol", family_name="Vega")


@pytest.fixture
def access(dana, marisol, act_as, django_capture_on_commit_callbacks):
    with act_as(dana), django_capture_on_commit_callbacks(execute=True):
        given = give_access(marisol, email=GIVEN["email"], name="Marisol Vega", by=dana)
        return send_invitation(given, address, by=dana)


def test_giving_it_mails_the_link_and_tells_neither_client_nor_treatment(
    dana, marisol, client, django_capture_on_commit_callbacks
):
    client.force_login(dana)
    url = reverse("clients:access", args=[marisol.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, GIVEN | {"covers": "everything", "by_mail": "on"})
    message = mail.outbox[0]
    assert message.to == ["marisol@example.org"]
    assert "Riverside Counseling" in message.body
    said = f"{message.subject} {message.body}".lower()
    for word in ("marisol v", "vega", "therap", "treatment", "plan", "session", "health"):
        assert word not in said.replace("marisol@example.org", "")
    assert "Link sent on" in client.get(url).content.decode()


def test_sent_again_only_the_newest_link_works(dana, access, act_as, client):
    first = link_in(mail.outbox[0])
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        with act_as(dana):
            later = send_invitation(access, address, by=dana)
        second = reverse("accept-access", args=[token_of(later)])
        assert client.get(first).status_code == 410
        assert client.get(second).status_code == 200
    assert Event.objects.filter(verb="access.sent").count() == 2


def test_staff_see_when_it_was_opened_and_used(dana, marisol, access, client):
    link = link_in(mail.outbox[0])
    reader = Browser()
    assert reader.get(link).status_code == 200
    url = reverse("clients:access", args=[marisol.pk])
    client.force_login(dana)
    assert "opened on" in client.get(url).content.decode()
    reader.post(link, {"way": "code"})
    page = client.get(url).content.decode()
    assert "Came in on" in page
    assert "by a code that is e-mailed each time" in page
    assert "/invitation/client/" not in page


def test_withdrawn_or_a_week_old_it_opens_nothing(dana, marisol, access, client):
    link = link_in(mail.outbox[0])
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 410
    staffs = Browser()
    staffs.force_login(dana)
    staffs.post(reverse("clients:end-access", args=[marisol.pk, access.pk]))
    assert client.get(link).status_code == 410


def test_a_code_needs_no_password_and_the_link_is_used_up(access, client):
    link = link_in(mail.outbox[0])
    answer = client.post(link, {"way": "code"})
    assert answer.headers["Location"] == reverse("account_request_login_code")
    assert "marisol@example.org" in client.get(answer.headers["Location"]).content.decode()
    assert not User.objects.get(pk=access.user_id).has_usable_password()
    assert client.get(link).status_code == 410


def test_a_passkey_is_added_by_whoever_just_used_the_link(access, client):
    answer = client.post(link_in(mail.outbox[0]), {"way": "passkey"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mfa_add_webauthn")
    assert answer.status_code == 200
    assert "Sign in with this passkey alone" in answer.content.decode()


def test_who_lost_the_way_in_chooses_anew_and_the_old_ways_end(dana, access, act_as, client):
    with act_as(dana):
        user = accept_access(access, password="a golden thread 42")
        Authenticator.objects.create(user=user, type="webauthn", data={})
        again = send_invitation(access, address, by=dana)
    url = reverse("clients:access", args=[access.client_id])
    client.force_login(dana)
    assert "/invitation/client/" not in client.get(url).content.decode()
    client.logout()
    client.post(reverse("accept-access", args=[token_of(again)]), {"way": "code"})
    assert not User.objects.get(pk=user.pk).has_usable_password()
    assert not Authenticator.objects.filter(user_id=user.pk).exists()


def test_a_link_never_opens_the_account_of_who_works_in_any_practice(dana, access, act_as):
    Membership.objects.create(practice=PracticeFactory(), user=access.user, role=Role.THERAPIST)
    with act_as(dana), pytest.raises(PermissionDenied):
        accept_access(access, password="a golden thread 42")


def test_only_the_care_team_sends(avery, stranger, access, act_as):
    for somebody in (avery, stranger):
        with act_as(somebody), pytest.raises(PermissionDenied):
            send_invitation(access, address, by=somebody)


def test_without_a_mail_server_the_link_is_handed_over(dana, marisol, access, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    client.force_login(dana)
    page = client.get(reverse("clients:access", args=[marisol.pk])).content.decode()
    assert "Send again" not in page
    assert "/invitation/client/" in page
