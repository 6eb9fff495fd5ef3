"""`manage.py check_wording`: what the checks of wording reach on the labelled statements."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, get_args

from django.core.management.base import BaseCommand

from audits.wording.labelled import Part
from audits.wording.measured import Figures, figures

Found = dict[str, dict[str, Figures]]


class Command(BaseCommand):
    """Print precision and recall of every check, on what it was tuned on and on what it was not."""

    help = "Measure the checks of wording on the labelled statements (fixtures/wording)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--part` narrows to one part; `--json` prints the same for programs."""
        parser.add_argument("--part", choices=get_args(Part), help="only this part")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, part: Part | None, json: bool, **options: Any) -> None:
        """Both parts, or one."""
        parts: tuple[Part, ...] = (part,) if part else get_args(Part)
        found = {name: figures(name) for name in parts}
        if json:
            self.stdout.write(_as_json(found))
            return
        for name, of_part in found.items():
            self._print(name, of_part)

    def _print(self, part: str, found: Found) -> None:
        self.stdout.write(f"\n{part.replace('_', ' ').capitalize()}")
        head = (
            f"{'':<26}{'precision':>9}{'recall':>8}{'right':>7}{'wrong':>7}{'missed':>8}{'of':>6}"
        )
        for answerer, by_label in found.items():
            self.stdout.write(f"\n  {answerer}\n{head}")
            for label, one in by_label.items():
                self.stdout.write(
                    f"  {label:<24}{one.precision:>9.1%}{one.recall:>8.1%}{one.flagged_rightly:>7}"
                    f"{one.flagged_wrongly:>7}{one.missed:>8}{one.items:>6}"
                )


def _as_json(found: Mapping[Part, Found]) -> str:
    said = {
        part: {
            answerer: {
                label: {**asdict(one), "precision": one.precision, "recall": one.recall}
                for label, one in by_label.items()
            }
            for answerer, by_label in of_part.items()
        }
        for part, of_part in found.items()
    }
    return json.dumps(said, indent=1)
