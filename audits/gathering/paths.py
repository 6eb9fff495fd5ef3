"""A plan's path: its versions, its reviews, the papers that were given, and people's words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from audits.facts import Attested, Copy, ReviewFact, VersionFact
from audits.models import Attestation
from goals.models import GoalReview
from plans.document import PlanDocument
from plans.models import Disclosure, Plan, Review, Version
from plans.state import in_effect

from .versions import signed, version_facts


@dataclass(frozen=True)
class Path:
    """What happened to one plan; `document` is the text in effect, if one ever was."""

    document: PlanDocument | None = None
    versions: tuple[VersionFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    copies: tuple[Copy, ...] = ()
    attested: tuple[Attested, ...] = ()


def paths_of(plans: Sequence[Plan], zone: ZoneInfo) -> dict[UUID, Path]:
    """Of many plans of one practice, by plan; ten queries."""
    keys = [plan.pk for plan in plans]
    versions, facts = _versions(keys), version_facts(plans[0].practice_id, zone)
    reviews, copies, attested = _reviews(keys, zone), _copies(keys), _attested(keys, zone)
    found = {}
    for pk in keys:
        current = in_effect(versions[pk])
        found[pk] = Path(
            PlanDocument.stored(current.document) if current else None,
            facts(versions[pk]),
            tuple(reviews[pk]),
            tuple(copies[pk]),
            tuple(attested[pk]),
        )
    return found


def _versions(plans: Sequence[UUID]) -> Mapping[UUID, list[Version]]:
    rows = Version.objects.filter(plan__in=plans).with_signatures()
    found = defaultdict(list)
    for row in rows.prefetch_related("unsigned_reasons").order_by("number"):
        found[row.plan_id].append(row)
    return found


def _reviews(plans: Sequence[UUID], zone: ZoneInfo) -> Mapping[UUID, list[ReviewFact]]:
    rows = Review.objects.filter(plan__in=plans).order_by("held_on", "recorded_at")
    rows = rows.select_related("signature").prefetch_related(
        Prefetch("goals", GoalReview.objects.order_by("goal_id"))
    )
    found = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(_review(row, zone))
    return found


def _review(row: Any, zone: ZoneInfo) -> ReviewFact:
    signature = getattr(row, "signature", None)
    return ReviewFact(
        id=row.pk,
        held_on=row.held_on,
        next_due_on=row.next_due_on,
        outcome=row.outcome,
        participants=row.participants,
        summary=row.summary,
        goals=tuple((goal.goal_id, goal.decision, goal.progress) for goal in row.goals.all()),
        signed=signed(signature, "author", zone) if signature else None,
    )


def _copies(plans: Sequence[UUID]) -> Mapping[UUID, list[Copy]]:
    """The papers of a version that left, to whom and when. What was given by mistake is none."""
    rows = Disclosure.objects.filter(printout__version__plan__in=plans)
    rows = rows.exclude(ground=Disclosure.Ground.MISTAKE).order_by("disclosed_on", "recorded_at")
    found = defaultdict(list)
    for plan, number, preset, recipient, on, ground in rows.values_list(
        "printout__version__plan",
        "printout__version__number",
        "printout__preset",
        "recipient",
        "disclosed_on",
        "ground",
    ):
        to_client = ground == Disclosure.Ground.CLIENT
        found[plan].append(Copy(number, preset, recipient, on, to_client))
    return found


def _attested(plans: Sequence[UUID], zone: ZoneInfo) -> Mapping[UUID, list[Attested]]:
    """In the order in which it was said: the last of a rule stands."""
    found = defaultdict(list)
    for row in Attestation.objects.filter(plan__in=plans).order_by("at", "pk"):
        by = f"{row.name}, {row.credentials}" if row.credentials else row.name
        on = row.at.astimezone(zone).date()
        found[row.plan_id].append(Attested(row.rule, row.holds, row.words, by, on, row.version))
    return found
