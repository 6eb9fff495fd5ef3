"""Who works on a practice's audit does so one after the other; readers do not wait.

Two locks, and where both are needed the judge's comes first, so that neither waits for the other.
"""

from uuid import UUID

from django.db import connection


def judging_alone(practice_id: UUID | None) -> None:
    """Judge, or read what was signed, while nobody else does, until the transaction ends."""
    _lock("audit", practice_id)


def one_at_a_time(practice_id: UUID | None) -> None:
    """Press something while nobody else does, until the transaction ends.

    Two admins, or one who presses twice, would both find that nobody had asked or waived yet.
    Presses are rare and short, so one lock for each practice is enough.
    """
    _lock("audit press", practice_id)


def _lock(what: str, practice_id: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [what, str(practice_id)]
        )
