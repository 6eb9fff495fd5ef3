"""Which plans of the desk are asked for, and in what order: each answer is one `Q`."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy

from accounts.models import User
from clients.models import Client
from plans.models.plan import PlanQuerySet

from .models import Ask, Finding
from .models.judgement import AGAINST
from .states import due_soon, urgency, word

# Plans with what the desk adds to each: its first payer, and what is kept of it.
Plans = QuerySet[Any]

MONTH = timedelta(days=30)
BLOCKED = Q(closed_on=None, judgement__blocking__gt=0)
WARNED = Q(closed_on=None, judgement__warnings__gt=0)
PASSED = Q(closed_on=None, **{f"judgement__{name}": 0 for name in AGAINST})

CLIENT = ("client__family_name", "client__given_name", "number")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "weight": ("-judgement__blocking", "-judgement__warnings", "next_review_on", *CLIENT),
    "review": ("next_review_on", *CLIENT),
    "client": CLIENT,
    "lead": ("lead__name", *CLIENT),
    "payer": ("payer", *CLIENT),
    "state": ("urgency", "next_review_on", *CLIENT),
}


def chosen(plans: Plans, asked: Mapping[str, str], user: User, today: date) -> Plans:
    """The plans that were asked for, in the order asked for."""
    if words := asked.get("q"):
        plans = plans.filter(client__in=Client.objects.visible_to(user).named_like(words))
    for name, condition in FILTERS.items():
        if answer := asked.get(name):
            plans = plans.filter(condition(answer, today))
    if state := asked.get("state"):
        plans = plans.alias(word=word(today))
        plans = plans.filter(due_soon(today) if state == "due" else Q(word=state))
    found: Plans = cast(PlanQuerySet, plans).with_versions().select_related("client", "lead")
    return _ordered(found, asked.get("sort", "weight"), today)


def _ordered(plans: Plans, sort: str, today: date) -> Plans:
    """Open plans before closed ones by weight and by review date; what is not known comes last."""
    name = sort.removeprefix("-")
    first, *rest = ORDERS[name]
    before = [F("closed_on").desc(nulls_first=True)] if name in ("review", "weight") else []
    down = sort.startswith("-") != first.startswith("-")
    foremost = OrderBy(F(first.removeprefix("-")), descending=down, nulls_last=True)
    if name == "state":
        plans = plans.alias(word=word(today)).alias(urgency=urgency())
    return plans.order_by(*before, foremost, *rest, "pk")


def _by_severity(severity: str, today: date) -> Q:
    return {"error": BLOCKED, "warning": WARNED, "none": PASSED}[severity]


def _by_due(due: str, today: date) -> Q:
    if due == "never":
        return Q(next_review_on=None)
    if due == "later":
        return Q(next_review_on__gt=today + MONTH)
    return Q(next_review_on__range=(today, today + timedelta(days=int(due))))


def _by_ask(which: str, today: date) -> Q:
    asks = Ask.objects.filter(plan=OuterRef("pk"), ended__isnull=True).order_by()
    return Q(Exists(asks.filter(due_on__lt=today) if which == "late" else asks))


def _by_rule(rule: str, today: date) -> Q:
    found = Finding.objects.filter(plan=OuterRef("pk"), rule=rule, is_waived=False)
    return Q(Exists(found.order_by()))


FILTERS: Mapping[str, Callable[[str, date], Q]] = {
    "severity": _by_severity,
    "rule": _by_rule,
    "due": _by_due,
    "asked_for": _by_ask,
    "lead": lambda lead, today: Q(lead=lead),
    "payer": lambda payer, today: Q(payer=payer),
}
