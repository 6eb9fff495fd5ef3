"""The admin's desk."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from audits import actions, desk
from audits.forms import AskForm
from config import clock
from trail.recording import record


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Every plan of the practice, with what the audit found, its state and its review date."""
    user = asking_user(request)
    if not user.is_admin or user.practice is None:
        raise PermissionDenied("The audit desk is the practice admin's.")
    to_judge = actions.bring_up_to_date(user.practice)
    page, context = desk.look(user, user.practice.today, request.GET)
    if to_judge and actions.judge_shown(user.practice, [plan.pk for plan in page]):
        page, context = desk.look(user, user.practice.today, request.GET)
    emergencies = desk.emergencies(user)
    shown = {plan.client_id for plan in page} | {one.client_id for one in emergencies}
    record("audit.opened", user.practice, by=user, clients=shown)
    context |= {"page": page, "emergencies": emergencies, "now": clock.now()}
    context |= {"to_judge": to_judge, "query": request.GET.urlencode()}
    context["ask"] = AskForm(initial={"batch": uuid4(), "matching": request.GET.urlencode()})
    return render(request, "audits/desk.html", context)
