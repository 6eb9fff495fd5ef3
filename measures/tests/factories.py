"""Measures and journal entries for tests, made by the actions."""

from datetime import date, timedelta

from accounts.models import User
from clients.models import Client
from measures.actions import add_entry, finish, start
from measures.catalogue import find
from measures.models import Administration, JournalEntry

# The sum of a PHQ-9 from its first items; item 9 stays 0 up to 24.
PHQ9 = [f"q{number}" for number in range(1, 10)]


def phq9(total: int, **more: int) -> dict[str, int]:
    """Answers to PHQ-9 that add up to the total, filled from the first item on."""
    left, answers = total, {}
    for item in PHQ9:
        answers[item] = min(left, 3)
        left -= answers[item]
    return answers | more


def begun(
    by: User,
    client: Client,
    key: str = "phq-9",
    answers: dict[str, int] | None = None,
    **fields: object,
) -> Administration:
    """A measure that is not finished yet."""
    given = Administration(client=client, **({"on": client.practice.today} | fields))
    return start(given, find(key, by), phq9(14) if answers is None else answers, by=by)


def given(
    by: User,
    client: Client,
    key: str = "phq-9",
    answers: dict[str, int] | None = None,
    **fields: object,
) -> Administration:
    """A finished measure."""
    held = begun(by, client, key, answers, **fields)
    return finish(held, expected=held.row_version, by=by)


def series(by: User, client: Client, *totals: int) -> list[Administration]:
    """PHQ-9s two weeks apart, the last one today."""
    today: date = client.practice.today
    last = len(totals) - 1
    return [
        given(by, client, answers=phq9(total), on=today - timedelta(weeks=2 * (last - place)))
        for place, total in enumerate(totals)
    ]


def entry(by: User, client: Client, **fields: object) -> JournalEntry:
    """A line of a mood log."""
    said = {"on": client.practice.today, "value": 4, "text": "Slept badly."}
    return add_entry(JournalEntry(client=client, **(said | fields)), by=by)
