"""The private PostgreSQL under the demo and the tests: real servers, really killed."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config import localdb, pgprograms
from config.tests.database.asking import answer, sign_in

ROOT = Path(localdb.__file__).resolve().parent.parent


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    assert condition()


def test_it_listens_on_no_network(server):
    with sign_in(server.url, "postgres") as connection:
        assert answer(connection, "SHOW listen_addresses") == ""


def test_nobody_else_may_enter_the_folder_of_its_socket(server, folder):
    place = (folder / "pg").resolve()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert (place / localdb.SOCKET_NAME).is_socket()


def test_it_asks_for_the_password_even_on_its_socket(server):
    wrong = re.sub(r":[^:@/]+@", ":wrong@", server.url)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        sign_in(wrong, "postgres")


def test_its_password_is_for_its_owner_alone(server, folder):
    assert stat.S_IMODE((folder / "pg.password").stat().st_mode) == 0o600


def test_it_knows_letters_beyond_ascii_and_damage_on_the_disk(addresses):
    with sign_in(addresses.owner) as connection:
        assert answer(connection, "SELECT upper('é')") == "É"
        assert answer(connection, "SELECT similarity('Zoë', 'ZOË')") == 1
        assert answer(connection, "SHOW data_checksums") == "on"


def test_starting_it_again_finds_it_running(server, folder):
    again = localdb.start(folder / "pg")
    assert (again.url, again.started) == (server.url, False)


def test_it_keeps_its_rows_when_it_is_stopped_or_killed(a_server):
    url, data = a_server
    with sign_in(url, "postgres") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    localdb.stop(data)
    assert not localdb.status(data)
    # A pid file may name a program that is not PostgreSQL: here, this very test.
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data.resolve()}\n")
    assert localdb.start(data).url == url
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not localdb.status(data))
    assert localdb.start(data).started
    with sign_in(url, "postgres") as connection:
        assert answer(connection, "SELECT number FROM kept") == 7


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(tmp_path, monkeypatch):
    monkeypatch.setattr(localdb.tempfile, "gettempdir", lambda: str(tmp_path))
    data = tmp_path / ("long" * 20) / "pg"
    short = localdb._socket_folder(data)
    assert short.parent == tmp_path
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    short.chmod(0o755)
    with pytest.raises(pgprograms.LocalDatabaseError, match="is not ours alone"):
        localdb._socket_folder(data)
    short.rmdir()
    short.symlink_to(tmp_path)
    with pytest.raises(pgprograms.LocalDatabaseError, match="is not ours alone"):
        localdb._socket_folder(data)


def test_a_missing_password_is_a_sentence(tmp_path):
    release = pgprograms.major(pgprograms.installed()[0])
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text(f"{release}\n")
    with pytest.raises(pgprograms.LocalDatabaseError, match="pg.password is missing"):
        localdb.start(tmp_path / "pg")


def test_a_release_that_is_not_there_is_a_sentence():
    with pytest.raises(pgprograms.LocalDatabaseError, match="PostgreSQL 9 is needed; found"):
        pgprograms.programs("9")


def test_a_throwaway_leaves_nothing_even_if_its_user_is_killed():
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
