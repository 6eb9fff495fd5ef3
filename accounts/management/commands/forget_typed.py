"""Delete what was typed into forms, never saved, and not asked for within a month.

    manage.py forget_typed

It is no part of the record. The command runs as the owner of the tables, because the application
lets each writer see their own text alone.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.keeping import forget_old


class Command(BaseCommand):
    """Delete kept text that is over."""

    help = "Delete what was typed, never saved, and not asked for within a month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The application's own sign-in sees no text but its writer's."""
        parser.add_argument("--database", default="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Of every practice at once."""
        self.stdout.write(f"{forget_old(using=options['database'])} texts deleted.")
