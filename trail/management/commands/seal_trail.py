"""`manage.py seal_trail`: seal the trail of every practice, once or every so many seconds."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from config.tenancy import acting, as_staff
from trail import sealing


def seal_all() -> int:
    """Seal each practice in a transaction of its own; the number of seals made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        practices = [row[0] for row in cursor.fetchall()]
    made = 0
    for practice_id in practices:
        with acting(as_staff(practice_id)):
            made += sealing.seal(practice_id) is not None
    return made


class Command(BaseCommand):
    """Seal now, or keep sealing."""

    help = "Seal the trail of every practice into its hash chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--every` keeps the command running."""
        parser.add_argument("--every", type=int, metavar="SECONDS")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        """Seal; with `--every`, again and again, outliving a database that is briefly away."""
        while True:
            try:
                made = seal_all()
            except OperationalError as error:
                if not every:
                    raise
                self.stderr.write(f"Sealing will be tried again: {type(error).__name__}.")
                connection.close()
            else:
                if not every:
                    self.stdout.write(f"{made} seals made.")
            if not every:
                return
            time.sleep(every)
