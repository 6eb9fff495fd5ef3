"""Delete the tables of planner files that nobody imported within a day.

    manage.py forget_uploads

A page shows them no longer by then. The command runs as the owner of the tables, because the
application lets each reader see their own uploads alone.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from library.actions import forget_old


class Command(BaseCommand):
    """Delete uploads that are over."""

    help = "Delete the tables of planner files that nobody imported within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The application's own sign-in sees no upload but its reader's."""
        parser.add_argument("--database", default="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Of every practice at once."""
        self.stdout.write(f"{forget_old(using=options['database'])} uploads deleted.")
