#!/usr/bin/env python3
"""Golden Thread from an empty folder.

    python3 run.py                    set everything up and serve the demo practice
    python3 run.py test [ARGS]        set everything up and run every test; ARGS go to pytest
    python3 run.py env                only make the developers' environment in .venv
    python3 run.py manage [ARGS]      manage.py on the demo's database
    python3 run.py manage --throwaway [ARGS]   manage.py on a new, empty one, set as in production

Needs Python 3.11 or newer, and nothing else. Each may be run again at any time.
Read from the environment: PORT (8000), HOST (127.0.0.1), DEMO_PASSWORD, DATABASE_URL (an
administrator's address of a PostgreSQL server to use instead of a private one).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is %d.%d." % sys.version_info[:2])

from config import localdb, machine, processes
from config.machine import DATA, PYTHON
from config.pgprograms import LocalDatabaseError
from config.processes import ROOT, Problem, clean_environment, quietly, step

STATIC_ROOT, UNFINISHED = ROOT / "staticfiles", DATA / "pg.unfinished"


def serve() -> int:
    """Everything from nothing to the served demo; returns when it is stopped."""
    began = time.monotonic()
    host, port = os.environ.get("HOST", "127.0.0.1"), processes.port_wanted()
    processes.refuse_busy_port(host, port)
    machine.make_environment(machine.RUN_TIME)
    machine.bring_system_packages(testing=False)
    with ExitStack() as last:
        with machine.alone("demo"):
            begin_again_if_unfinished()
            environment = demo_environment(last.enter_context(demo_database()))
            sign_ins = fill(environment | {"DEMO_ADDRESS": f"http://{host}:{port}"})
            UNFINISHED.unlink(missing_ok=True)
        with processes.children(served_by(host, port), environment) as running:
            processes.wait_for_answer(host, port, running)
            print(f"\n  Ready in {time.monotonic() - began:.0f} s: http://{host}:{port}/\n")
            print(sign_ins.rstrip() + "\n\n  Ctrl-C ends it.", flush=True)
            return processes.watch(running)


def begin_again_if_unfinished() -> None:
    """A private server whose first filling was stopped half way is thrown away."""
    if UNFINISHED.exists():
        localdb.remove(DATA / "pg")
    if not os.environ.get("DATABASE_URL") and not (DATA / "pg").exists():
        UNFINISHED.touch()


def fill(environment: dict[str, str]) -> str:
    """Tables, static files and the demo practice; returns one line per sign-in."""
    with step("Tables"):
        quietly(PYTHON, "manage.py", "migrate", "--database", "owner", env=environment)
    collect_static(environment)
    with step("Demo practice"):
        return quietly(PYTHON, "manage.py", "load_demo", env=environment)


def served_by(host: str, port: int) -> dict[str, list[str]]:
    """The demo's programs: the web server, what seals the trail each minute, and the worker."""
    gunicorn = ["/usr/bin/env", "POOL=1", str(PYTHON), "-m", "gunicorn", "config.wsgi"]
    gunicorn += ["--bind", f"{host}:{port}"]
    gunicorn += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    gunicorn += ["--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
    sealer = [str(PYTHON), "manage.py", "seal_trail", "--every", "60"]
    worker = [str(PYTHON), "manage.py", "work"]
    return {"web server": gunicorn, "sealing of the trail": sealer, "worker": worker}


def test(arguments: list[str]) -> int:
    """Run pytest on a database that is gone afterwards; returns its exit code."""
    machine.make_environment(machine.DEVELOPMENT)
    machine.bring_system_packages(testing=True)
    if not any(part.startswith(("-n", "--numprocesses", "--pdb")) for part in arguments):
        arguments = ["-n", "2", *arguments] if "no:xdist" not in arguments else arguments
    with throwaway_database(testing=True) as addresses:
        environment = production_environment(addresses)
        environment |= {
            "APP_DATABASE_URL": addresses["OWNER_DATABASE_URL"],
            "APP_LOGIN_URL": addresses["APP_DATABASE_URL"],
            "CHROMIUM": machine.browser() or "",
            "DEMO": "1",  # plain http, as the demo serves it; headers are tested as in production
            "TABLES_ARE_COMING": "1",
        }
        tables = [str(PYTHON), "-m", "config.tests.tables"]
        with processes.children({"tables": tables}, environment):  # pytest collects meanwhile
            return processes.attend([str(PYTHON), "-m", "pytest", *arguments], environment)


def manage(arguments: list[str]) -> int:
    """Run manage.py on the demo's database, or with --throwaway on an empty one."""
    machine.make_environment(machine.RUN_TIME)
    alone = arguments[:1] == ["--throwaway"]
    with throwaway_database() if alone else demo_database() as addresses:
        environment = (production_environment if alone else demo_environment)(addresses)
        command = [str(PYTHON), "manage.py", *arguments[alone:]]
        return processes.attend(command, environment)


# The database ---------------------------------------------------------------------------------


@contextmanager
def demo_database() -> Iterator[dict[str, str]]:
    """The addresses of the demo's database; a server that we started ends with us."""
    DATA.mkdir(mode=0o700, exist_ok=True)
    given = os.environ.get("DATABASE_URL")
    started = False
    with step("PostgreSQL") as outcome:
        if given:
            outcome.note = "the one of DATABASE_URL"
        else:
            server = localdb.start(DATA / "pg")
            given, started, outcome.note = server.url, server.started, server.version
    try:
        yield prepared(given, DATA / "roles.json")
    finally:
        if started:
            localdb.stop(DATA / "pg")


@contextmanager
def throwaway_database(*, testing: bool = False) -> Iterator[dict[str, str]]:
    """The addresses of an empty database on a server of its own, which is removed at the end."""
    with ExitStack() as last:
        with step("PostgreSQL") as outcome:
            administrator = last.enter_context(localdb.throwaway(PYTHON))
            outcome.note = "a throw-away server"
        folder = last.enter_context(tempfile.TemporaryDirectory())
        yield prepared(administrator, Path(folder) / "roles.json", testing=testing)


def prepared(administrator: str, kept: Path, *, testing: bool = False) -> dict[str, str]:
    """APP_DATABASE_URL and OWNER_DATABASE_URL, once roles and database are there."""
    command = [str(PYTHON), "-m", "config.database", "prepare", "--secrets", str(kept)]
    command += ["--testing"] if testing else []
    with step("Database roles"):
        lines = quietly(*command, env=clean_environment(DATABASE_URL=administrator))
    return dict(line.split("=", 1) for line in lines.splitlines())


# What Django reads ----------------------------------------------------------------------------


def demo_environment(addresses: dict[str, str]) -> dict[str, str]:
    """For the demo: plain http on this machine, secrets kept in .data."""
    return clean_environment(
        DEMO="1",
        SECRET_KEY=kept_secret("secret_key", 50),
        SEAL_KEY=kept_secret("seal_key", 50),
        DEMO_PASSWORD=kept_secret("demo_password", 12, os.environ.get("DEMO_PASSWORD")),
        ALLOWED_HOSTS=os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1"),
        **addresses,
    )


def production_environment(addresses: dict[str, str]) -> dict[str, str]:
    """As docs/deploy.md asks for, but with keys for this once."""
    environment = clean_environment(
        SECRET_KEY=secrets.token_urlsafe(50),
        SEAL_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="localhost,127.0.0.1",
        PLAIN_STATIC="1",
        **addresses,
    )
    for name in ("DEMO", "DEMO_PASSWORD", "DATABASE_URL", "POOL"):
        environment.pop(name, None)
    return environment


def kept_secret(name: str, length: int, given: str | None = None) -> str:
    """The secret in .data/`name`; the given one, or a new one, is kept there for the next time."""
    file = DATA / name
    if given or not file.exists():
        file.unlink(missing_ok=True)
        with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
            new.write(given or secrets.token_urlsafe(length))
    return file.read_text().strip()


def collect_static(environment: dict[str, str]) -> None:
    """Hash and compress static/ into staticfiles/, if it has changed."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    seen = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    seen.append((ROOT / machine.RUN_TIME).read_text())
    digest = hashlib.sha256("\n".join(seen).encode()).hexdigest()
    stamp = DATA / "static.sha256"
    with step("Static files") as outcome:
        if STATIC_ROOT.is_dir() and stamp.exists() and stamp.read_text() == digest:
            outcome.note = "up to date"
            return
        STATIC_ROOT.mkdir(exist_ok=True)  # the settings choose hashed names by this folder
        quietly(PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", env=environment)
        stamp.write_text(digest)


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    for ended in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does: what we started ends with us
        signal.signal(ended, lambda number, _: sys.exit(128 + number))
    try:
        return obey(arguments)
    except (Problem, LocalDatabaseError) as problem:
        print(f"\n{problem}", file=sys.stderr)
    except PermissionError as problem:
        sentence = f"{problem.filename} is not for this account. Is it another's, such as root's?"
        print(f"\n{sentence}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\n  Stopped.")
        return 130
    return 1


def obey(arguments: list[str]) -> int:
    """Do what the first of `arguments` says; returns the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command == "serve" and not rest:
        return serve()
    if command == "test":
        return test(rest)
    if command == "manage":
        return manage(rest)
    if command == "env" and not rest:
        machine.make_environment(machine.DEVELOPMENT)
        return 0
    print(__doc__)
    return 0 if command in ("help", "-h", "--help") else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
