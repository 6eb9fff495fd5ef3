"""The four roles, asked of a real server as each of them."""

import re
import stat

import psycopg
import pytest

from config import database
from config.tests.database.asking import answer, sign_in


def test_the_application_becomes_the_client_only_by_saying_so(administrator, tmp_path):
    made = database.prepare(administrator, secrets_file=tmp_path / "roles.json")
    with sign_in(made.owner) as owner:
        owner.execute("CREATE TABLE diary AS SELECT 1 AS line")
        owner.execute("GRANT SELECT ON diary TO golden_client")
    with sign_in(made.app) as app:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT * FROM diary")
        app.execute("SET ROLE golden_client")
        assert answer(app, "SELECT line FROM diary") == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("INSERT INTO diary VALUES (2)")


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE golden_owner",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "ALTER ROLE golden_app BYPASSRLS",
        "ALTER SCHEMA public OWNER TO golden_app",
    ],
)
def test_the_application_cannot_make_itself_greater(addresses, statement):
    with (
        sign_in(addresses.app) as app,
        pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ProgramLimitExceeded)),
    ):
        app.execute(statement)


def test_the_client_and_the_signer_cannot_sign_in(server, addresses):
    with sign_in(server.url) as administrator:
        may = "SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname = ANY(%s)"
        roles = ["golden_client", "golden_signer"]
        assert administrator.execute(may, [roles]).fetchone() == (False,)


def test_the_signer_reads_what_the_client_reads_and_adds_what_it_may(administrator, tmp_path):
    made = database.prepare(administrator, secrets_file=tmp_path / "roles.json")
    with sign_in(made.owner) as owner:
        owner.execute("CREATE TABLE diary AS SELECT 1 AS line")
        owner.execute("GRANT SELECT ON diary TO golden_client")
        owner.execute("CREATE TABLE answers (line int)")
        owner.execute("GRANT INSERT ON answers TO golden_signer")
    with sign_in(made.app) as app:
        app.execute("SET ROLE golden_signer")
        assert answer(app, "SELECT line FROM diary") == 1
        app.execute("INSERT INTO answers VALUES (2)")
        for refused in ("SELECT * FROM answers", "DELETE FROM answers", "SET ROLE golden_owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused)


def test_the_owner_is_no_superuser_and_owns_the_database(addresses):
    with sign_in(addresses.owner) as owner:
        question = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname"
        assert not answer(owner, f"{question} = current_user")
        question = "SELECT datdba = current_user::regrole FROM pg_database WHERE datname"
        assert answer(owner, f"{question} = current_database()")


def test_a_second_run_keeps_the_passwords_and_the_rows(addresses, server, folder):
    with sign_in(addresses.owner) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    again = database.prepare(server.url, secrets_file=folder / "roles.json")
    assert again == addresses
    with sign_in(again.owner) as owner:
        assert answer(owner, "SELECT number FROM kept") == 7


def test_the_passwords_are_for_their_owner_alone(addresses, folder):
    assert stat.S_IMODE((folder / "roles.json").stat().st_mode) == 0o600


def test_an_administrator_without_superuser_can_do_it_twice(administrator, tmp_path):
    with sign_in(administrator, "postgres") as superuser:
        superuser.execute("CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'managed'")
    url = re.sub(r"//[^@]*@", "//manager:managed@", administrator)
    made = [database.prepare(url, secrets_file=tmp_path / "roles.json") for _ in range(2)]
    assert made[0] == made[1]
    with sign_in(made[1].app) as app:
        assert answer(app, "SELECT similarity('goal', 'goal')") == 1


def test_for_tests_each_new_database_is_furnished_like_the_first(administrator, tmp_path):
    made = database.prepare(administrator, secrets_file=tmp_path / "roles.json", testing=True)
    with sign_in(made.owner, "postgres") as owner:
        owner.execute("CREATE DATABASE test_golden_thread")
    with sign_in(made.owner, "test_golden_thread") as owner:
        owner.execute("CREATE TABLE mine AS SELECT unaccent('é') AS letter")
    with (
        sign_in(made.app, "test_golden_thread") as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="table mine"),
    ):
        app.execute("SELECT * FROM mine")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("GRANT pg_read_all_data TO golden_app", "golden_app is a member of a role"),
        ("GRANT pg_monitor TO golden_client", "golden_client is a member of a role"),
        ("CREATE SCHEMA stray AUTHORIZATION golden_app", "golden_app owns something"),
    ],
)
def test_it_refuses_a_server_whose_walls_have_a_hole(administrator, tmp_path, fault, sentence):
    database.prepare(administrator, secrets_file=tmp_path / "roles.json")
    with sign_in(administrator) as superuser:
        superuser.execute(fault)
    with pytest.raises(database.CannotPrepareError, match=sentence):
        database.prepare(administrator, secrets_file=tmp_path / "roles.json")


def test_it_takes_back_what_the_application_should_not_be(administrator, tmp_path):
    made = database.prepare(administrator, secrets_file=tmp_path / "roles.json")
    with sign_in(administrator) as superuser:
        superuser.execute("ALTER ROLE golden_app SUPERUSER BYPASSRLS INHERIT CREATEDB")
    database.prepare(administrator, secrets_file=tmp_path / "roles.json")
    with sign_in(made.app) as app:
        question = "SELECT rolsuper OR rolbypassrls OR rolinherit OR rolcreatedb FROM pg_roles"
        assert not answer(app, f"{question} WHERE rolname = current_user")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://root@localhost/plans", "must begin with postgresql://"),
        ("postgresql://root@localhost/postgres", "name a database of its own"),
        ("postgresql://root:secret@127.0.0.1:1/plans", "PostgreSQL said: .*refused"),
    ],
)
def test_an_address_that_will_not_do_is_a_sentence(tmp_path, url, sentence):
    with pytest.raises(database.CannotPrepareError, match=sentence) as refusal:
        database.prepare(url, secrets_file=tmp_path / "roles.json")
    assert "secret" not in str(refusal.value)


def test_the_addresses_keep_what_the_administrator_said_about_the_connection():
    url = "postgresql://boss:pw@db.example:5433/plans?sslmode=verify-full&connect_timeout=3"
    made = database._address(url, "golden_app", "p:w/d", "plans")
    assert made == (
        "postgresql://golden_app:p%3Aw%2Fd@db.example:5433/plans"
        "?sslmode=verify-full&connect_timeout=3"
    )
