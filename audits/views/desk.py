"""The admin's desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.pages import asking_user, shown
from audits import actions, desk
from config import clock

from .asking import ask_form, has_asked


@require_http_methods(["GET", "HEAD", "POST"])
def show_desk(request: HttpRequest) -> HttpResponse:
    """Every plan of the practice, with what the audit found, its state and its review date.

    A post asks about the ticked plans, or about all that the address matches.
    """
    user = asking_user(request)
    if not user.is_admin or user.practice is None:
        raise PermissionDenied("The audit desk is the practice admin's.")
    ask = ask_form(request)
    if has_asked(request, ask):
        return redirect(request.get_full_path())
    context = _looked(request, user) | {"ask": ask, "has_errors": bool(ask.errors)}
    return render(request, "audits/desk.html", context, status=422 if ask.errors else 200)


def _looked(request: HttpRequest, user: User) -> dict[str, Any]:
    """The desk as its address asks for it, judged again where it must be."""
    assert user.practice is not None
    to_judge = actions.bring_up_to_date(user.practice)
    page, context = desk.look(user, user.practice.today, request.GET)
    if to_judge and actions.judge_shown(user.practice, [plan.pk for plan in page]):
        page, context = desk.look(user, user.practice.today, request.GET)
    emergencies = desk.emergencies(user)
    seen = {plan.client_id for plan in page} | {one.client_id for one in emergencies}
    shown(request, "audit.opened", user.practice, seen)
    context |= {"page": page, "emergencies": emergencies, "now": clock.now()}
    return context | {"to_judge": to_judge, "query": request.GET.urlencode()}
