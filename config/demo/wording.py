"""What the demo's practice made of the library: shared, reworded, and a planner of its own."""

from datetime import timedelta
from typing import Any

import yaml

from accounts.models import User
from config import clock
from library import actions
from library.importing import guessed, read
from library.layering import over
from library.models import BankStatement, Statement
from library.scrubbing import scrub
from library.wording import Kind

from .cases import read as told
from .days import working
from .people import Staff


def lay_over(staff: Staff) -> None:
    """Do what fixtures/demo/wording.yaml tells. The banks filled by themselves meanwhile."""
    said = told("wording")
    by = staff.named(said["practice"], said["by"])
    with working(by, clock.now() - timedelta(days=said["days_ago"])):
        _share(said["shares"], by)
        for item in said["reworded"]:
            row = over(_shipped(item), by)
            row.text = item["text"]
            actions.reword(row, expected=0, by=by)
        for item in said["taken_out"]:
            actions.take_out(over(_shipped(item), by), expected=0, by=by)
        _bring(said["planner"], by)


def _share(count: int, by: User) -> None:
    """Share what reads as nobody's: with nothing left that looks like a name or a number."""
    steps = BankStatement.objects.of(by).filter(kind__in=(Kind.OBJECTIVE, Kind.INTERVENTION))
    kept = [row for row in steps if scrub(row.text) == row.text]
    for row in kept[:count]:
        actions.promote(row, expected=row.row_version, by=by)


def _shipped(item: dict[str, str]) -> Statement:
    return Statement.objects.select_related("area").get(area=item["in"], key=item["key"])


def _bring(planner: dict[str, Any], by: User) -> None:
    """Import it as a person would: the file is read, looked at and confirmed."""
    data = yaml.safe_dump(planner["holds"], allow_unicode=True).encode()
    upload = actions.stage(read(planner["file"], data), planner["file"], by=by)
    holds = guessed(upload.columns)
    actions.take_over(upload, holds, title="", source=planner["source"], by=by)
