"""Clients for tests."""

from datetime import date

import factory

from accounts.models import Role, User
from accounts.tests.factories import UserFactory
from clients.actions import agree_on_safety_plan, copy_profile, save_safety_draft
from clients.models import (
    CareTeam,
    Client,
    ClientAccess,
    Coverage,
    Diagnosis,
    Intake,
    PracticeProfile,
    SafetyDraft,
    SafetyPlan,
)
from clients.payers import profiles


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


def profile_of(admin: User, source: str = "oklahoma-medicaid", **fields: str) -> PracticeProfile:
    """A payer profile of the practice's own, copied by the action."""
    said = {"name": "Our own rules", "note": "Contract of 1 May 2026, page 12."} | fields
    return copy_profile(PracticeProfile(**said), profiles()[source], by=admin)


STEPS = {
    "warning_signs": "I stop answering the phone\nI count the pills",
    "own_ways": "Cold water on my wrists\nThe playlist from the lake",
    "distractions": "The reading room on Main Street",
    "helpers": "My sister Rosa, 555-0123",
    "professionals": "Dana at the practice, 555-0100",
    "safer_place": "Rosa keeps the tablets and gives me three days at a time",
    "worth_living": "My niece's first day at school",
}


def safety_plan_of(
    client: Client, *, for_readers: bool = False, agreed_on: date | None = None, **steps: str
) -> SafetyPlan:
    """A safety plan that holds, made by the actions."""
    by = client.care_team.first().member.working_in(client.practice, [Role.THERAPIST])
    draft = SafetyDraft.objects.filter(client=client).first() or SafetyDraft(client=client)
    expected = 0 if draft._state.adding else draft.row_version
    for name, text in (STEPS | steps).items():
        setattr(draft, name, text)
    draft = save_safety_draft(draft, expected=expected, by=by)
    plan = SafetyPlan(
        client=client,
        agreed_on=agreed_on or client.practice.today,
        agreed_with="the client",
        for_readers=for_readers,
    )
    return agree_on_safety_plan(plan, expected=draft.row_version, by=by)
