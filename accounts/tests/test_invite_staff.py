"""Inviting staff, and joining."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client as Browser

from accounts import actions
from accounts.models import Invitation, Membership, Role, User
from accounts.tests.factories import UserFactory
from config import clock
from config.tenancy import acting, as_staff
from trail.models import Event

INVITE = "/practice/people/invite/"
NEW = {
    "name": "Jo Park",
    "credentials": "LMFT",
    "password": "rivers run slowly here",
}


@pytest.fixture
def link(avery, client):
    """The link that Avery hands to Jo."""
    client.force_login(avery)
    given = {"email": "Jo@example.org", "name": "Jo Park", "role": "therapist"}
    page = client.post(INVITE, given).content.decode()
    return re.search(r'href="http://testserver(/invitation/[^"]+)"', page)[1]


def test_the_invited_person_joins_and_is_signed_in(link, practice):
    browser = Browser()
    assert "Join Riverside Counseling" in browser.get(link).content.decode()
    assert browser.post(link, NEW).headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    jo = User.objects.get(email="jo@example.org")
    assert jo.printed_name == "Jo Park, LMFT"
    assert list(jo.memberships.values_list("role", "practice")) == [("therapist", practice.pk)]
    verbs = Event.objects.values_list("verb", flat=True)
    assert {"staff.invited", "invitation.accepted"} <= set(verbs)


def test_a_link_works_once(link):
    Browser().post(link, NEW)
    again = Browser().get(link)
    assert again.status_code == 410
    assert "used, withdrawn or has expired" in again.content.decode()


def test_a_weak_password_gets_a_sentence_and_keeps_what_was_typed(link):
    page = Browser().post(link, {**NEW, "password": "short"})
    assert page.status_code == 422
    assert "too short" in page.content.decode()
    assert "LMFT" in page.content.decode()
    assert not User.objects.filter(email="jo@example.org").exists()


def test_an_expired_link_says_so(link):
    Invitation.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    assert Browser().get(link).status_code == 410


def test_a_forged_link_is_no_link(link):
    assert Browser().get(link[:-3] + "xyz/").status_code == 404


def test_a_withdrawn_link_stops_working(link, avery, client):
    invitation = Invitation.objects.get()
    client.post(f"/practice/invitations/{invitation.pk}/withdraw/")
    assert Browser().get(link).status_code == 410


def test_somebody_with_a_sign_in_proves_it_and_joins(link, practice):
    jo = UserFactory(email="jo@example.org", name="Jo Park")
    browser = Browser()
    assert browser.get(link).headers["Location"].startswith("/accounts/login/?next=/invitation/")
    browser.force_login(jo)
    assert browser.post(link).headers["Location"] == "/"
    assert jo.memberships.get().practice == practice


def test_an_invitation_for_another_is_refused(link, dana):
    UserFactory(email="jo@example.org")
    browser = Browser()
    browser.force_login(dana)
    assert browser.get(link).status_code == 403


def test_only_an_admin_invites(dana, client):
    client.force_login(dana)
    assert client.get(INVITE).status_code == 403
    assert client.post(INVITE, {}).status_code == 403
    assert client.get("/practice/people/").status_code == 403


def test_a_bad_e_mail_gets_a_sentence(avery, client):
    client.force_login(avery)
    page = client.post(INVITE, {"email": "nonsense", "name": "Jo", "role": "therapist"})
    assert page.status_code == 422
    assert "Write an e-mail address" in page.content.decode()


def test_the_invitation_is_mailed_when_it_is_committed(
    avery, client, django_capture_on_commit_callbacks
):
    client.force_login(avery)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(INVITE, {"email": "jo@example.org", "name": "Jo", "role": "therapist"})
    assert mail.outbox[0].to == ["jo@example.org"]
    assert "/invitation/" in mail.outbox[0].body


def test_the_last_admin_stays(avery, client):
    client.force_login(avery)
    membership = Membership.objects.get(user=avery)
    page = client.post(f"/practice/members/{membership.pk}/end/", follow=True)
    assert "last admin" in page.content.decode()
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_a_role_is_taken_away(avery, dana, client):
    client.force_login(avery)
    membership = Membership.objects.get(user=dana)
    client.post(f"/practice/members/{membership.pk}/end/")
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_people_of_another_practice_are_not_there(avery, outsider, client):
    client.force_login(avery)
    assert "Robin Vale" not in client.get("/practice/people/").content.decode()
    theirs = Membership.objects.filter(user=outsider).first()
    assert client.post(f"/practice/members/{theirs.pk}/end/").status_code == 404


def test_an_admin_says_who_supervises_whom(avery, priya, dana, client):
    client.force_login(avery)
    given = {"supervisor": str(priya.pk), "supervisee": str(dana.pk), "cosigns": "on"}
    client.post("/practice/supervision/start/", given)
    page = client.get("/practice/people/").content.decode()
    assert "Priya Raman, LCSW supervises Dana Whitfield, LCSW" in page
    refused = client.post("/practice/supervision/start/", {**given, "supervisee": str(priya.pk)})
    assert "Nobody supervises themselves" in refused.content.decode()


def test_one_person_may_hold_two_roles(avery, practice):
    with acting(as_staff(practice.pk, avery.pk)):
        actions.add_member(avery, Role.THERAPIST, by=avery)
        actions.add_member(avery, Role.THERAPIST, by=avery)
    assert avery.memberships.count() == 2


def test_the_people_page_costs_the_same_whatever_their_number(
    avery, practice, client, django_assert_max_num_queries
):
    for n in range(30):
        UserFactory(email=f"many{n}@example.org").memberships.create(
            practice=practice, role=Role.THERAPIST
        )
    client.force_login(avery)
    with django_assert_max_num_queries(16):
        assert client.get("/practice/people/").status_code == 200
