"""What an answer to one's typing costs: suggestions out of a very full bank."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter
from uuid import UUID, uuid4

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Membership, Practice, Role, User
from library.models import BankStatement

OWNER = "owner"
STATEMENTS = 100_000
# What one might have typed after two letters and more: common words, rare ones, none at all.
TYPED = (
    "be",
    "fear",
    "panic at",
    "walk",
    "sleep through",
    "three times a week",
    "panick",
    "xylophone",
    "the",
)
KINDS = "goal,objective,intervention"

FILL = """
INSERT INTO library_bankstatement (
    id, row_version, changed_at, kind, text, approach, measure, focus, aim, zero_means, ten_means,
    fingerprint, times_used, last_used_at, changed_by_id, owner_id, practice_id)
SELECT gen_random_uuid(), 1, now(), s.kind, left(s.text, 560) || ' Version ' || n, s.approach, '',
    '', '', '', '', md5(s.id::text || n), 1, now(), %(user)s, %(user)s, %(practice)s
FROM library_statement s, generate_series(1, %(times)s) n
LIMIT %(statements)s
"""


def suggesting(rounds: int) -> dict[str, object]:
    """Milliseconds of a whole request for suggestions, the bank holding 100,000 statements.

    Each round asks for every text once, and for the health check beside it, which is the floor:
    `ratio` is the median of their quotients. The first round, which warms up, is not counted.
    """
    with _full_bank() as user, transaction.atomic():
        browser, address = Browser(SERVER_NAME="localhost"), reverse("library:suggest")
        browser.force_login(user)
        costs, floor = [], []
        for turn in range(rounds + 1):
            for typed in TYPED:
                beside = _milliseconds(browser, "/healthz", {})
                cost = _milliseconds(browser, address, {"kind": KINDS, "q": typed})
                costs += [cost] if turn else []
                floor += [beside] if turn else []
        transaction.set_rollback(True)
    ratio = median(one / other for one, other in zip(costs, floor, strict=True))
    p95 = quantiles(costs, n=20, method="inclusive")[-1]
    return {
        "statements": STATEMENTS,
        "wall_ms": {"median": _short(median(costs)), "p95": _short(p95)},
        "healthz_ms": _short(median(floor)),
        "ratio": _short(ratio),
    }


def _milliseconds(browser: Browser, address: str, asked: dict[str, str]) -> float:
    begun = perf_counter()
    answer = browser.get(address, asked, secure=True)
    cost = (perf_counter() - begun) * 1000
    assert answer.status_code == 200, answer.status_code
    return cost


def _short(number: float) -> float:
    return float(f"{number:.4g}")


@contextmanager
def _full_bank() -> Iterator[User]:
    """A therapist with that many statements; the owner of the tables brings and takes them.

    They are committed and counted (ANALYZE), as a bank that grew over years would be: PostgreSQL
    chooses its way by what it knows of a table.
    """
    practice = Practice(name="Bench practice, not kept")
    user = User(email=f"{uuid4()}@example.org", name="Bench Therapist")
    membership = Membership(practice=practice, user=user, role=Role.THERAPIST)
    rows: list[Model] = [practice, user, membership]
    for row in rows:
        row.save(using=OWNER)
    try:
        with connections[OWNER].cursor() as cursor:
            _fill(cursor, practice, user)
        yield user
    finally:
        BankStatement.objects.using(OWNER).filter(practice=practice).delete()
        for row in reversed(rows):
            row.delete(using=OWNER)


def _fill(cursor: CursorWrapper, practice: Practice, user: User) -> None:
    cursor.execute("SELECT count(*) FROM library_statement")
    (shipped,) = cursor.fetchone()
    times = STATEMENTS // max(shipped, 1) + 1
    said: dict[str, UUID | int] = {"user": user.pk, "practice": practice.pk}
    cursor.execute(FILL, said | {"statements": STATEMENTS, "times": times})
    cursor.execute("ANALYZE library_bankstatement, library_statement")
    cursor.execute(
        "SELECT gin_clean_pending_list('bank_words'), gin_clean_pending_list('bank_trigrams')"
    )
