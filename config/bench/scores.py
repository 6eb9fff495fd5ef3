"""Ratio 9: writing a score beside a bare insert, and reading a goal's scores among many."""

from collections.abc import Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.db import connection, connections, transaction

from config.bench.room import Room, furnished
from config.bench.timing import LEAST_ROUNDS, compare
from goals.models import Goal, GoalRevision
from goals.models.goal import Rater
from notes.actions import NumberGiven
from notes.actions.parts import Parts

BARE = """INSERT INTO notes_score
    (id, practice_id, note_id, goal_id, revision_id, rater, value, "on", remark)
    VALUES (%s, %s, %s, %s, %s, 'client', 5, '2026-01-05', '')"""
SERIES = 'SELECT "on", value FROM {} WHERE practice_id = %s AND goal_id = %s ORDER BY "on"'


def write(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """A score as a note gives it ÷ one bare INSERT of the same row, by the wall's clock.

    The floor is one statement by the same role, with the table's own keys and checks. What ours
    asks beside it: the wording that is pinned, and the checks whose refusals are sentences.
    """
    with furnished() as room:
        revision = GoalRevision.objects.filter(goal__problem__plan=room.plan).first()
        assert revision is not None
        parts = Parts(room.note, room.therapist)
        given = NumberGiven(revision.goal_id, 5, Rater.CLIENT)
        return compare(
            {
                "bare_insert": undone(lambda: _bare(room, revision)),
                "score": undone(lambda: parts.score(given)),
            },
            floor="bare_insert",
            rounds=rounds,
            repeats={"bare_insert": 20, "score": 20},
            clock=perf_counter,
        )


def undone(work: Callable[[], object]) -> Callable[[], object]:
    """The work in a savepoint that is rolled back, so that it can be done again."""

    def again() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return again


def _bare(room: Room, revision: GoalRevision) -> None:
    note = room.note
    with connection.cursor() as cursor:
        cursor.execute(BARE, [uuid4(), note.practice_id, note.pk, revision.goal_id, revision.pk])


def growth(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """One goal's scores read among all of the database's ÷ among that goal's alone.

    The goal is 1.2, however many there are: fill a database with `bench seed` first. The small
    table is a copy of one goal's rows under the same index.
    """
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        cursor.execute("SELECT count(*) FROM notes_score")
        (scores,) = cursor.fetchone()
        goal = Goal._base_manager.using("owner").filter(scores__isnull=False).first()
        if goal is None:
            return {"scores": 0, "seed_first": "manage.py bench seed --clients 200"}
        _small_table(cursor, goal)
        measured = compare(
            {
                "alone": _series(cursor, "bench_alone", goal),
                "among_all": _series(cursor, "notes_score", goal),
            },
            floor="alone",
            rounds=rounds,
            repeats={"alone": 200, "among_all": 200},
            clock=perf_counter,
        )
        transaction.set_rollback(True, using="owner")
    return measured | {"scores": scores}


def _series(cursor: Any, table: str, goal: Goal) -> Callable[[], object]:
    """What reads one goal's scores from that table, day by day."""
    wanted = [goal.practice_id, goal.pk]

    def read() -> None:
        cursor.execute(SERIES.format(table), wanted)
        cursor.fetchall()

    return read


def _small_table(cursor: Any, goal: Goal) -> None:
    cursor.execute("CREATE TEMPORARY TABLE bench_alone (LIKE notes_score)")
    cursor.execute(
        "INSERT INTO bench_alone SELECT * FROM notes_score WHERE goal_id = %s", [goal.pk]
    )
    cursor.execute('CREATE INDEX ON bench_alone (goal_id, "on") INCLUDE (value)')
    cursor.execute("ANALYZE bench_alone")
