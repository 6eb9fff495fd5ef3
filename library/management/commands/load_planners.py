"""Bring the planners of fixtures/planners into the database, after the files have changed.

    manage.py load_planners

Like `migrate` it runs as the owner of the tables. What practices edited stays.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from library.shipping import load_shipped, tell_practices


class Command(BaseCommand):
    """Load the shipped planners."""

    help = "Bring the planners of fixtures/planners into the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The application's own sign-in may not write what is shipped."""
        parser.add_argument("--database", default="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of them or none. Raises CommandError that names the file with the mistake."""
        database = options["database"]
        try:
            with transaction.atomic(database):
                areas, statements = load_shipped(using=database)
                tell_practices(database)
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{statements} statements in {areas} problem areas.")
