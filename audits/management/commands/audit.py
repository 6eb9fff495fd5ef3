"""`manage.py audit`: judge what changed; `--all` judges everything, `--check` only compares."""

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from accounts.models import Practice
from audits.actions import bring_up_to_date, disagreements, judge_now, read_signed_texts
from audits.gathering import CHUNK
from audits.models import Judgement
from config.tenancy import acting, as_staff
from plans.models import Plan


def practices() -> list[UUID]:
    """Every practice of this install."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        return [row[0] for row in cursor.fetchall()]


def in_practice(practice_id: UUID, act: Callable[[Practice], Any]) -> Any:
    """Do something in one transaction, behind the practice's wall."""
    with acting(as_staff(practice_id)):
        return act(Practice.objects.get(pk=practice_id))


def judge_stale() -> None:
    """Judge what is stale in every practice, each chunk in a transaction of its own."""
    for practice_id in practices():
        _read(practice_id)
        while in_practice(practice_id, lambda one: bring_up_to_date(one, at_most=CHUNK)):
            pass


def _read(practice_id: UUID) -> None:
    """Read what was signed since, so that every plan can be held against it."""
    while not in_practice(practice_id, lambda one: read_signed_texts(one, at_most=CHUNK)):
        pass


def judge_all() -> int:
    """Judge every plan of every practice; the number of plans."""
    total = 0
    for practice_id in practices():
        _read(practice_id)
        keys = in_practice(practice_id, _plans)
        for some in _chunks(keys):
            in_practice(practice_id, partial(judge_now, plans=some))
        total += len(keys)
    return total


def _plans(practice: Practice) -> list[UUID]:
    plans = Plan.objects.filter(practice=practice).order_by("pk")
    return list(plans.values_list("pk", flat=True))


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def check_all() -> Iterator[str]:
    """How what is kept differs from what is computed anew, in every practice."""
    for practice_id in practices():
        for some in _chunks(in_practice(practice_id, _plans)):
            yield from in_practice(practice_id, partial(disagreements, plans=some))


def failures() -> int:
    """The number of plans on which a rule failed, in every practice."""
    return sum(in_practice(one, _failures) for one in practices())


def _failures(practice: Practice) -> int:
    return Judgement.objects.filter(practice=practice).with_failed_rules().count()


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
