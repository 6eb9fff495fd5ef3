"""The cast of every test: Dana treats, Priya supervises, Avery runs the practice, Sam is new.

Rows are made as the owner of the tables. `act_as` turns into the application's role, as a page
does; the test client does so by itself, because the middleware does.
"""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings
from psycopg.conninfo import make_conninfo

from accounts.models import Practice, Role, User
from accounts.tests.factories import PracticeFactory, staff, supervised
from config.tenancy import acting, as_staff
from config.tests import tables

# Laws hold on a slow machine too: how long an example takes to draw says nothing about them.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# The collector's walks over all that was imported were a sixth of the suite's time.
gc.set_threshold(50_000, 20, 50)

# The same function, at a fraction of its cost: what the shipped cost is worth is not for tests to
# say, and each wrong guess that one types would take a third of a second.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 256
Argon2PasswordHasher.parallelism = 1


def pytest_collection_finish() -> None:
    """What was imported by now stays to the end: the collector need not walk over it again."""
    gc.collect()
    gc.freeze()


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
    return staff(
        practice, Role.SUPERVISOR, Role.THERAPIST, name="Priya Raman", email="priya@example.org"
    )


@pytest.fixture
def sam(practice: Practice, priya: User) -> User:
    """A trainee, supervised by Priya."""
    trainee = staff(
        practice, name="Sam Okoro", credentials="LPC-Associate", email="sam@example.org"
    )
    supervised(trainee, priya)
    return trainee


@pytest.fixture
def avery(practice: Practice) -> User:
    """The practice's admin."""
    return staff(
        practice, Role.ADMIN, name="Avery Stone", credentials="", email="avery@example.org"
    )


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
def act_as(db: None) -> Callable[[User], AbstractContextManager[None]]:
    """`with act_as(dana):` the database knows that she asks, and row level security binds."""
    return lambda user: acting(as_staff(user.practice_id, user.pk))


@pytest.fixture
def app_login(db: None) -> str:
    """A connection string by which the application itself would sign in to this database."""
    return make_conninfo(os.environ["APP_LOGIN_URL"], dbname=connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The test database is copied from the one that `run.py test` migrates meanwhile."""
    if os.environ.get("TABLES_ARE_COMING") == "1":
        address = make_conninfo(**_parts(connection.settings_dict, "postgres"))
        connection.settings_dict["TEST"]["TEMPLATE"] = tables.when_made(address) or None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database; everybody has left it before it is dropped."""
    yield
    with django_db_blocker.unblock():
        _wait_until_alone()


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The migrated test database, also where none of the tests chosen asks for `db`."""
    if connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def own_database(migrated: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of this test's own, cloned from the migrated one: it may commit.

    Append-only tables cannot be emptied afterwards, so the clone is dropped. Its name stays the
    same, so that one server serves them all. Django's connection points to it meanwhile; the
    fixture gives its connection string.
    """
    settings = connection.settings_dict
    template, name = settings["NAME"], f"{settings['NAME']}_own"
    with django_db_blocker.unblock():
        connections.close_all()
        with _server(settings, "postgres") as server:
            # A session that was closed just now may still be on its way out.
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                " AND usename = current_user AND backend_type = 'client backend'",
                [template],
            )
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        _point_to(name)
        try:
            yield make_conninfo(**_parts(settings, name))
        finally:
            _point_to(template)
            with _server(settings, "postgres") as server:
                _shut(server, name)
                server.execute(f'DROP DATABASE "{name}"')


def _shut(server: psycopg.Connection[Any], name: str) -> None:
    """Nobody comes in any more, and whoever is in leaves: each role sends its own away."""
    server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    leave = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        " AND usename = current_user"
    )
    with psycopg.connect(os.environ["APP_LOGIN_URL"], autocommit=True) as app:
        app.execute(leave, [name])
    server.execute(leave, [name])
    _wait_until_empty(server, name)


def _point_to(name: str) -> None:
    """Every connection of Django's goes to this database from here on."""
    connections.close_all()
    for one in connections.all():
        one.settings_dict["NAME"] = name


def _wait_until_alone() -> None:
    """Until everybody has left the test database."""
    connections.close_all()
    with _server(connection.settings_dict, "postgres") as server:
        _wait_until_empty(server, connection.settings_dict["NAME"])


def _wait_until_empty(server: psycopg.Connection[Any], name: str, seconds: float = 10) -> None:
    """A session that was closed just now may still be on its way out of the database."""
    end = time.monotonic() + seconds
    inside = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    while time.monotonic() < end and server.execute(inside, [name]).fetchone() != (0,):
        time.sleep(0.02)


def _parts(settings: dict[str, Any], name: str) -> dict[str, str]:
    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {key: settings[said] for key, said in known.items() if settings[said]} | {"dbname": name}


def _server(settings: dict[str, Any], name: str) -> psycopg.Connection[Any]:
    return psycopg.connect(make_conninfo(**_parts(settings, name)), autocommit=True)
