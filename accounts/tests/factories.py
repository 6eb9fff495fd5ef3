"""People for tests."""

import factory
from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Practice, Role, Supervision, User

PASSWORD = "a golden thread 42"
_HASHED: list[str] = []


def hashed() -> str:
    """The test password, hashed once: Argon2 is slow on purpose."""
    if not _HASHED:
        _HASHED.append(make_password(PASSWORD))
    return _HASHED[0]


class PracticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Practice

    name = factory.Sequence(lambda n: f"Riverside Counseling {n}")
    address = "12 Mill Lane\nSpringfield"
    phone = "555-0100"
    npi = "1234567893"
    time_zone = "America/Chicago"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    credentials = "LCSW"
    password = factory.LazyFunction(hashed)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    practice = factory.SubFactory(PracticeFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.THERAPIST


def staff(practice: Practice, *roles: str, **fields: object) -> User:
    """A user with these roles (therapist, if none are given), at work in the practice."""
    user = UserFactory(**fields)
    for role in roles or (Role.THERAPIST,):
        MembershipFactory(practice=practice, user=user, role=role)
    return user.working_in(practice, roles or (Role.THERAPIST,))


def supervised(trainee: User, supervisor: User) -> Supervision:
    """From now on the supervisor co-signs for the trainee."""
    return Supervision.objects.create(
        practice=trainee.practice, supervisor=supervisor, supervisee=trainee, cosigns=True
    )
