"""Judging plans, and keeping what was found so that it is never believed too long."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import Practice
from config import clock
from plans.models import Version
from trail.changes import Seen, horizon, seen

from ..freshness import outdated, stale
from ..gathering import CHUNK
from ..judging import Identity
from ..kept import Computed, computed, differences, plans_to_judge
from ..models import Finding, Judgement, Watch
from .comparing import read_signed_texts
from .ending import end_what_is_mended
from .taking_turns import judging_alone

# House rule: what a page judges before it answers, so that it answers within a second or two.
IN_A_REQUEST = 50


@transaction.atomic
def bring_up_to_date(
    practice: Practice, *, only: Collection[UUID] | None = None, at_most: int = IN_A_REQUEST
) -> int:
    """Judge again what changed (of `only` these plans); the number of plans still to be judged.

    In the caller's transaction: what is read after it is as current as the answer itself.
    """
    today = practice.today
    if not Watch.objects.filter(practice=practice.pk).exists() or outdated(practice.pk):
        judging_alone(practice.pk)
        _mark(practice.pk)
    waiting = stale(practice, today)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    # What was never judged, and what an act came after, before what only the night has made old;
    # a client's plans one after the other, because their sessions are the same.
    waiting = waiting.order_by(F("judgement__horizon").asc(nulls_first=True), "client", "pk")
    keys = list(waiting.values_list("pk", flat=True))
    if keys:
        judge_now(practice, keys[:at_most])
    return len(keys[at_most:])


@transaction.atomic
def judge_shown(practice: Practice, plans: Collection[UUID]) -> bool:
    """Judge those of a page's plans that are still stale; whether there were any."""
    waiting = stale(practice, practice.today).filter(pk__in=plans)
    keys = list(waiting.values_list("pk", flat=True))
    judge_now(practice, keys)
    return bool(keys)


@transaction.atomic
def judge_now(practice: Practice, plans: Iterable[UUID]) -> None:
    """Judge these plans of the practice, and keep what was found."""
    judging_alone(practice.pk)
    today, compared = practice.today, read_signed_texts(practice)
    for some in _chunks(plans):
        # Before the facts are read: what is written from here on may be missed by them.
        counted_on = seen()
        found = computed(plans_to_judge(some, today), today, compared=compared)
        _keep(list(found), counted_on, practice)


@transaction.atomic
def disagreements(practice: Practice, plans: Sequence[UUID]) -> list[str]:
    """These plans judged anew; a sentence for each way in which what is kept of them differs.

    Nothing is written. A plan that changed meanwhile is left to its next judgement.
    """
    judging_alone(practice.pk)
    today, said = practice.today, list[tuple[UUID, str]]()
    compared = not Version.objects.filter(practice=practice, read_for_likeness=None).exists()
    judgements = {row.plan_id: row for row in Judgement.objects.filter(plan__in=plans)}
    findings = _findings_of(plans)
    for one in computed(plans_to_judge(plans, today), today, compared=compared):
        pk = one.plan.pk
        if pk in judgements:
            rows = findings.get(pk, {}).values()
            said += [(pk, sentence) for sentence in differences(one, judgements[pk], rows)]
    changed = set(stale(practice, today).values_list("pk", flat=True))
    changed |= {row.plan_id for row in Judgement.objects.filter(pk__in=outdated(practice.pk))}
    return [f"Plan {pk}: {sentence}" for pk, sentence in said if pk not in changed]


def _chunks(plans: Iterable[UUID]) -> Iterator[list[UUID]]:
    waiting = iter(plans)
    while some := list(islice(waiting, CHUNK)):
        yield some


def _mark(practice_id: UUID) -> None:
    """What an act came after is stale, and the trail need not be read so far back again."""
    watch = Watch(practice_id=practice_id, horizon=horizon())
    Judgement.objects.filter(pk__in=outdated(practice_id)).update(horizon=0)
    Watch.objects.bulk_create(
        [watch], update_conflicts=True, unique_fields=["practice"], update_fields=["horizon"]
    )


def _keep(found: list[Computed], counted_on: Seen, practice: Practice) -> None:
    """Write judgements and findings; the rows that stay keep their ids and first days."""
    rows = [
        Judgement(
            practice=practice,
            plan=one.plan,
            horizon=counted_on.end,
            running=list(counted_on.running),
            judged_at=clock.now(),
            **one.columns,
        )
        for one in found
    ]
    changing = [*found[0].columns, "horizon", "running", "judged_at"] if found else []
    Judgement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["plan"], update_fields=changing
    )
    _keep_findings(found)
    end_what_is_mended(found)


def _keep_findings(found: list[Computed]) -> None:
    kept = _findings_of([one.plan.pk for one in found])
    new, changed, gone = list[Finding](), list[Finding](), list[UUID]()
    for one in found:
        before = kept.get(one.plan.pk, {})
        gone += [row.pk for key, row in before.items() if key not in one.findings]
        for key, columns in one.findings.items():
            if row := before.get(key):
                changed += [row] if _took(row, columns) else []
            else:
                new.append(_row(one, key, columns))
    Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(new)
    Finding.objects.bulk_update(changed, COLUMNS)


COLUMNS = ["severity", "where", "sentence", "evidence", "is_waived"]


def _row(one: Computed, key: Identity, columns: dict[str, object]) -> Finding:
    rule, node, node_id, field = key
    return Finding(
        practice_id=one.plan.practice_id,
        plan=one.plan,
        rule=rule,
        node=node,
        node_id=node_id,
        field=field,
        found_on=one.columns["judged_on"],
        **columns,
    )


def _took(row: Finding, columns: dict[str, object]) -> bool:
    """Set the columns that differ; whether one did."""
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _findings_of(plans: Iterable[UUID]) -> dict[UUID, dict[Identity, Finding]]:
    found: dict[UUID, dict[Identity, Finding]] = {}
    for row in Finding.objects.filter(plan__in=list(plans)):
        found.setdefault(row.plan_id, {})[row.identity] = row
    return found
