"""Real PostgreSQL servers, made for these tests and gone after them."""

import pytest

from config import database, localdb, pgprograms
from config.tests.database.asking import sign_in

RELEASES = {pgprograms.major(folder): folder for folder in reversed(pgprograms.installed())}
MADE = "('golden_owner', 'golden_app', 'golden_client', 'golden_signer', 'manager')"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="session")
def server(folder):
    """A private server of this machine's first choice."""
    yield localdb.start(folder / "pg", durable=False)
    localdb.remove(folder / "pg")


@pytest.fixture(scope="session")
def addresses(server, folder):
    """The two addresses on that server, once its roles are made."""
    return database.prepare(server.url, secrets_file=folder / "roles.json")


@pytest.fixture(scope="session")
def releases(tmp_path_factory):
    """The folders of the servers that were asked for, by release."""
    asked = {}
    yield asked
    for data in asked.values():
        localdb.remove(data)


@pytest.fixture(params=sorted(RELEASES), ids="PostgreSQL {}".format)
def a_server(request, releases, tmp_path_factory, monkeypatch):
    """The address and the folder of a server, of each release that this machine has."""
    monkeypatch.setenv("POSTGRES_BIN", str(RELEASES[request.param]))
    data = releases.setdefault(request.param, tmp_path_factory.mktemp("release") / "pg")
    return localdb.start(data, durable=False).url, data


@pytest.fixture
def administrator(a_server):
    """The superuser's address on a server that nobody has prepared."""
    url, _ = a_server
    yield url
    with sign_in(url, "postgres") as superuser:
        for name in ("golden_thread", "test_golden_thread"):
            superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        found = superuser.execute(f"SELECT rolname FROM pg_roles WHERE rolname IN {MADE}")
        names = ", ".join(name for (name,) in found)
    with sign_in(url, "template1") as superuser:
        superuser.execute("ALTER SCHEMA public OWNER TO pg_database_owner")
        if names:
            superuser.execute(f"DROP OWNED BY {names}; DROP ROLE {names}")
