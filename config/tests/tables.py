"""The tables of the tests, made once: every database of a test is a copy of this one.

    python -m config.tests.tables

Migrating takes most of a minute of a processor. `run.py test` starts this beside pytest, whose
workers collect their tests meanwhile, and then wait for it.
"""

import os
import time
from typing import LiteralString

import django
import psycopg
from psycopg.conninfo import make_conninfo

NAME = "golden_thread_tables"
SECONDS_TO_BEGIN = 60


def make() -> None:
    """Make the database and migrate it; whoever waits is told by the server's own list."""
    owner = os.environ["OWNER_DATABASE_URL"]
    with _server(owner) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            _migrate(make_conninfo(owner, dbname=NAME))
        except BaseException:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
            raise
        server.execute(f"ALTER DATABASE {NAME} IS_TEMPLATE true")


def when_made(address: str) -> str:
    """Its name, once it is whole; empty where it failed or nobody began it.

    `address` is that of any database on the server.
    """
    began, seen = time.monotonic(), False
    with _server(address) as server:
        while True:
            found = server.execute(_STATE, [NAME]).fetchone()
            if found == (True,):
                return NAME
            if found is None and (seen or time.monotonic() - began > SECONDS_TO_BEGIN):
                return ""
            seen = seen or found is not None
            time.sleep(0.1)


_STATE: LiteralString = "SELECT datistemplate FROM pg_database WHERE datname = %s"


def _migrate(address: str) -> None:
    os.environ["APP_DATABASE_URL"] = os.environ["OWNER_DATABASE_URL"] = address
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()


def _server(address: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(make_conninfo(address, dbname="postgres"), autocommit=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    make()
