"""What an answer to one's typing costs: suggestions out of a very full bank."""

from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.urls import reverse

from config.bench.room import Room, furnished

STATEMENTS = 100_000
# What one might have typed after two letters and more: common words, rare ones, none at all.
TYPED = (
    "be",
    "fear",
    "panic at",
    "walk",
    "sleep through",
    "three times a week",
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

    Each round asks for every text once; the first round, which warms up, is not counted.
    """
    with furnished() as room:
        _fill(room)
        browser, address = room.browser(room.therapist), reverse("library:suggest")
        costs: list[float] = []
        for turn in range(rounds + 1):
            for typed in TYPED:
                begun = perf_counter()
                answer = browser.get(address, {"kind": KINDS, "q": typed}, secure=True)
                cost = (perf_counter() - begun) * 1000
                assert answer.status_code == 200, answer.status_code
                costs += [cost] if turn else []
    twentieths = quantiles(costs, n=20, method="inclusive")
    p95, middle = float(f"{twentieths[-1]:.4g}"), float(f"{median(costs):.4g}")
    return {"statements": STATEMENTS, "wall_ms": {"median": middle, "p95": p95}}


def _fill(room: Room) -> None:
    """The therapist's own bank, filled in one statement under row level security."""
    therapist = room.therapist
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM library_statement")
        (shipped,) = cursor.fetchone()
        said = {"user": therapist.pk, "practice": therapist.practice_id, "statements": STATEMENTS}
        cursor.execute(FILL, said | {"times": STATEMENTS // max(shipped, 1) + 1})
