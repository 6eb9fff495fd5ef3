"""The calendar of reviews: an agenda, and the secret address for a calendar program."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import CalendarFeed, Practice, User
from accounts.pages import asking_user
from config import clock
from config.tenancy import now_asking
from trail.recording import record

from .. import ics
from ..actions.feeds import make_feed, revoke_feed
from ..calendar import agenda, due_reviews, feed_of
from ..pages import opened

# House rule: a review date moves a few times a year, so a few looks a day are plenty.
REFRESH = timedelta(hours=6)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """When the reviews of one's own clients are due; for an admin, of the practice's."""
    return _page(request)


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    user = asking_user(request)
    assert user.practice is not None
    reviews = due_reviews(user)
    opened(request, "calendar.opened", user.practice, *{r.plan.client_id for r in reviews})
    page = {
        "stretches": agenda(reviews, user.practice.today),
        "feed": CalendarFeed.objects.visible_to(user).standing().first(),
        "address": address,
    }
    return render(request, "plans/calendar.html", page)


@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """A new secret address. It is shown on this answer and never again."""
    token = make_feed(by=asking_user(request))
    path = reverse("plans:calendar-feed", args=[token])
    return _page(request, request.build_absolute_uri(path))


@require_POST
def revoke_address(request: HttpRequest) -> HttpResponse:
    """The address works no longer."""
    revoke_feed(by=asking_user(request))
    messages.success(request, "The calendar address works no longer.")
    return redirect("plans:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days alone, for whoever knows the address: no name, no diagnosis, no record number."""
    found = feed_of(token)
    if found is None:
        raise Http404
    now_asking(practice=found.practice_id, user=found.reader_id)
    practice, reader = Practice(pk=found.practice_id), User(pk=found.reader_id)
    clients = {item.client_id for item in found.reviews}
    record("calendar.fed", practice, by=reader, clients=clients)
    due = [
        ics.Due(
            f"{item.uid}@review",
            item.due_on,
            request.build_absolute_uri(f"{reverse('plans:calendar')}#review-{item.uid}"),
        )
        for item in found.reviews
    ]
    text = ics.calendar("Treatment plan reviews", due, made_at=clock.now(), refresh=REFRESH)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
