"""Going round every practice of an install, each in transactions of its own, behind its wall."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import Practice
from config.tenancy import acting, as_staff
from plans.models import Plan

from .actions import (
    bring_up_to_date,
    disagreements,
    expire_packets,
    judge_now,
    read_signed_texts,
)
from .gathering import CHUNK
from .models import Judgement


def practices() -> list[UUID]:
    """Every practice of this install."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        return [row[0] for row in cursor.fetchall()]


def in_practice(practice_id: UUID, act: Callable[[Practice], Any]) -> Any:
    """Do something in one transaction, behind the practice's wall."""
    with acting(as_staff(practice_id)):
        return act(Practice.objects.get(pk=practice_id))


def judge_stale() -> None:
    """Judge what is stale in every practice, each chunk in a transaction of its own."""
    for practice_id in practices():
        _read(practice_id)
        while in_practice(practice_id, lambda one: bring_up_to_date(one, at_most=CHUNK)):
            pass


def _read(practice_id: UUID) -> None:
    """Read what was signed since, so that every plan can be held against it."""
    while not in_practice(practice_id, lambda one: read_signed_texts(one, at_most=CHUNK)):
        pass


def judge_all() -> int:
    """Judge every plan of every practice; the number of plans."""
    total = 0
    for practice_id in practices():
        _read(practice_id)
        keys = in_practice(practice_id, _plans)
        for some in _chunks(keys):
            in_practice(practice_id, partial(judge_now, plans=some))
        total += len(keys)
    return total


def _plans(practice: Practice) -> list[UUID]:
    # A client's plans one after the other: their sessions are read once for all of them.
    plans = Plan.objects.filter(practice=practice).order_by("client", "number")
    return list(plans.values_list("pk", flat=True))


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def check_all() -> Iterator[str]:
    """How what is kept differs from what is computed anew, in every practice."""
    for practice_id in practices():
        for some in _chunks(in_practice(practice_id, _plans)):
            yield from in_practice(practice_id, partial(disagreements, plans=some))


def failures() -> int:
    """The number of plans on which a rule failed, in every practice."""
    return sum(in_practice(one, _failures) for one in practices())


def _failures(practice: Practice) -> int:
    return Judgement.objects.filter(practice=practice).with_failed_rules().count()


def expire_all_packets() -> int:
    """Delete the files whose time is over; how many."""
    return sum(in_practice(one, lambda _: expire_packets()) for one in practices())
