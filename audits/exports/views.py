"""Tables to keep: the desk as it is filtered, its findings, and one plan's.

What changed is judged again first; of what is more than a page can wait for, each row says so.
"""

from itertools import chain
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Practice, User
from accounts.pages import asking_user
from config.spreadsheets import csv_file
from plans.models import Plan
from trail.recording import record

from .. import actions, desk
from ..actions.asking import require_admin
from ..models import Finding
from ..rules import RULES
from .tables import DESK, FINDINGS, desk_rows, finding_rows, to_be_judged, unknown_rows

# House rule: what is judged while somebody waits for a table, a few seconds' work.
AT_MOST = 500


@require_safe
def desk_csv(request: HttpRequest) -> HttpResponse:
    """Every plan that the desk's filter matches."""
    user, practice = _admin(request)
    found = desk.matching(user, practice.today, request.GET.urlencode())
    plans = list(found.prefetch_related(None))
    record("audit.listed", practice, by=user, clients={plan.client_id for plan in plans})
    rows = desk_rows(plans, to_be_judged(practice, practice.today))
    return csv_file(f"audit-{practice.today}.csv", DESK, rows)


@require_safe
def findings_csv(request: HttpRequest) -> HttpResponse:
    """Every finding of the plans that the desk's filter matches."""
    user, practice = _admin(request)
    plans = desk.matching(user, practice.today, request.GET.urlencode())
    found = Finding.objects.visible_to(user).filter(plan__in=plans.order_by().values("pk"))
    if (rule := request.GET.get("rule")) in RULES:
        found = found.filter(rule=rule)
    return _of_findings(practice, found, user, plans)


@require_safe
def plan_findings_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every finding of one plan."""
    user = asking_user(request)
    plan = get_object_or_404(Plan.objects.visible_to(user).select_related("practice"), pk=pk)
    actions.bring_up_to_date(plan.practice, only=[plan.pk])
    found = Finding.objects.visible_to(user).filter(plan=plan)
    mine = Plan.objects.visible_to(user).filter(pk=plan.pk).select_related("client", "lead")
    return _of_findings(plan.practice, found, user, mine)


def _admin(request: HttpRequest) -> tuple[User, Practice]:
    """The admin, with what changed judged again."""
    user = asking_user(request)
    require_admin(user)
    assert user.practice is not None
    actions.bring_up_to_date(user.practice, at_most=AT_MOST)
    return user, user.practice


def _of_findings(
    practice: Practice, found: QuerySet[Finding], user: User, plans: QuerySet[Plan]
) -> HttpResponse:
    rows = list(
        found.select_related("plan__client", "plan__lead", "plan__judgement").order_by(
            "plan__client__family_name", "plan__client__given_name", "plan", "rule", "pk"
        )
    )
    again = to_be_judged(practice, practice.today)
    unheard = plans.filter(pk__in=again - {one.plan_id for one in rows})
    unknown = list(unheard.prefetch_related(None))
    clients = {one.plan.client_id for one in rows} | {plan.client_id for plan in unknown}
    record("findings.listed", practice, by=user, clients=clients)
    told = chain(finding_rows(rows, again), unknown_rows(unknown))
    return csv_file(f"findings-{practice.today}.csv", FINDINGS, told)
