"""`manage.py work`: do what was queued, as it comes; `--once` does what waits now and ends."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError

# House rule: how long a database that is briefly away is waited for before the next try.
WAIT_SECONDS = 5
# House rule: what a job gets when the worker is told to end. One that takes longer is made again.
GRACE_SECONDS = 5


def work(connector: Any = None, *, once: bool) -> None:
    """Run the worker, one job at a time: the press makes one paper at a time too.

    What is done leaves the queue: what came of it stands in its own row, and in the trail.
    """
    connector = connector or DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(
            concurrency=1,
            wait=not once,
            listen_notify=not once,
            install_signal_handlers=not once,
            delete_jobs="always",
            shutdown_graceful_timeout=GRACE_SECONDS,
        )


class Command(BaseCommand):
    """Work once, or keep working."""

    help = "Do what pages have queued: packets, and deleting those that have expired."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` ends when nothing waits any more."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Work, outliving a database that is briefly away."""
        while True:
            try:
                work(once=once)
            except (ConnectorException, OperationalError) as error:
                if once:
                    raise
                self.stderr.write(f"Work will be tried again: {type(error).__name__}.")
                time.sleep(WAIT_SECONDS)
            else:
                return
