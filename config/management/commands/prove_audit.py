"""`manage.py prove_audit`: the audit held against made-up records with and without a defect."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.audit_proof import Proof, prove

SHOWN = 20


class Command(BaseCommand):
    """Needs no database, and leaves nothing behind."""

    help = "Judge made-up clean records, plant one defect in each, and count what is found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`prove_audit [--records N] [--seed N]`; the same seed makes the same records."""
        parser.add_argument("--records", type=int, default=1_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, records: int, seed: int, **options: Any) -> None:
        """Print the counts; end with an error unless all was found, and nothing else."""
        if records < 1:
            raise CommandError("Judge at least one record.")
        proof = prove(records, seed)
        for line in said_of(proof):
            self.stdout.write(line)
        if not proof.holds:
            raise CommandError("The audit and the made-up records do not agree.")


def said_of(proof: Proof) -> list[str]:
    """The counts in words, and the first of what went wrong."""
    wrong = [
        *(f"false alarm in record {number}: {place}" for number, place in proof.false_alarms),
        *(f"missed in record {number}: {place}" for number, place in proof.missed),
        *(f"beside {place} in record {number}: {other}" for number, place, other in proof.beside),
        *(f"nothing was planted for {rule}" for rule in proof.untried),
    ]
    planted = sum(proof.planted.values())
    return [
        f"{proof.records:,} clean records judged, {len(proof.false_alarms)} false alarms.",
        f"{planted:,} defects planted for {len(proof.planted)} rules,"
        f" {planted - len(proof.missed):,} found at their place,"
        f" {len(proof.beside)} findings beside them.",
        *wrong[:SHOWN],
    ]
