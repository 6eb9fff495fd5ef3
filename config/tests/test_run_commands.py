"""The two commands, and the private database under them: real servers, real signals."""

import ast
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config import database, localdb, machine, pgprograms, processes

ROOT = Path(__file__).resolve().parent.parent.parent
RELEASES = {pgprograms.major(folder): folder for folder in reversed(pgprograms.installed())}


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def sign_in(url, database_name=None):
    if database_name:
        url = re.sub(r"@/[a-z_]+", f"@/{database_name}", url)
    return psycopg.connect(url, autocommit=True)


def answer(connection, question):
    return connection.execute(question).fetchone()[0]


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    assert condition()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="module")
def server(folder):
    """A private server of this machine's first choice, with the three roles."""
    yield localdb.start(folder / "pg", durable=False)
    localdb.remove(folder / "pg")


@pytest.fixture(scope="module")
def addresses(server, folder):
    return database.prepare(server.url, secrets_file=folder / "roles.json")


@pytest.fixture(params=sorted(RELEASES), ids="PostgreSQL {}".format)
def any_server(request, tmp_path, monkeypatch):
    """A server of each release of PostgreSQL that this machine has."""
    monkeypatch.setenv("POSTGRES_BIN", str(RELEASES[request.param]))
    yield localdb.start(tmp_path / "pg", durable=False)
    localdb.remove(tmp_path / "pg")


class TestTheCommandLine:
    def test_it_says_how_to_use_it_when_the_command_is_unknown(self):
        done = run("sreve")
        assert done.returncode == 2
        assert "python3 run.py test [ARGS]" in done.stdout

    def test_it_refuses_a_port_that_is_in_use_before_it_sets_anything_up(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = run(PORT=str(port))
        assert done.returncode == 1
        assert f"Cannot listen on 127.0.0.1, port {port}" in done.stderr
        assert f"PORT={port + 1} python3 run.py" in done.stderr
        assert done.stdout == ""

    @pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
    def test_it_refuses_a_port_that_is_none(self, port):
        done = run(PORT=port)
        assert done.returncode == 1
        assert f"PORT must be a number from 1 to 65535; it is '{port}'." in done.stderr

    def test_an_old_python_can_read_as_far_as_the_sentence_that_says_it_is_too_old(self):
        ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 7))
        old = "import sys; sys.version_info = (3, 9, 2); exec(open('run.py').read())"
        done = subprocess.run(
            [sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.strip() == "Python 3.11 or newer is needed; this is 3.9."

    def test_a_program_that_fails_is_reported_with_its_own_words(self):
        with pytest.raises(processes.Problem, match="(?s)no such luck.*failed; its words stand"):
            processes.quietly("sh", "-c", "echo no such luck >&2; exit 3")

    def test_what_would_lead_django_or_postgresql_astray_is_not_handed_on(self, monkeypatch):
        for name in ("PGHOST", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"):
            monkeypatch.setenv(name, "elsewhere")
        assert "elsewhere" not in processes.clean_environment().values()

    def test_the_demo_ends_when_one_of_its_programs_does(self):
        commands = {"web server": ["sleep", "60"], "sealing of the trail": ["sh", "-c", "exit 7"]}
        sentence = r"The sealing of the trail ended by itself \(exit code 7\)"
        with processes.children(commands, dict(os.environ)) as running:  # noqa: SIM117
            with pytest.raises(processes.Problem, match=sentence):
                processes.watch(running)
        assert running["web server"].returncode == -signal.SIGTERM

    def test_a_program_that_does_not_listen_is_ended_all_the_same(self, monkeypatch):
        monkeypatch.setattr(processes, "SECONDS_TO_END", 0.2)
        deaf = subprocess.Popen(
            ["sh", "-c", "trap '' TERM; echo on; while :; do sleep 1; done"], stdout=subprocess.PIPE
        )
        with deaf:
            deaf.stdout.readline()
            processes.end(deaf)
        assert deaf.returncode == -signal.SIGKILL


class TestWhatIsInstalled:
    def test_what_runs_and_what_is_tested_are_the_same_releases(self):
        run_time, development = (
            dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
            for name in (machine.RUN_TIME, machine.DEVELOPMENT)
        )
        assert run_time.items() <= development.items()

    @pytest.mark.parametrize("lock", [machine.RUN_TIME, machine.DEVELOPMENT, machine.INSTALLER])
    def test_every_package_is_pinned_by_its_hashes(self, lock):
        packages = re.split(r"\n(?=[\w])", (ROOT / lock).read_text())
        pinned = [text for text in packages if "==" in text and not text.startswith("#")]
        assert pinned
        assert all("--hash=sha256:" in text for text in pinned)
        assert "://" not in "".join(pinned)

    def test_an_unchanged_lock_is_not_installed_again_and_a_changed_one_is(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(machine, "ROOT", tmp_path)
        monkeypatch.setattr(machine, "VENV", tmp_path / ".venv")
        monkeypatch.setattr(machine, "PYTHON", Path(sys.executable))
        (tmp_path / ".venv").mkdir()
        for lock in (machine.RUN_TIME, machine.DEVELOPMENT):
            (tmp_path / lock).write_text("one==1\n")
        monkeypatch.setattr(machine, "DATA", tmp_path / ".data")
        installs = []
        monkeypatch.setattr(machine, "_install", lambda lock: installs.append(lock) or "uv")
        for lock in (machine.DEVELOPMENT, machine.RUN_TIME, machine.DEVELOPMENT):
            machine.make_environment(lock)
        assert installs == [machine.DEVELOPMENT]
        (tmp_path / machine.DEVELOPMENT).write_text("one==2\n")
        machine.make_environment(machine.DEVELOPMENT)
        assert installs == [machine.DEVELOPMENT] * 2

    def test_without_rights_it_says_which_line_brings_what_is_missing(self, monkeypatch, capsys):
        monkeypatch.setattr(machine, "LIBRARIES", {"libnone.so.0": "libnone0"})
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(machine, "BROWSERS", ())
        monkeypatch.delenv("CHROMIUM", raising=False)
        machine.bring_system_packages(testing=True)
        said = capsys.readouterr().out
        assert "MISSING: libnone0, chromium" in said
        assert "apt-get install -y libnone0" in said


class TestThePrivateServer:
    def test_it_listens_on_no_network(self, server):
        with sign_in(server.url, "postgres") as connection:
            assert answer(connection, "SHOW listen_addresses") == ""

    def test_nobody_else_may_enter_the_folder_of_its_socket(self, server, folder):
        place = (folder / "pg").resolve()
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert (place / localdb.SOCKET_NAME).is_socket()

    def test_it_asks_for_the_password_even_on_its_socket(self, server):
        wrong = re.sub(r":[^:@/]+@", ":wrong@", server.url)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            sign_in(wrong, "postgres")

    def test_its_password_is_for_its_owner_alone(self, server, folder):
        assert stat.S_IMODE((folder / "pg.password").stat().st_mode) == 0o600

    def test_it_knows_letters_beyond_ascii_and_damage_on_the_disk(self, addresses):
        with sign_in(addresses.owner) as connection:
            assert answer(connection, "SELECT upper('é')") == "É"
            assert answer(connection, "SELECT similarity('Zoë', 'ZOË')") == 1
            assert answer(connection, "SHOW data_checksums") == "on"

    def test_starting_it_again_finds_it_running(self, server, folder):
        again = localdb.start(folder / "pg")
        assert (again.url, again.started) == (server.url, False)

    def test_it_keeps_its_rows_when_it_is_stopped_or_killed(self, any_server, tmp_path):
        data = tmp_path / "pg"
        with sign_in(any_server.url, "postgres") as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        localdb.stop(data)
        assert not localdb.status(data)
        # A pid file may name a program that is not PostgreSQL: here, this very test.
        (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data.resolve()}\n")
        url = localdb.start(data).url
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: is_gone(pid))
        with sign_in(localdb.start(data).url, "postgres") as connection:
            assert answer(connection, "SELECT number FROM kept") == 7
        assert url == any_server.url

    def test_a_path_too_long_for_a_socket_gets_a_short_private_one(self, tmp_path):
        data = tmp_path / ("long" * 20) / "pg"
        try:
            with sign_in(localdb.start(data, durable=False).url, "postgres") as connection:
                assert answer(connection, "SELECT 1") == 1
        finally:
            localdb.remove(data)

    def test_a_missing_password_is_a_sentence(self, tmp_path):
        data = tmp_path / "pg"
        localdb.start(data, durable=False)
        localdb.stop(data)
        (tmp_path / "pg.password").unlink()
        try:
            with pytest.raises(pgprograms.LocalDatabaseError, match="pg.password is missing"):
                localdb.start(data)
        finally:
            localdb.remove(data)

    def test_a_release_that_is_not_there_is_a_sentence(self):
        with pytest.raises(pgprograms.LocalDatabaseError, match="PostgreSQL 9 is needed; found"):
            pgprograms.programs("9")

    def test_a_throwaway_leaves_nothing_even_if_its_user_is_killed(self):
        script = (
            "import time\nfrom config.localdb import throwaway\n"
            "with throwaway() as url:\n    print(url, flush=True)\n    time.sleep(60)\n"
        )
        user = subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        with user:
            url = user.stdout.readline().strip()
            with sign_in(url, "postgres") as connection:
                place = Path(answer(connection, "SHOW data_directory"))
            assert place.exists()
            user.kill()
        wait_until(lambda: not place.exists())
        with pytest.raises(psycopg.OperationalError):
            sign_in(url, "postgres")


class TestTheThreeRoles:
    def test_the_application_becomes_the_client_only_by_saying_so(self, any_server, tmp_path):
        made = database.prepare(any_server.url, secrets_file=tmp_path / "roles.json")
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
    def test_the_application_cannot_make_itself_greater(self, addresses, statement):
        with (
            sign_in(addresses.app) as app,
            pytest.raises(
                (psycopg.errors.InsufficientPrivilege, psycopg.errors.ProgramLimitExceeded)
            ),
        ):
            app.execute(statement)

    def test_the_client_cannot_sign_in(self, server, addresses):
        with sign_in(server.url) as administrator:
            assert not answer(
                administrator, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'golden_client'"
            )

    def test_the_owner_is_no_superuser_and_owns_the_database(self, addresses):
        with sign_in(addresses.owner) as owner:
            question = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname"
            assert not answer(owner, f"{question} = current_user")
            question = "SELECT datdba = current_user::regrole FROM pg_database WHERE datname"
            assert answer(owner, f"{question} = current_database()")

    def test_a_second_run_keeps_the_passwords_and_the_rows(self, addresses, server, folder):
        with sign_in(addresses.owner) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
        again = database.prepare(server.url, secrets_file=folder / "roles.json")
        assert again == addresses
        with sign_in(again.owner) as owner:
            assert answer(owner, "SELECT number FROM kept") == 7

    def test_the_passwords_are_for_their_owner_alone(self, addresses, folder):
        assert stat.S_IMODE((folder / "roles.json").stat().st_mode) == 0o600

    def test_an_administrator_without_superuser_can_do_it_twice(self, any_server, tmp_path):
        with sign_in(any_server.url, "postgres") as superuser:
            superuser.execute("CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'managed'")
        url = re.sub(r"//[^@]*@", "//manager:managed@", any_server.url)
        made = [database.prepare(url, secrets_file=tmp_path / "roles.json") for _ in range(2)]
        assert made[0] == made[1]
        with sign_in(made[1].app) as app:
            assert answer(app, "SELECT similarity('goal', 'goal')") == 1

    def test_for_tests_each_new_database_is_furnished_like_the_first(self, any_server, tmp_path):
        made = database.prepare(any_server.url, secrets_file=tmp_path / "roles.json", testing=True)
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
    def test_it_refuses_a_server_whose_walls_have_a_hole(
        self, any_server, tmp_path, fault, sentence
    ):
        database.prepare(any_server.url, secrets_file=tmp_path / "roles.json")
        with sign_in(any_server.url) as superuser:
            superuser.execute(fault)
        with pytest.raises(database.CannotPrepareError, match=sentence):
            database.prepare(any_server.url, secrets_file=tmp_path / "roles.json")

    def test_it_takes_back_what_the_application_should_not_be(self, any_server, tmp_path):
        made = database.prepare(any_server.url, secrets_file=tmp_path / "roles.json")
        with sign_in(any_server.url) as superuser:
            superuser.execute("ALTER ROLE golden_app SUPERUSER BYPASSRLS INHERIT CREATEDB")
        database.prepare(any_server.url, secrets_file=tmp_path / "roles.json")
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
    def test_an_address_that_will_not_do_is_a_sentence(self, tmp_path, url, sentence):
        with pytest.raises(database.CannotPrepareError, match=sentence) as refusal:
            database.prepare(url, secrets_file=tmp_path / "roles.json")
        assert "secret" not in str(refusal.value)

    def test_the_addresses_keep_what_the_administrator_said_about_the_connection(self):
        url = "postgresql://boss:pw@db.example:5433/plans?sslmode=verify-full&connect_timeout=3"
        made = database._address(url, "golden_app", "p:w/d", "plans")
        assert made == (
            "postgresql://golden_app:p%3Aw%2Fd@db.example:5433/plans"
            "?sslmode=verify-full&connect_timeout=3"
        )
