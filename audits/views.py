"""The admin's page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from config import clock
from trail.recording import record

from . import desk


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Every plan of the practice, with its state, its review date and who must sign."""
    user = asking_user(request)
    if not user.is_admin or user.practice is None:
        raise PermissionDenied("The audit desk is the practice admin's.")
    page, context = desk.look(user, user.practice.today, request.GET)
    emergencies = desk.emergencies(user)
    shown = {plan.client_id for plan in page} | {one.client_id for one in emergencies}
    record("audit.opened", user.practice, by=user, clients=shown)
    context |= {"page": page, "emergencies": emergencies, "now": clock.now()}
    return render(request, "audits/desk.html", context)
