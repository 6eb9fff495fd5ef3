"""What belongs to no room: home, the health check, and who is signed in."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from config import clock
from config.today import today_of
from notes.places import day_asked
from trail.recording import record


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Today; with `?on=` the sessions of another day beside what waits."""
    user = asking_user(request)
    if user.practice is None:
        return render(request, "accounts/no_practice.html")
    today = today_of(user, day_asked(request, "on"))
    record("today.opened", user.practice, by=user, clients=today.clients)
    a_day = timedelta(days=1)
    around = {"before": today.on - a_day, "after": today.on + a_day}
    return render(request, "home.html", {"today": today, **around})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers "ok" while the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, where, and for how many idle seconds more; and a token for their forms.

    Asked in the background it extends nothing; asked without that header it does ("Stay signed
    in").
    """
    user: Any = request.user
    inside = user.is_authenticated
    left = 0
    if inside:
        seen = request.session.get("seen", int(clock.now().timestamp()))
        left = max(seen + settings.SESSION_IDLE_SECONDS - int(clock.now().timestamp()), 0)
    found = {
        "user": str(user.pk) if inside else None,
        "practice": str(user.practice_id) if inside and user.practice_id else None,
        "seconds": left,
        "csrf": get_token(request),
    }
    return JsonResponse(found)
