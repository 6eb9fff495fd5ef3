"""`manage.py load_demo`: the demo practice in an empty database, and who can sign in to it."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from config.demo.load import Times, load
from config.demo.sign_ins import demo_password, keep_password, known, lines


class Command(BaseCommand):
    """Load once; print the sign-ins always."""

    help = "Load the demo practice if the database has no practice, and print the sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--times` says what took how long."""
        parser.add_argument("--times", action="store_true", help="say what took how long")

    def handle(self, *args: Any, times: bool, **options: Any) -> None:
        """Everything dated back from today, by the actions, as the application's role."""
        password = demo_password()
        # Whole or not at all: whoever stops it half way finds the database empty.
        with transaction.atomic():
            if is_empty():
                spent = load(password)
                if times:
                    self.report(spent)
            else:
                keep_password(password)
                # A demo of an earlier release may not know yet what lists keep of goals.
                call_command("refresh_summaries", stdout=StringIO())
        if not (sign_ins := known()):
            self.stdout.write("The database holds another practice: no demo was loaded.")
            return
        for line in lines(sign_ins):
            self.stdout.write(line)
        self.stdout.write(f"\n  Password for each: {password}")

    def report(self, spent: Times) -> None:
        """The parts, slowest first, and the sum."""
        for name, seconds in sorted(spent.parts.items(), key=lambda part: -part[1]):
            self.stdout.write(f"  {seconds:6.2f} s  {name}")
        self.stdout.write(f"  {sum(spent.parts.values()):6.2f} s  together\n")


def is_empty() -> bool:
    """Whether the database has no practice at all, whoever may see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT practice_ids())")
        (empty,) = cursor.fetchone()
    return bool(empty)
