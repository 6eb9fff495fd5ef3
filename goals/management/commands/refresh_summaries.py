"""`manage.py refresh_summaries`: keep anew what lists need of every goal; `--check` proves it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.tenancy import acting, as_staff
from goals.models import Goal
from goals.summaries import differing, refresh

AT_ONCE = 500


class Command(BaseCommand):
    """Of every practice, one after the other, as the application's own role."""

    help = "Count each goal's summary anew; with --check, only say which is not what it should be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` changes nothing."""
        parser.add_argument("--check", action="store_true", help="compare, and change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """One line in the end, or what differs and an error."""
        goals, wrong = 0, 0
        for practice, ids in batches():
            with acting(as_staff(practice)):
                if check:
                    found = differing(Goal.objects.filter(pk__in=ids).select_related(*WITH))
                    wrong += len(found)
                    for sentence in found:
                        self.stdout.write(sentence)
                else:
                    refresh(ids)
            goals += len(ids)
        if wrong:
            raise CommandError(f"{wrong} summaries are not what they should be.")
        self.stdout.write(f"{goals} goals: {'as they should be' if check else 'counted anew'}.")


WITH = ("practice", "problem__plan")


def batches() -> Iterator[tuple[UUID, list[UUID]]]:
    """(practice, some of its goals), until all were given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        practices = [row[0] for row in cursor.fetchall()]
    for practice in practices:
        with acting(as_staff(practice)):
            ids = list(Goal.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), AT_ONCE):
            yield practice, ids[start : start + AT_ONCE]
