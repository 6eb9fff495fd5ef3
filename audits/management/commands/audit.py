"""`manage.py audit`: judge what changed; `--all` judges everything, `--check` only compares."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from audits.rounds import check_all, failures, judge_all, judge_stale


class Command(BaseCommand):
    """Judge once, or keep judging."""

    help = "Judge the plans that changed since they were judged, or that time alone has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--every` keeps the command running."""
        parser.add_argument("--all", action="store_true", help="judge every plan")
        parser.add_argument(
            "--check", action="store_true", help="with --all: write nothing, say what differs"
        )
        parser.add_argument("--every", type=int, metavar="SECONDS")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        """Judge; with `--every`, again and again, outliving a database that is briefly away.

        Raises CommandError where a rule failed, with the number of plans that it left unjudged.
        """
        if options["check"]:
            self._check()
        elif options["all"]:
            self.stdout.write(f"{judge_all()} plans judged.")
        elif not every:
            judge_stale()
            self.stdout.write("Every judgement is current.")
        else:
            self._go_on(every)
        if number := failures():
            raise CommandError(
                f"Plans not wholly judged because a rule failed: {number}. See the log."
            )

    def _go_on(self, every: int) -> None:
        while True:
            try:
                judge_stale()
            except OperationalError as error:
                self.stderr.write(f"Judging will be tried again: {type(error).__name__}.")
                connection.close()
            time.sleep(every)

    def _check(self) -> None:
        """Raises CommandError when something kept is not what the rules say."""
        judge_stale()
        found = list(check_all())
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("What is kept is what the rules say.")
