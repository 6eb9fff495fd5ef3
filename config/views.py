"""The two pages that belong to no room: home, and the health check."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from config.today import today_of
from trail.recording import record


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Today."""
    user = asking_user(request)
    if user.practice is None:
        return render(request, "accounts/no_practice.html")
    today = today_of(user)
    record("today.opened", user.practice, by=user, clients=today.clients)
    return render(request, "home.html", {"today": today})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers "ok" while the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
