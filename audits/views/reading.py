"""Two pages about one plan: its golden thread, and what covers its sessions.

The admin comes from the desk, a clinician from the plan: both read the same.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user, shown
from audits import actions
from audits.thread.telling import thread_page
from audits.timeline.telling import timeline_page
from plans.models import Plan


@require_safe
def show_thread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the desk."""
    return _thread(request, _plan(request, "thread.read", pk=pk))


@require_safe
def show_plan_thread(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """From the plan."""
    return _thread(request, _plan(request, "thread.read", client=client_id, number=number))


@require_safe
def show_timeline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the desk."""
    return _timeline(request, _plan(request, "coverage.read", pk=pk))


@require_safe
def show_plan_timeline(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """From the plan."""
    return _timeline(request, _plan(request, "coverage.read", client=client_id, number=number))


def _thread(request: HttpRequest, plan: Plan) -> HttpResponse:
    actions.bring_up_to_date(plan.practice, only=[plan.pk])
    return render(request, "audits/thread.html", thread_page(plan))


def _timeline(request: HttpRequest, plan: Plan) -> HttpResponse:
    writes = plan.client.is_written_by(asking_user(request))
    return render(request, "audits/timeline.html", timeline_page(plan, writes=writes))


def _plan(request: HttpRequest, verb: str, **named: Any) -> Plan:
    """The plan, if the user may see it (404 otherwise). Reading it is an act."""
    plans = Plan.objects.visible_to(asking_user(request))
    plan = get_object_or_404(plans.select_related("client", "practice", "lead"), **named)
    shown(request, verb, plan, [plan.client_id])
    return plan
