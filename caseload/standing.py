"""Which clients of a caseload want a look, the worst first: read from what is kept, in one query.

The kept rows (goals/summaries.py) hold the days from which each flag stands open, so that nothing
is judged here: days are compared. The page then judges the fifty clients that it shows anew.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import compress
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Greatest
from django.db.models.lookups import LessThan

from clients.models.client import ClientQuerySet
from goals.flags import Flag
from goals.models.goal import Status
from goals.summaries import silent_after
from plans.models import Problem
from plans.renewal import announced_before

OVERDUE, DUE = "review overdue", "review due"
# The most urgent first: what the scores say, then what is forgotten.
FLAGS = (*(flag.value for flag in Flag), OVERDUE, DUE)

PROBLEMS = "plan_in_effect__problems"
GOALS = f"{PROBLEMS}__goals"
KEPT = f"{GOALS}__summaries"


@dataclass(frozen=True)
class Standing:
    """A client, and which flags stand open: of `FLAGS`, in their order."""

    client_id: UUID
    flags: tuple[str, ...]

    @property
    def urgency(self) -> int:
        """The place of the worst flag in `FLAGS`; after all of them where none stands open."""
        return FLAGS.index(self.flags[0]) if self.flags else len(FLAGS)


def standings(clients: ClientQuerySet, today: date) -> list[Standing]:
    """Every one of these clients with the flags that stand open today, the worst first.

    Only plans that are open and in effect count, as on the first page. One query.
    """
    in_effect = Q(plans__closed_on__isnull=True, plans__next_review_on__isnull=False)
    stands = {
        f"flag_{place}": BoolOr(condition, default=False)
        for place, condition in enumerate(_conditions(today))
    }
    rows = (
        clients.annotate(plan_in_effect=FilteredRelation("plans", condition=in_effect))
        .values("pk")
        .annotate(**stands)
        .order_by("family_name", "given_name", "pk")
        .values_list("pk", *stands)
    )
    found = [Standing(pk, tuple(compress(FLAGS, open_now))) for pk, *open_now in rows]
    return sorted(found, key=lambda one: one.urgency)


def _conditions(today: date) -> list[Q]:
    """When a kept row, or a plan, says that a flag stands open: in the order of `FLAGS`."""
    worked_on = Q(
        (f"{PROBLEMS}__status", Problem.Status.ACTIVE), (f"{GOALS}__status", Status.ACTIVE)
    )
    of_goals = {
        Flag.DETERIORATION: _reached("fell_from", today),
        Flag.OFF_PACE: _reached("off_pace_from", today),
        Flag.STALLED: _reached("stalled_from", today),
        Flag.NO_SCORES: _silent(today),
    }
    return [
        *(worked_on & of_goals[flag] for flag in Flag),
        Q(plan_in_effect__next_review_on__lt=today),
        Q(plan_in_effect__next_review_on__range=(today, today + announced_before())),
    ]


def _reached(name: str, today: date) -> Q:
    return Q((f"{KEPT}__{name}__lte", today))


def _silent(today: date) -> Q:
    """The goal's own row, or none at all: then nobody has scored it since its plan was opened."""
    last = Greatest(F(f"{KEPT}__last_on"), F("plan_in_effect__opened_on"))
    own = Q((f"{KEPT}__rater", "")) | Q((f"{KEPT}__isnull", True))
    seen_to = Q((f"{KEPT}__quiet_before__isnull", True)) | _reached("quiet_before", today)
    return own & seen_to & Q(LessThan(last, today - silent_after()))


def with_flag(found: list[Standing], flag: str) -> list[Standing]:
    """Those on whom this flag stands open; everybody, if none is asked for."""
    return [one for one in found if not flag or flag in one.flags]


def tiles(found: list[Standing]) -> list[tuple[str, int]]:
    """(flag, on how many clients it stands open), in the order of `FLAGS`."""
    counted = Counter(flag for one in found for flag in one.flags)
    return [(flag, counted[flag]) for flag in FLAGS]
