"""Ratio 8: the rules of the audit, a whole practice judged anew, and the desk's first page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from time import perf_counter, process_time

from django.db import connection, transaction
from django.test import Client as Browser

from accounts.models import Membership, Practice, Role
from audits.actions.keeping import judge_now
from audits.case import Case
from audits.desk import PAGE
from audits.judging import judge
from audits.models import Judgement
from audits.rounds import practices
from config.audit_generator import clean_record, text_of
from config.audit_generator.drawing import Lot
from config.audit_proof import case_of
from config.bench import caseload
from config.bench.pages import open_page, queries
from config.bench.room import furnished
from config.bench.seed import NAME
from config.bench.timing import LEAST_ROUNDS, compare
from config.tenancy import acting, as_staff
from plans.document import PlanDocument
from plans.models import Plan

DESK = "/audit/"
PLANS, AT_ONCE, TYPICAL, YEAR = 20, 200, 20, 52
# Plans without sessions in an unseeded database: enough to see what one costs.
FEW = 400


def rules(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """CPU milliseconds for all rules on one plan of twenty weekly sessions, and of a year's.

    The plans are made up and clean, so that every rule goes through to its end.
    """
    made = {weeks: [_made(weeks, n) for n in range(PLANS)] for weeks in (TYPICAL, YEAR)}
    texts = cycle([text_of(one) for one in made[TYPICAL]])
    return compare(
        {
            "floor": lambda: PlanDocument.stored(next(texts)),
            "twenty_sessions": _judging([case_of(one) for one in made[TYPICAL]]),
            "a_year": _judging([case_of(one) for one in made[YEAR]]),
        },
        floor="floor",
        rounds=rounds,
        repeats=dict.fromkeys(("floor", "twenty_sessions", "a_year"), PLANS),
    )


def _made(weeks: int, number: int) -> dict[str, object]:
    shape = {"kind": "individual", "stage": "in effect", "often": ("weekly", 1.0), "age": 40}
    return clean_record(Lot(f"bench-{number}"), weeks=weeks, **shape)


def _judging(cases: list[Case]) -> Callable[[], object]:
    """One after the other, each time without what it remembered."""
    turn = cycle(cases)

    def one() -> object:
        case = next(turn)
        return judge(replace(case, record=replace(case.record)))

    return one


def every_plan() -> dict[str, object]:
    """Wall and CPU seconds for judging all plans anew, and milliseconds for each.

    Of the practice that `bench seed` made, if there is one; else of so many plans without sessions.
    Nothing is kept.
    """
    with _practice() as (practice, seeded):
        keys = list(Plan.objects.filter(practice=practice).values_list("pk", flat=True))
        wall, cpu = perf_counter(), process_time()
        for start in range(0, len(keys), AT_ONCE):
            judge_now(practice, keys[start : start + AT_ONCE])
        wall, cpu = perf_counter() - wall, process_time() - cpu
        return {
            "seeded": seeded,
            "plans": len(keys),
            "wall_s": round(wall, 1),
            "cpu_s": round(cpu, 1),
            "wall_ms_of_a_plan": round(wall * 1000 / len(keys), 2),
            "cpu_ms_of_a_plan": round(cpu * 1000 / len(keys), 2),
        }


def first_page(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """By the wall's clock: the fifty weightiest of what is kept beside one by its key.

    Of what `audit --all` kept in the seeded practice; where nothing is kept, of a few hundred.
    `page_ms` is the whole page of the desk for its admin, its counts and its filters with it.
    """
    with _practice() as (practice, _):
        kept = Judgement.objects.filter(practice=practice)
        if not kept.exists():
            keys = Plan.objects.filter(practice=practice).values_list("pk", flat=True)[:FEW]
            judge_now(practice, list(keys))
        some = cycle(list(kept.values_list("pk", flat=True)[:FEW]))
        fields = kept.values_list("plan", "state", "blocking", "warnings")
        weightiest = fields.order_by("-blocking", "-warnings", "plan")
        browser = _admin_of(practice)
        page = compare(
            {
                "floor": lambda: fields.get(pk=next(some)),
                "first_page": lambda: list(weightiest[:PAGE]),
                "page": lambda: open_page(browser, DESK),
            },
            floor="floor",
            rounds=rounds,
            repeats={"floor": 20, "first_page": 20},
            clock=perf_counter,
        )
        return page | {"kept": kept.count(), "queries_of_the_page": queries(browser, DESK)}


def _admin_of(practice: Practice) -> Browser:
    """A browser in which one of its admins has signed in."""
    held = Membership.objects.filter(practice=practice, role=Role.ADMIN).select_related("user")
    browser = Browser(SERVER_NAME="localhost")
    browser.force_login(held[0].user)
    return browser


@contextmanager
def _practice() -> Iterator[tuple[Practice, bool]]:
    """The seeded practice, or one of its own; all that is done in it is rolled back."""
    for key in practices():
        with acting(as_staff(key)):
            practice = Practice.objects.get(pk=key)
            if practice.name == NAME:
                yield practice, True
                transaction.set_rollback(True)
                return
    with furnished() as room:
        with connection.cursor() as cursor:
            caseload.fill(cursor, room.therapist, 0, FEW)
        assert room.therapist.practice is not None
        yield room.therapist.practice, False
