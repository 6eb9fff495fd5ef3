"""Which charts a packet is asked of: the desk's ticks, all that the desk matched, or a sample."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import User
from audits.choosing import CLIENT, Plans
from audits.chosen_to_ask import ticked_plans
from audits.sampling import sample
from clients.models import Coverage
from plans.models import Plan


def chosen_plans(user: User, said: Mapping[str, Any]) -> list[Plan]:
    """The plans that the desk's form names, by client, with `payer`. Two queries."""
    return _listed(ticked_plans(user, said))


def sampled_plans(user: User, size: int, seed: str) -> list[Plan]:
    """A sample of the open plans of which a version was signed."""
    signed = Plan.objects.visible_to(user).filter(closed_on=None, versions__isnull=False)
    keys = sample(signed.order_by().values_list("pk", flat=True).distinct(), size, seed)
    return _listed(Plan.objects.visible_to(user).filter(pk__in=keys))


def payers_of(plans: Collection[Plan]) -> list[str]:
    """Who is billed first for any of them, by name, each once."""
    return sorted({payer for plan in plans if (payer := getattr(plan, "payer", ""))})


def _listed(plans: Plans) -> list[Plan]:
    first = Coverage.objects.filter(client=OuterRef("client")).order_by("rank", "payer", "id")
    found = plans.select_related("client").annotate(payer=Subquery(first.values("payer")[:1]))
    return list(found.order_by(*CLIENT, "client__record_number", "pk"))
