"""A period's numbers, counted by the database in a number of queries that does not grow."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from accounts.models import Practice, User
from plans.models import Plan, Version

from ..judging import Where
from ..measuring import rules_digest
from ..models import Ask, AskEnded, Attestation, Finding, Judgement, MockAudit, Waiver, WaiverEnded
from ..profiles import Profiles
from ..rules import RULES
from ..said import Severity
from .document import Asked, Drawn, Open, PeriodDocument, Profile, RuleCount, Standing
from .unanswered import caution_of, unanswered

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Days:
    """A period as the database asks for it: from its first midnight to that after its last day."""

    first: date
    last: date
    zone: ZoneInfo

    def of(self, field: str) -> Q:
        """Rows whose moment falls within."""
        begin = datetime.combine(self.first, time(), self.zone)
        end = datetime.combine(self.last + timedelta(days=1), time(), self.zone)
        return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def document_of(user: User, first: date, last: date) -> PeriodDocument:
    """The practice's period as it stands today; every plan must be judged before."""
    assert user.practice is not None
    practice, today = user.practice, user.practice.today
    days = Days(first, last, ZoneInfo(practice.time_zone))
    plans = Plan.objects.visible_to(user)
    findings = Finding.objects.visible_to(user).filter(plan__closed_on=None)
    judged = Judgement.objects.visible_to(user)
    silent = unanswered(practice.pk)
    states = dict(judged.order_by().values_list("state").annotate(Count("pk")))
    return PeriodDocument(
        practice=practice.name,
        from_on=first,
        until_on=last,
        as_of=today,
        rules=len(RULES),
        rules_digest=rules_digest(),
        profiles=_profiles(practice, judged.filter(plan__closed_on=None)),
        states=states,
        passed=judged.passed().count(),
        open=_open(findings),
        by_rule=_by_rule(findings),
        unanswered=silent,
        caution=caution_of(silent),
        asked=_asked(user, days, today),
        waivers=_standing(user, today),
        **_happened(user, days, plans),
    )


def _profiles(practice: Practice, judged: Rows) -> tuple[Profile, ...]:
    known = Profiles(practice)
    used = judged.order_by("profile").values_list("profile").annotate(Count("pk"))
    found = []
    for key, number in used:
        asked = known.named(key)
        found.append(
            Profile(
                key=key, name=asked.name, version=asked.version, digest=asked.digest, plans=number
            )
        )
    return tuple(found)


def _open(findings: Rows) -> Open:
    standing = Q(is_waived=False) & ~Q(where=Where.MENDED)
    counted = findings.order_by().aggregate(
        blocking=Count("pk", filter=standing & Q(severity=Severity.ERROR)),
        warnings=Count("pk", filter=standing & Q(severity=Severity.WARNING)),
        for_information=Count("pk", filter=standing & Q(severity=Severity.INFO)),
        mended=Count("pk", filter=Q(is_waived=False, where=Where.MENDED)),
        waived=Count("pk", filter=Q(is_waived=True)),
    )
    return Open(**counted)


def _by_rule(findings: Rows) -> tuple[RuleCount, ...]:
    rows = findings.filter(is_waived=False, rule__in=RULES).exclude(where=Where.MENDED)
    counted = rows.order_by("rule").values_list("rule")
    counted = counted.annotate(Count("pk"), Count("plan", distinct=True))
    return tuple(
        RuleCount(rule=rule, sentence=RULES[rule].sentence, findings=number, plans=plans)
        for rule, number, plans in counted
    )


def _asked(user: User, days: Days, today: date) -> Asked:
    asks = Ask.objects.visible_to(user)
    ended = AskEnded.objects.filter(days.of("at"), practice=user.practice)
    why = Counter(ended.values_list("why", flat=True))
    still = asks.filter(ended=None, plan__closed_on=None)
    return Asked(
        made=asks.filter(days.of("at")).count(),
        mended=why[AskEnded.Why.GONE],
        taken_back=why[AskEnded.Why.WITHDRAWN],
        still_open=still.count(),
        overdue=still.filter(due_on__lt=today).count(),
    )


def _standing(user: User, today: date) -> tuple[Standing, ...]:
    """The waivers that nobody ended and that let a finding of an open plan stand."""
    held = Finding.objects.visible_to(user).filter(is_waived=True, plan__closed_on=None)
    waived = {(row.plan_id, *row.identity) for row in held}
    rows = Waiver.objects.visible_to(user).filter(ended=None, plan__closed_on=None)
    rows = rows.exclude(until_on__lt=today).select_related("plan__client", "practice", "by")
    return tuple(_said(row) for row in rows if (row.plan_id, *row.identity) in waived)


def _said(row: Waiver) -> Standing:
    zone = ZoneInfo(row.practice.time_zone)
    return Standing(
        plan=row.plan_id,
        record_number=row.plan.client.record_number,
        plan_number=row.plan.number,
        rule=row.rule,
        sentence=row.sentence,
        reason=row.reason,
        by=row.by.printed_name,
        given_on=row.at.astimezone(zone).date(),
        until_on=row.until_on,
    )


def _happened(user: User, days: Days, plans: QuerySet[Plan]) -> Mapping[str, Any]:
    """What was done in the period."""
    waived = Waiver.objects.visible_to(user).filter(days.of("at"))
    ended = WaiverEnded.objects.filter(days.of("at"), practice=user.practice)
    said = Attestation.objects.visible_to(user).filter(days.of("at"))
    versions = Version.objects.filter(days.of("frozen_at"), plan__in=plans)
    audits = MockAudit.objects.visible_to(user).filter(days.of("at")).order_by("at", "pk")
    return {
        "waivers_given": waived.count(),
        "waivers_ended": ended.count(),
        "attestations": said.count(),
        "versions_signed": versions.count(),
        "mock_audits": tuple(
            Drawn(on=one.as_of, charts=one.size, payer=one.profile_name, digest=one.digest)
            for one in audits
        ),
    }
