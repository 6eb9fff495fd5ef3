"""Keeping what signed plans say, so that a later plan can be held against them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import Practice
from plans.document import PlanDocument
from plans.models import Version

from ..likeness import alike
from ..models import Judgement, ReadVersion, SignedText
from ..signed_texts import texts_of

# House rule: what a request reads before it judges; the job reads the rest.
IN_A_REQUEST = 50


@transaction.atomic
def read_signed_texts(practice: Practice, *, at_most: int = IN_A_REQUEST) -> bool:
    """Keep the texts of versions that were not read yet, the oldest first; whether all are read.

    Whoever said the same later is judged again: what is read late may have been signed first.
    """
    unread = Version.objects.filter(practice=practice, read_for_likeness=None)
    waiting = list(unread.select_related("plan").order_by("frozen_at", "pk")[: at_most + 1])
    versions = waiting[:at_most]
    if versions:
        rows = list(_rows(versions))
        SignedText.objects.bulk_create(rows, ignore_conflicts=True)
        ReadVersion.objects.bulk_create(
            ReadVersion(practice=practice, version=version) for version in versions
        )
        _judge_again(practice, rows)
    return len(waiting) == len(versions)


def _rows(versions: Sequence[Version]) -> Iterator[SignedText]:
    for version in versions:
        for said in texts_of(PlanDocument.stored(version.document)):
            yield SignedText(
                practice_id=version.practice_id,
                plan=version.plan,
                client_id=version.plan.client_id,
                node=said.node,
                node_id=said.id,
                field=said.field,
                words=said.kept,
                digest=said.digest,
                at=version.frozen_at,
                **{f"mark_{place}": mark for place, mark in enumerate(said.marks, 1)},
            )


def _judge_again(practice: Practice, rows: Sequence[SignedText]) -> None:
    """Mark the judgements of plans that said much the same after one of these."""
    asked = [
        (row.client_id, row.at, [getattr(row, f"mark_{place}") for place in range(1, 7)])
        for row in rows
    ]
    later: set[UUID] = {found.plan_id for found in alike(practice.pk, asked, later=True)}
    Judgement.objects.filter(plan__in=later).update(horizon=0)
