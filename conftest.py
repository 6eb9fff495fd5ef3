"""The cast of every test: Dana treats, Priya supervises, Avery runs the practice, Sam is new.

Rows are made as the owner of the tables. `act_as` turns into the application's role, as a page
does; the test client does so by itself, because the middleware does.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from accounts.models import Practice, Role, User
from accounts.tests.factories import PracticeFactory, staff, supervised
from config.tenancy import acting, as_staff


@pytest.fixture
def practice(db: None) -> Practice:
    """The practice in which everything happens."""
    return PracticeFactory(name="Riverside Counseling")


@pytest.fixture
def dana(practice: Practice) -> User:
    """A therapist."""
    return staff(practice, name="Dana Whitfield", email="dana@example.org")


@pytest.fixture
def priya(practice: Practice) -> User:
    """A supervisor who also treats."""
    return staff(practice, Role.SUPERVISOR, Role.THERAPIST, name="Priya Raman", email="priya@example.org")


@pytest.fixture
def sam(practice: Practice, priya: User) -> User:
    """A trainee, supervised by Priya."""
    trainee = staff(practice, name="Sam Okoro", credentials="LPC-Associate", email="sam@example.org")
    supervised(trainee, priya)
    return trainee


@pytest.fixture
def avery(practice: Practice) -> User:
    """The practice's admin."""
    return staff(practice, Role.ADMIN, name="Avery Stone", credentials="", email="avery@example.org")


@pytest.fixture
def stranger(practice: Practice) -> User:
    """A therapist of the same practice with no client in common with anybody."""
    return staff(practice, name="Casey Lund", email="casey@example.org")


@pytest.fixture
def outsider(db: None) -> User:
    """A therapist and admin of another practice."""
    other = PracticeFactory(name="Hilltop Therapy")
    return staff(other, Role.THERAPIST, Role.ADMIN, name="Robin Vale", email="robin@example.net")


@pytest.fixture
def act_as(db: None) -> Iterator[Callable[[User], AbstractContextManager[None]]]:
    """`with act_as(dana):` the database knows that she asks, and row level security binds."""
    yield lambda user: acting(as_staff(user.practice_id, user.pk))
