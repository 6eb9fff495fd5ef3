"""`manage.py bench`: what things cost, each beside its floor; `bench seed` fills a database."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.bench.figures import GROUPS, measured
from config.bench.seed import NotABench, seed
from config.bench.timing import LEAST_ROUNDS


class Command(BaseCommand):
    """Measure and print JSON; or seed."""

    help = "Print what things cost, as JSON, each figure beside its floor in one run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`bench [--rounds N] [--only GROUP]`, or `bench seed --clients N`."""
        parser.add_argument("what", nargs="?", choices=["measure", "seed"], default="measure")
        parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS)
        parser.add_argument("--only", action="append", choices=GROUPS, default=[])
        parser.add_argument("--clients", type=int, default=200, help="for seed: how many")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Measuring leaves nothing behind: what it needs is made and rolled back."""
        if what == "seed":
            self.seed(options["clients"])
            return
        if options["rounds"] < 1:
            raise CommandError("Measure at least one round.")
        result = measured(options["only"], options["rounds"])
        self.stdout.write(json.dumps(result, indent=2))

    def seed(self, clients: int) -> None:
        """Fill the database, and say with how much."""
        if clients < 1:
            raise CommandError("Seed at least one client.")
        began = time.monotonic()
        try:
            rows = seed(clients)
        except NotABench as refusal:
            raise CommandError(str(refusal)) from refusal
        for name, count in rows.items():
            self.stdout.write(f"  {count:>10,}  {name}")
        self.stdout.write(f"  in {time.monotonic() - began:.1f} s")
