"""An admin draws charts by lot, and they are gone through as a payer would. The result stays."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID

import rfc8785
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.payers import profiles
from clients.profiles import own_profiles
from trail.proof import witness
from trail.recording import record

from ..kept import Computed, computed, plans_to_judge
from ..measuring import rules_digest
from ..mock.drawing import LAST_SEED, MOST_CHARTS, frame, frame_digest
from ..mock.marking import marks, payer_order
from ..models import MockAudit, MockChart
from ..rules import RULES
from ..sampling import sample
from .asking import require_admin
from .comparing import read_signed_texts
from .taking_turns import judging_alone, one_at_a_time

NOBODY = "No plan fits. Choose another payer, or draw from more plans."


@transaction.atomic
def draw(audit: MockAudit, *, by: User) -> MockAudit:
    """Draw the sample, judge it, and keep what was found.

    `audit` holds what was typed: words, scope, profile ("": each chart by its own payer), size (of
    fewer plans all are drawn) and seed (None: one is drawn too). Posted twice it draws once.
    """
    require_admin(by)
    judging_alone(by.practice_id)
    one_at_a_time(by.practice_id)
    held: MockAudit | None = MockAudit.objects.filter(pk=audit.pk, practice=by.practice).first()
    if held:
        return held
    _check(audit)
    plans = frame(by, audit.scope, audit.profile)
    if not plans:
        raise ValidationError(NOBODY)
    if audit.seed is None:
        audit.seed = secrets.randbelow(LAST_SEED) + 1
    drawn = sample(plans, audit.size, str(audit.seed))
    _describe(audit, plans, by)
    charts = _charts(audit, drawn)
    audit.size = len(charts)
    audit.digest = digest_of(audit, charts)
    audit.full_clean(exclude=["practice", "by"])
    audit.save(force_insert=True)
    MockChart.objects.bulk_create(charts)
    # Two events: what an act with clients changed is judged again, and this one changed nothing.
    record("mock_audit.drawn", audit, by=by, changed=witness(audit, *charts))
    record("mock_audit.read", audit, by=by, clients={chart.plan.client_id for chart in charts})
    return audit


def digest_of(audit: MockAudit, charts: Iterable[MockChart]) -> str:
    """SHA-256 (hex) over the whole result as canonical JSON (RFC 8785)."""
    told = {
        name: getattr(audit, name)
        for name in (
            "words", "scope", "profile", "seed", "size", "drawn_from", "frame_digest", "rules",
            "rules_digest",
        )
    }  # fmt: skip
    told["as_of"] = audit.as_of.isoformat()
    if audit.audit_tool:  # Older results know of none, and keep their digest.
        told["audit_tool"] = audit.audit_tool
    told["charts"] = [
        {
            "plan": str(chart.plan_id),
            "version": chart.version,
            "profile": chart.profile,
            "measured_by": chart.measured_by,
            "marks": chart.marks,
        }
        for chart in charts
    ]
    return hashlib.sha256(rfc8785.dumps(told)).hexdigest()


def _check(audit: MockAudit) -> None:
    if not 1 <= audit.size <= MOST_CHARTS:
        raise ValidationError({"size": f"Draw between 1 and {MOST_CHARTS} charts."})
    if audit.seed is not None and not 0 <= audit.seed <= LAST_SEED:
        raise ValidationError({"seed": f"Write a number from 0 to {LAST_SEED}, or leave it empty."})


def _describe(audit: MockAudit, plans: Sequence[UUID], by: User) -> None:
    """What the result says of itself."""
    assert by.practice is not None
    profile = {**profiles(), **own_profiles(by.practice.pk)}.get(audit.profile)
    order = payer_order(profile)
    audit.practice, audit.as_of = by.practice, by.practice.today
    audit.by, audit.name, audit.credentials = by, by.name, by.credentials
    audit.profile_name = profile.name if profile else ""
    tool = profile.audit_tool if profile else None
    audit.audit_tool = tool.model_dump(mode="json") if tool else {}
    audit.drawn_from, audit.frame_digest = len(plans), frame_digest(plans)
    audit.rules = [[key, RULES[key].sentence] for key in order]
    audit.rules_digest = rules_digest()


def _charts(audit: MockAudit, drawn: Sequence[UUID]) -> list[MockChart]:
    """The charts in the order in which they were drawn, each with its marks."""
    compared, day = read_signed_texts(audit.practice), audit.as_of
    judged = computed(plans_to_judge(drawn, day), day, compared=compared)
    found: dict[UUID, Computed] = {one.plan.pk: one for one in judged}
    known = {**profiles(), **own_profiles(audit.practice_id)}
    order = [key for key, _ in audit.rules]
    return [
        MockChart(
            practice_id=audit.practice_id,
            audit=audit,
            plan=one.plan,
            position=position,
            version=one.version,
            profile=one.columns["profile"],
            profile_name=known[one.columns["profile"]].name,
            measured_by=one.columns["measured_by"],
            marks=marks(one, order),
        )
        for position, one in enumerate((found[pk] for pk in drawn), 1)
    ]
