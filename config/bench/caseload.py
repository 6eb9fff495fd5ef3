"""Ratio 9: the caseload of 10,000 clients, its growth, and what signing pays to keep it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from uuid import uuid4

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.test import Client as Browser
from psycopg import sql

from accounts.models import Membership, Practice, Role, User
from caseload.standing import standings
from clients.models import Client
from config.bench.pages import open_page
from config.bench.room import Room, furnished
from config.bench.scores import undone
from config.bench.seed import OWNER
from config.bench.timing import LEAST_ROUNDS, compare
from config.tenancy import acting, as_staff
from goals.models import Goal
from goals.models.goal import Rater
from goals.summaries import refresh
from notes import actions
from notes.actions import NumberGiven
from notes.actions.parts import Parts

FEW, MANY, GOALS = 1_000, 10_000, 5

# Clients in treatment with one plan in effect and five goals, each scored by one rater; every
# seventh goal stalled, every thirtieth worse. What is left out is the column's default.
# One statement, whose parts hand each other their rows: what nobody has analyzed yet is not joined.
FILL = """
WITH client AS (
    INSERT INTO clients_client (id, practice_id, record_number, given_name, family_name, born_on,
        row_version, changed_at, preferred_name, pronouns, gender, language, status, email, phone,
        address, guardian_name, guardian_relation, part2)
    SELECT gen_random_uuid(), %(practice)s, 'B' || n, 'Bench', 'Client ' || n, '1990-01-01',
        1, now(), '', '', 'unknown', 'English', 'active', '', '', '', '', '', false
    FROM generate_series(%(after)s + 1, %(upto)s) AS n
    RETURNING id, practice_id
), plan AS (
    INSERT INTO plans_plan (id, practice_id, client_id, lead_id, number, programme, opened_on,
        closed_because, level_of_care, why_now, severity, impairment, discharge_criteria, aftercare,
        participation, client_unsigned_because, next_review_on, row_version, changed_at)
    SELECT gen_random_uuid(), practice_id, id, %(therapist)s, 1, 'outpatient', current_date - 100,
        '', 'outpatient', '', '', '', '', '', '', '', current_date + 60, 1, now()
    FROM client
    RETURNING id, practice_id
), problem AS (
    INSERT INTO plans_problem (id, practice_id, plan_id, statement, own_words, definitions,
        position, status, status_reason, row_version, changed_at)
    SELECT gen_random_uuid(), practice_id, id, 'Panic', '', '', 1, 'active', '', 1, now()
    FROM plan
    RETURNING id, practice_id
), goal AS (
    INSERT INTO goals_goal (id, practice_id, problem_id, statement, zero_means, ten_means,
        lower_is_better, baseline_rater, own_words, kind, focus, aim, why_it_matters, same_meaning,
        position, status, status_reason, pauses, row_version, changed_at)
    SELECT gen_random_uuid(), practice_id, id, 'Ride the bus', '', '', true, 'client', '',
        'actionable', 'symptom relief', 'reduce', '', true, n, 'active', '', '[]', 1, now()
    FROM problem, generate_series(1, %(goals)s) AS n
    RETURNING id, practice_id
)
INSERT INTO goals_goalsummary (id, practice_id, goal_id, rater, judgement, sessions,
    target_reached, off_pace, last_on, fell_from, stalled_from, counted_at)
SELECT gen_random_uuid(), practice_id, id, rater, 'no reliable change', 6, false, false,
    current_date - 3,
    CASE WHEN rater <> '' AND random() < 0.033 THEN current_date - 5 END,
    CASE WHEN rater <> '' AND random() < 0.14 THEN current_date - 5 END, now()
FROM goal, unnest(ARRAY['', 'client']) AS rater
"""


TABLES = ("goals_goalsummary", "goals_goal", "plans_problem", "plans_plan", "clients_client")


def first_page(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """The first page of the whole practice, with 1,000 and then with 10,000 clients.

    The floor is the page with 1,000. The goal is a second with 10,000; `sql_growth` holds the one
    query that orders them against ten times the one of a tenth.
    """
    with _house() as admin:
        few, few_sql = _grown(admin, 0, FEW, rounds)
        many, many_sql = _grown(admin, FEW, MANY, rounds)
    return {
        "clients": MANY,
        "goals": MANY * GOALS,
        "page_ms_of_1000": few,
        "page_ms_of_10000": many,
        "sql_ms": many_sql,
        "sql_growth_by_client": round(many_sql / (few_sql * MANY / FEW), 2),
    }


@contextmanager
def _house() -> Iterator[User]:
    """An admin of a practice that the owner of the tables makes, and takes away with its rows."""
    practice = Practice(name="Bench practice, not kept")
    user = User(email=f"{uuid4()}@example.org", name="Bench Admin", credentials="LCSW")
    roles = (Role.THERAPIST, Role.ADMIN)
    members = [Membership(practice=practice, user=user, role=role) for role in roles]
    rows: list[Model] = [practice, user, *members]
    for row in rows:
        row.save(using=OWNER)
    user.working_in(practice, roles)
    try:
        yield user
    finally:
        with connections[OWNER].cursor() as cursor:
            for table in TABLES:
                gone = sql.SQL("DELETE FROM {} WHERE practice_id = %s")
                cursor.execute(gone.format(sql.Identifier(table)), [practice.pk])
        for row in reversed(rows):
            row.delete(using=OWNER)


def _grown(admin: User, after: int, upto: int, rounds: int) -> tuple[float, float]:
    """Milliseconds of the page and of its query, after clients were added and counted (ANALYZE)."""
    with connections[OWNER].cursor() as cursor:
        fill(cursor, admin, after, upto)
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
    practice = admin.practice
    assert practice is not None
    with transaction.atomic():
        browser = Browser(SERVER_NAME="localhost")
        browser.force_login(admin)
        page = _least(lambda: open_page(browser, "/caseload/?who=all"), rounds)
        with acting(as_staff(practice.pk, admin.pk)):
            clients = Client.objects.visible_to(admin).active()
            query = _least(lambda: standings(clients.all(), practice.today), rounds)
        transaction.set_rollback(True)
    return page, query


def fill(cursor: CursorWrapper, therapist: User, after: int, upto: int) -> None:
    """Add the rows of so many clients and their plans to the therapist's practice."""
    told = {"practice": therapist.practice_id, "therapist": therapist.pk, "goals": GOALS}
    cursor.execute(FILL, told | {"after": after, "upto": upto})


def _least(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds by the wall's clock, the quickest of so many after one to warm up."""
    found = []
    for _ in range(rounds + 1):
        begun = perf_counter()
        work()
        found.append((perf_counter() - begun) * 1000)
    return round(min(found[1:]), 1)


def signing(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """Signing a note that scores every goal, and how much of it is keeping their summaries.

    A share of 0.23 is 1.3 times what signing without them costs.
    """
    with furnished() as room:
        goals = list(Goal.objects.filter(problem__plan=room.plan).values_list("pk", flat=True))
        parts = Parts(room.note, room.therapist)
        for pk in goals:
            parts.score(NumberGiven(pk, 5, Rater.CLIENT))
        return compare(
            {
                "signing": undone(lambda: _sign(room)),
                "of_it_summaries": undone(lambda: refresh(goals)),
            },
            floor="signing",
            rounds=rounds,
            repeats={},
            clock=perf_counter,
        )


def _sign(room: Room) -> None:
    room.note.refresh_from_db()
    actions.sign_note(room.note, expected=room.note.row_version, by=room.therapist)
