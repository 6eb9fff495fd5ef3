"""What an admin's press is about: ticked plans, ticked findings, or all that the desk matched."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from plans.models import Plan

from . import desk
from .choosing import Plans
from .judging import Where
from .models import Finding
from .rules import RULES
from .said import Severity
from .states import word

# A note for information is no work for anybody.
WORTH_ASKING = (Severity.ERROR, Severity.WARNING)


def plans_to_ask(user: User, said: Mapping[str, Any]) -> Plans:
    """The open plans that were ticked, or all that the desk's address matches."""
    assert user.practice is not None
    plans: Plans = ticked_plans(user, said).filter(closed_on=None)
    asked: Plans = plans.annotate(word=word(user.practice.today))
    return asked


def ticked_plans(user: User, said: Mapping[str, Any]) -> Plans:
    """The plans that were ticked, or all that the desk's address matches."""
    assert user.practice is not None
    plans: Plans = Plan.objects.visible_to(user).select_related("lead")
    if said["everything"]:
        found = desk.matching(user, user.practice.today, said["matching"])
        return plans.filter(pk__in=found.order_by().values("pk"))
    return plans.filter(pk__in=said["plans"])


def findings_to_ask(user: User, plans: Plans, said: Mapping[str, Any]) -> QuerySet[Finding]:
    """The findings that were ticked, or those of the plans that the filter speaks of."""
    found: QuerySet[Finding] = Finding.objects.visible_to(user).select_related("plan__lead")
    found = found.exclude(where=Where.MENDED).filter(is_waived=False, plan__closed_on=None)
    if said["findings"]:
        return found.filter(pk__in=said["findings"])
    asked = QueryDict(said["matching"])
    found = found.filter(plan__in=plans.order_by().values("pk"))
    if (rule := asked.get("rule")) in RULES:
        return found.filter(rule=rule)
    severity = asked.get("severity")
    return found.filter(severity__in=[severity] if severity in WORTH_ASKING else WORTH_ASKING)
