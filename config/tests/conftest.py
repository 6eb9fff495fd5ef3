"""A real server and a real browser, on a database of the test's own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright
from psycopg.conninfo import conninfo_to_dict

from config.tests.server import url_of


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one for all journeys."""
    # A busy machine is slow, not wrong.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        # Playwright runs a loop in this thread; the factories' queries are not asynchronous.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = launched(playwright.chromium)
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def launched(kind: BrowserType, *arguments: str) -> Browser:
    """The system's Chromium; `arguments` are added to its command line."""
    return kind.launch(
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", *arguments],
    )


@pytest.fixture
def served(own_database: str, tmp_path: Path) -> Iterator[str]:
    """The application as the demo serves it; gives its address."""
    with serving(own_database, tmp_path / "server.log") as address:
        yield address


@contextmanager
def serving(database: str, log: Path, **environment: str) -> Iterator[str]:
    """The application, served by gunicorn as the application's own database role.

    What it logged is printed when the test fails.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = conninfo_to_dict(database)["dbname"]
    known = {"APP_DATABASE_URL": url_of(os.environ["APP_LOGIN_URL"], str(name))}
    known |= {"POOL": "1", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    with log.open("w") as out:
        server = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=os.environ | known | environment,
            stdout=out,
            stderr=out,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        print(log.read_text())  # noqa: T201  (shown by pytest when the test fails)


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers, a minute at most."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            # As a proxy would ask that has ended TLS.
            with urlopen(Request(address, headers={"X-Forwarded-Proto": "https"}), timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
