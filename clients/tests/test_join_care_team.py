"""Saying who is on a client's care team."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from clients.actions import join_team, leave_team
from clients.models import CareTeam, Client
from clients.tests.factories import client_of
from trail.models import Event


def team_url(of: Client) -> str:
    return reverse("clients:team", args=[of.pk])


def leave_url(of: Client, member) -> str:
    return reverse("clients:leave-team", args=[of.pk, of.care_team.get(member=member).pk])


def test_an_admin_puts_a_clinician_on_the_team_who_then_sees_the_client(
    dana, stranger, avery, client
):
    of = client_of(dana)
    client.force_login(avery)
    page = client.get(team_url(of)).content.decode()
    assert "Casey Lund" in page
    assert "Dana Whitfield" not in page.split("<form")[-1]
    client.post(team_url(of), {"member": str(stranger.pk), "role": "group therapist"})
    assert CareTeam.objects.get(member=stranger).role == "group therapist"
    assert Client.objects.visible_to(stranger).get() == of
    event = Event.objects.get(verb="team.joined")
    assert (event.actor_id, event.clients) == (avery.pk, [of.pk])


def test_the_care_team_assigns_too_and_others_do_not(sam, priya, dana, stranger, outsider, client):
    of = client_of(sam)
    for somebody, status in ((priya, 403), (dana, 404), (outsider, 404)):
        client.force_login(somebody)
        answer = client.post(team_url(of), {"member": str(stranger.pk), "role": "therapist"})
        assert answer.status_code == status
    client.force_login(sam)
    assert client.post(team_url(of), {"member": str(dana.pk), "role": "x"}).status_code == 302


def test_only_clinicians_of_the_practice_can_be_chosen(dana, avery, outsider, client, act_as):
    of = client_of(dana)
    client.force_login(dana)
    for somebody in (avery, outsider):
        answer = client.post(team_url(of), {"member": str(somebody.pk), "role": "therapist"})
        assert answer.status_code == 422
        with act_as(dana), pytest.raises(ValidationError, match="is not a clinician"):
            join_team(of, somebody, by=dana)


def test_joining_twice_is_joining_once(dana, stranger, act_as):
    of = client_of(dana)
    with act_as(dana):
        assert join_team(of, stranger, by=dana) == join_team(of, stranger, by=dana)


def test_who_leaves_no_longer_sees_the_client_and_stays_in_the_record(
    dana, stranger, client, act_as
):
    of = client_of(dana)
    with act_as(dana):
        join_team(of, stranger, by=dana)
    client.force_login(stranger)
    answer = client.post(leave_url(of, stranger))
    assert answer.url == reverse("clients:list")
    assert not Client.objects.visible_to(stranger).exists()
    assert CareTeam.objects.filter(member=stranger, left_at__isnull=False).exists()
    assert Event.objects.filter(verb="team.left").count() == 1


def test_the_last_clinician_of_an_active_client_stays(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    page = client.post(leave_url(of, dana), follow=True).content.decode()
    assert "This is the last clinician of an active client." in page
    assert CareTeam.objects.standing().filter(member=dana).exists()


def test_the_last_clinician_of_a_discharged_client_may_leave(dana, act_as):
    of = client_of(dana, status="discharged")
    place = of.care_team.get()
    with act_as(dana):
        leave_team(place, by=dana)
        leave_team(place, by=dana) if Client.objects.visible_to(dana).exists() else None
    assert not CareTeam.objects.standing().exists()


def test_a_supervisor_does_not_decide(sam, priya):
    of = client_of(sam)
    with pytest.raises(PermissionDenied):
        leave_team(of.care_team.get(), by=priya)
