"""Clients for tests."""

from datetime import date

import factory

from accounts.models import Role, User
from accounts.tests.factories import UserFactory
from clients.models import CareTeam, Client, ClientAccess, Coverage, Diagnosis, Intake


class ClientFactory(factory.django.DjangoModelFactory):
    """A client. Give the practice; `client_of` also puts a therapist on the care team."""

    class Meta:
        model = Client

    record_number = factory.Sequence(lambda n: f"R-{n:05d}")
    given_name = "Marisol"
    family_name = factory.Sequence(lambda n: f"Vega {n}")
    born_on = date(1991, 4, 12)
    pronouns = "she/her"


def client_of(therapist: User, **fields: object) -> Client:
    """A client with the therapist on the care team."""
    client = ClientFactory(practice=therapist.practice, **fields)
    CareTeam.objects.create(practice=therapist.practice, client=client, member=therapist)
    return client


def diagnosed(
    client: Client, code: str = "F40.01", title: str = "Agoraphobia with panic disorder"
) -> Diagnosis:
    """A diagnosis of the client, made by somebody on the care team."""
    return Diagnosis.objects.create(
        practice=client.practice,
        client=client,
        code=code,
        title=title,
        release="ICD-10-CM, test",
        diagnosed_on=date(2026, 1, 5),
        diagnosed_by=client.care_team.first().member,
    )


def covered(client: Client) -> Coverage:
    """The client's insurance."""
    return Coverage.objects.create(
        practice=client.practice, client=client, payer="Example Mutual", member_id="EM-4410-88"
    )


def taken_in(client: Client) -> Intake:
    """The client's intake."""
    return Intake.objects.create(
        practice=client.practice,
        client=client,
        why_now="Two panic attacks on the bus in one week.",
        own_words="I am sure I will pass out.",
        strengths="keeps appointments\nclose to her sister",
    )


def reader_of(client: Client, **fields: object) -> User:
    """The client's own sign-in."""
    user = UserFactory(credentials="", **fields)
    ClientAccess.objects.create(
        practice=client.practice, client=client, user=user, given_by=client.care_team.first().member
    )
    return user.working_in(client.practice, [Role.CLIENT])
