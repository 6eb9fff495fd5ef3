"""The programs that the launcher starts, and how it speaks of them.

Standard library only: it runs on the system's Python, before anything is installed.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_ANSWER, SECONDS_TO_END = 60, 15


class Problem(Exception):
    """We cannot go on; the message is a sentence for the person at the terminal."""


@contextmanager
def step(name: str) -> Iterator[SimpleNamespace]:
    """One line of output: what is done, what came of it (set its `note`), how long it took."""
    began = time.monotonic()
    outcome = SimpleNamespace(note="")
    if sys.stdout.isatty():
        print(f"  {name} ...", end="\r", flush=True)
    try:
        yield outcome
    except BaseException:
        outcome.note = "stopped"
        raise
    finally:
        print(f"  {name:<22} {outcome.note:<44} {time.monotonic() - began:5.1f} s", flush=True)


def clean_environment(**more: str) -> dict[str, str]:
    """Our environment, less what would point Django, PostgreSQL or Python elsewhere.

    Nor may bytecode be forbidden: each of our programs would compile everything again.
    """
    dropped = ("PG", "DJANGO_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    if sys.platform == "darwin":  # Homebrew's Pango: Pythons from elsewhere do not look there
        kept.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib")
    return kept | more


def quietly(*command: str | Path, env: dict[str, str] | None = None) -> str:
    """Run a program; its output is returned, and its errors are shown only if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env or clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        name = " ".join(Path(part).name for part in command[:4])
        raise Problem(f"{done.stdout}{done.stderr}\n`{name}` failed; its words stand above.")
    return done.stdout


def port_wanted() -> int:
    """PORT of the environment, or 8000; raises Problem."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(f"PORT must be a number from 1 to 65535; it is {text!r}.")
    return int(text)


def refuse_busy_port(host: str, port: int) -> None:
    """Raise Problem if nobody can listen there; asked before anything is set up."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Problem(
                f"Cannot listen on {host}, port {port}: {problem.strerror}.\n"
                f"Choose another port: PORT={port + 1} python3 run.py"
            ) from problem


@contextmanager
def children(
    commands: dict[str, list[str]], environment: dict[str, str]
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Programs that run beside each other, by name; all of them end with us."""
    running = {}
    try:
        # Sessions of their own: Ctrl-C reaches us alone, and we end them in order.
        for name, command in commands.items():
            running[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, start_new_session=True
            )
        yield running
    finally:
        for child in running.values():
            child.terminate()
        for child in running.values():
            end(child)


def wait_for_answer(host: str, port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Until the server takes connections; raises Problem if it ends first, or takes too long."""
    with step("Web server"):
        until = time.monotonic() + SECONDS_TO_ANSWER
        while time.monotonic() < until:
            refuse_the_end(running)
            try:
                socket.create_connection((host, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise Problem("The web server did not answer.")


def watch(running: dict[str, subprocess.Popen[bytes]]) -> int:
    """Until somebody stops us; raises Problem if a child ends by itself."""
    while True:
        refuse_the_end(running)
        time.sleep(1)


def refuse_the_end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raise Problem if one of the programs ended by itself."""
    for name, child in running.items():
        if child.poll() is not None:
            raise Problem(f"The {name} ended by itself (exit code {child.returncode}).")


def attend(command: list[str], environment: dict[str, str]) -> int:
    """Run a program that has the terminal; returns its exit code, 128 + n for signal n."""
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        code = child.wait()
    except KeyboardInterrupt:
        code = child.wait(SECONDS_TO_END)  # it heard Ctrl-C too, and has something to say
    finally:
        end(child)
    return code if code >= 0 else 128 - code


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to end, wait, and insist."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
