"""A real server and a real browser, on a database of the test's own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Server"]:
    """One server for all journeys: each has a database of its own, under the same name."""
    kept = Server(tmp_path_factory.mktemp("server") / "server.log")
    yield kept
    kept.stop()


@pytest.fixture
def served(own_database: str, server: "Server") -> Iterator[str]:
    """The application as the demo serves it; gives its address."""
    address, before = server.start(own_database), server.log.stat().st_size
    yield address
    with server.log.open() as log:
        log.seek(before)
        print(log.read())  # noqa: T201  (shown by pytest when the test fails)


class Server:
    """The application, started when a journey first asks for it, and kept for the next ones."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.address = ""
        self.kept = ExitStack()

    def start(self, database: str) -> str:
        """Its address, as soon as it answers from the test's database."""
        if not self.address:
            # No connection outlives its request: the next journey's database is another one.
            self.address = self.kept.enter_context(serving(database, self.log, POOL="0"))
        wait_for(f"{self.address}/healthz")
        return self.address

    def stop(self) -> None:
        """Stop it, if it was ever started."""
        self.kept.close()


@contextmanager
def serving(database: str, log: Path, **environment: str) -> Iterator[str]:
    """The application, served by gunicorn as the application's own database role."""
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
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/healthz", server)
        yield address
    except RuntimeError as problem:
        raise RuntimeError(f"The server did not start:\n{log.read_text()}") from problem
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, server: "subprocess.Popen[bytes] | None" = None) -> None:
    """Until the server answers, a minute at most; raises RuntimeError."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server is not None and server.poll() is not None:
            break
        try:
            # As a proxy would ask that has ended TLS.
            with urlopen(Request(address, headers={"X-Forwarded-Proto": "https"}), timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer.")
