"""A database that is away, and how the application starts and speaks in production."""

import os
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.tests.conftest import serving

TLS = {"X-Forwarded-Proto": "https"}


def ask(address: str, **headers: str) -> tuple[int, str, HTTPMessage]:
    """Status, text and headers of a page."""
    request = Request(address, headers=headers)
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except HTTPError as error:
        return error.code, error.read().decode(), error.headers


def shut(database: str, *, away: bool) -> None:
    """Let nobody in any more, and send those away who are in."""
    name = conninfo_to_dict(database)["dbname"]
    with psycopg.connect(make_conninfo(database, dbname="postgres"), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {"false" if away else "true"}')
    if away:
        with psycopg.connect(os.environ["APP_LOGIN_URL"], autocommit=True) as app:
            app.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@pytest.fixture
def pooled(own_database: str, tmp_path: Path) -> Iterator[str]:
    """A server that keeps its connections, as the demo and production do."""
    with serving(own_database, tmp_path / "server.log") as address:
        yield address


def test_while_the_database_is_away_a_page_says_so_and_then_it_works_again(
    own_database: str, pooled: str
) -> None:
    login = f"{pooled}/accounts/login/?next=/"
    assert ask(f"{pooled}/healthz")[0] == 200
    shut(own_database, away=True)
    try:
        status, text, headers = ask(f"{pooled}/healthz")
        assert status == 503
        assert "database cannot be reached" in text
        assert headers["Retry-After"] == "30"
    finally:
        shut(own_database, away=False)
    for _ in range(5):
        if ask(f"{pooled}/healthz")[0] == 200:
            break
    assert ask(login)[0] == 200


@pytest.fixture
def production(own_database: str, tmp_path: Path) -> Iterator[str]:
    """A server as docs/deploy.md has it: behind a proxy that ends TLS."""
    with serving(own_database, tmp_path / "server.log", DEMO="0", BEHIND_TLS_PROXY="1") as address:
        yield address


def test_in_production_every_answer_keeps_the_record_to_itself(production: str) -> None:
    status, text, headers = ask(f"{production}/accounts/login/", **TLS)
    assert status == 200
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert int(headers["Strict-Transport-Security"].split("=")[1].split(";")[0]) >= 31_536_000
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "<style" not in text


def test_plain_http_is_sent_to_tls(production: str) -> None:
    host = production.removeprefix("http://")
    with closing(HTTPConnection(host, timeout=30)) as connection:
        connection.request("GET", "/accounts/login/")
        answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{host}/accounts/login/")
