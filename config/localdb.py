"""A private PostgreSQL server for the demo and the tests.

    python -m config.localdb start|stop|status --data DIR
    python -m config.localdb throwaway      (serves until its standard input closes)

Standard library only. The server listens on a Unix socket in a folder that only its owner may
enter, asks for a password (SCRAM) all the same, and keeps checksums of its pages.

Not for production, which wants a PostgreSQL that its distribution or its host keeps patched.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.pgprograms import (
    LocalDatabaseError,
    as_account,
    give_away,
    major,
    programs,
    run,
    shelf,
    version,
)

ADMIN = "golden_admin"
DATABASE = "golden_thread"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes, sockaddr_un less its final zero: 103 on macOS, 107 on Linux
SECONDS_TO_START, SECONDS_BETWEEN_TRIES = 60, (0.5, 2, 0)
NO_WORKERS = ("max_parallel_workers_per_gather", "max_parallel_maintenance_workers")

_launched: dict[Path, subprocess.Popen[bytes]] = {}  # by data folder; a parent must bury its dead


@dataclass(frozen=True)
class Server:
    """A running server: `url` is its administrator's, `started` says whether this call did it."""

    url: str
    version: str
    started: bool


def start(data: Path, *, durable: bool = True) -> Server:
    """Start the server whose files are in `data`, making them first if there are none.

    With `durable=False` it never waits for the disk: quick, and lost if the machine stops.
    Raises LocalDatabaseError.
    """
    data = Path(os.path.abspath(data))
    data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (data / "PG_VERSION").exists():
        _create(data, durable=durable)
    folder = _programs_of(data)
    password = _password_file(data)
    if not password.exists():
        raise LocalDatabaseError(f"{password} is missing. Remove {data} to begin again.")
    started = not _answers(folder, data)
    if started:
        _launch(folder, data, durable=durable)
    secret, host = password.read_text().strip(), quote(str(_socket_folder(data)), safe="")
    url = f"postgresql://{ADMIN}:{secret}@/{DATABASE}?host={host}"
    return Server(url, version(folder), started)


def stop(data: Path, *, mode: str = "fast") -> None:
    """Stop the server of `data`; sessions are ended, what was committed is kept."""
    data = Path(os.path.abspath(data))
    if status(data):
        run(_programs_of(data) / "pg_ctl", "-D", data.resolve(), "-m", mode, "-w", "stop")
    if server := _launched.pop(data, None):
        server.wait(SECONDS_TO_START)


def status(data: Path) -> bool:
    """Whether the server of `data` answers on its socket."""
    data = Path(os.path.abspath(data))
    return (data / "PG_VERSION").exists() and _answers(_programs_of(data), data)


def remove(data: Path) -> None:
    """Stop the server of `data` and delete all that it kept."""
    stop(data, mode="immediate")
    shutil.rmtree(data.resolve(), ignore_errors=True)
    data.unlink(missing_ok=True)
    _password_file(data).unlink(missing_ok=True)


@contextlib.contextmanager
def throwaway(python: str | Path = sys.executable) -> Iterator[str]:
    """The administrator's URL of a new, empty server that is gone afterwards.

    A process of its own holds the server and removes it when the pipe from us closes: so it goes
    even if we are killed. Raises LocalDatabaseError.
    """
    holder = subprocess.Popen(
        [str(python), "-m", "config.localdb", "throwaway"],
        cwd=Path(__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for us; the holder then hears the pipe close
    )
    with holder:
        url = holder.stdout.readline().strip() if holder.stdout else ""
        try:
            if not url:
                raise LocalDatabaseError("The throw-away database did not start.")
            yield url
        finally:
            if holder.stdin:
                holder.stdin.close()
            holder.wait(timeout=SECONDS_TO_START)


def _hold_throwaway() -> None:
    """Serve until standard input closes, then leave nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="golden-thread-"))
    try:
        url = start(home / "pg", durable=False).url
        with contextlib.suppress(BrokenPipeError):  # whoever asked has gone meanwhile
            print(url, flush=True)
            sys.stdin.read()
    finally:
        remove(home / "pg")
        shutil.rmtree(home, ignore_errors=True)


def _create(data: Path, *, durable: bool) -> None:
    """Make the files of a new server; they appear at `data` whole or not at all."""
    folder = programs()
    data.unlink(missing_ok=True)  # a link whose target is gone
    place = Path(tempfile.mkdtemp(prefix="cluster-", dir=shelf(data.parent)))
    secret = secrets.token_urlsafe(24)
    try:
        with tempfile.NamedTemporaryFile("w", dir=place.parent) as handed_over:
            handed_over.write(secret)
            handed_over.flush()
            give_away(place, Path(handed_over.name))
            options = ["-U", ADMIN, "-A", "scram-sha-256", "--pwfile", handed_over.name]
            options += ["--encoding=UTF8", "--data-checksums", *_locale(folder)]
            options += [] if durable else ["--no-sync"]
            run(folder / "initdb", "-D", place, *options)
        password = _password_file(data)
        password.unlink(missing_ok=True)
        with open(password, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(secret + "\n")
        if place.parent == data.parent:
            place.rename(data)
        else:
            data.symlink_to(place)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _launch(folder: Path, data: Path, *, durable: bool) -> None:
    """Start the server and wait until its socket answers (a pid file may lie, a socket cannot)."""
    command = [str(folder / "postgres"), "-D", str(data.resolve()), *_settings(data, durable)]
    until = time.monotonic() + SECONDS_TO_START
    for seconds in SECONDS_BETWEEN_TRIES:
        _forget_a_stale_pid(data)
        with (data / "server.log").open("ab") as log:
            server = _launched[data] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the launcher, which then stops us in order
                **as_account(),
            )
        while server.poll() is None and time.monotonic() < until:
            if _answers(folder, data):
                return
            time.sleep(0.05)
        time.sleep(seconds)  # what a killed server left in memory goes within moments
    words = (data / "server.log").read_text(errors="replace")[-1500:]
    raise LocalDatabaseError(f"PostgreSQL did not start. Its last words:\n{words}")


def _settings(data: Path, durable: bool) -> list[str]:
    escaped = str(_socket_folder(data)).replace('"', '""')
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{escaped}"',
        "unix_socket_permissions": "0700",
    }
    if not durable:
        # Autovacuum would only be in the way of copying and dropping whole databases.
        off = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
        settings |= dict.fromkeys(off, "off")
        # Workers of a query take longer to start than any of its questions takes.
        settings |= dict.fromkeys(NO_WORKERS, "0")
        settings |= {"shared_buffers": "256MB", "wal_level": "minimal", "max_wal_senders": "0"}
        settings |= {"max_wal_size": "8GB", "checkpoint_timeout": "1d"}
    return [f"--{name}={value}" for name, value in settings.items()]


def _forget_a_stale_pid(data: Path) -> None:
    """After a crash the pid in the file may by now be another program's, and bar the way."""
    if server := _launched.pop(data, None):
        server.poll()
    pid_file = data / "postmaster.pid"
    if pid_file.exists():
        name = _program_name(pid_file.read_text().partition("\n")[0])
        if name and "postgres" not in name:
            pid_file.unlink()


def _program_name(pid: str) -> str:
    """What runs under `pid`; empty if nothing does, or if nobody can tell."""
    if Path("/proc/self/comm").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/comm").read_text().strip()
        return ""
    command = [shutil.which("ps") or "/bin/ps", "-o", "comm=", "-p", pid]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _answers(folder: Path, data: Path) -> bool:
    command = [str(folder / "pg_isready"), "-q", "-h", str(_socket_folder(data)), "-t", "2"]
    return subprocess.run(command, check=False, **as_account()).returncode == 0


def _socket_folder(data: Path) -> Path:
    """The data folder itself, or a short private one where its path is too long for a socket."""
    real = data.resolve()
    if len(os.fsencode(real / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return real
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"golden-thread-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    found = short.lstat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o170777 != 0o040700:
        raise LocalDatabaseError(f"{short} is not ours alone. Remove it, or move the project.")
    return short


def _programs_of(data: Path) -> Path:
    return programs((data / "PG_VERSION").read_text().strip())


def _password_file(data: Path) -> Path:
    return data.with_name(f"{data.name}.password")


def _locale(folder: Path) -> list[str]:
    """Sorting by code point, letters by Unicode (trigrams of "é" need the system's UTF-8 too)."""
    system = "--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8"
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [system, *builtin] if major(folder) >= 17 else [system]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m config.localdb", description=__doc__)
    parser.add_argument("command", choices=["start", "stop", "status", "throwaway"])
    parser.add_argument("--data", type=Path, default=Path(".data/pg"))
    chosen = parser.parse_args()
    try:
        if chosen.command == "throwaway":
            _hold_throwaway()
        elif chosen.command == "stop":
            stop(chosen.data)
        else:
            if chosen.command == "start":
                print(start(chosen.data).version)
            print("It answers." if status(chosen.data) else "It does not run.")
    except LocalDatabaseError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
