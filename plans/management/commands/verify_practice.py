"""`manage.py verify_practice`: does everything that a practice signed and printed still hold?"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import Practice
from config.tenancy import acting, as_staff
from plans.paper.sealing import certificates_of
from plans.proving import HEAD_WRITTEN, prove
from plans.proving import adopt as take_in


class Command(BaseCommand):
    """Check one practice or every practice, without the web."""

    help = (
        "Recompute every version's digest and chain, every paper's digest and seal, every row that"
        " stays against the trail, and the trail's own chain. Ends with 1 if anything failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which practice, and what stands on paper outside the house."""
        parser.add_argument("--practice", type=UUID, help="the practice's id; all, if not given")
        parser.add_argument(
            "--head", action="append", default=[], metavar="NUMBER:SHA256",
            help="a seal of the trail as it stands printed on a paper; with --practice",
        )  # fmt: skip
        parser.add_argument(
            "--adopt", action="store_true",
            help="first witness the rows of which no event speaks yet: once, after an upgrade",
        )  # fmt: skip

    def handle(
        self, *args: Any, practice: UUID | None, head: list[str], adopt: bool, **options: Any
    ) -> None:
        """Print counts and what failed."""
        if any(not HEAD_WRITTEN.fullmatch(one) for one in head):
            raise CommandError("Write a head as its number, a colon and its SHA-256: 12:0f3a…")
        if head and practice is None:
            raise CommandError("Say with --practice on whose paper the head stands.")
        practices = [practice] if practice else _practices()
        for one in practices if adopt else []:
            self.adopt(one)
        failed = sum(self.verify(one, head) for one in practices)
        if failed:
            raise CommandError(f"{failed} faults found.")

    def adopt(self, practice_id: UUID) -> None:
        """Let the rows prove themselves from here on that stood before their table had proofs."""
        with acting(as_staff(practice_id)):
            self.stdout.write(f"{practice_id}: {take_in(practice_id)} rows witnessed from now on")

    def verify(self, practice_id: UUID, heads: list[str]) -> int:
        """One practice; gives the number of faults."""
        with acting(as_staff(practice_id)):
            practice = Practice.objects.filter(pk=practice_id).first()
            if practice is None:
                raise CommandError(f"There is no practice {practice_id}.")
            report = prove(practice_id, certificates_of(practice), heads)
        counts = ", ".join(f"{number} {name}" for name, number in report.counts.items())
        self.stdout.write(f"{practice_id}: {counts}")
        for sentence in report.faults:
            self.stdout.write(f"  FAILED  {sentence}")
        if not report.faults:
            self.stdout.write("  everything holds")
        return len(report.faults)


def _practices() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        return [row[0] for row in cursor.fetchall()]
