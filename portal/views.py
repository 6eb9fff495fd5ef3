"""The client's pages: they read, as the database's client role, and leave a trace each time."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from goals import charts
from goals.models import Goal
from plans.answers import answers_as, to_answer
from plans.models import Version
from trail.recording import record

from .preparing import QUESTIONS, next_review
from .readers import open_choice, reader_of
from .safety import safety_plan_of
from .shared import numbers_of, shared_with
from .stories import find_goal, stories_of, story_of


@gzip_page
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """One sentence per goal."""
    reader = reader_of(request)
    shared, voice = shared_with(reader.client_id), reader.voice()
    numbers = numbers_of(reader.client_id, shared)
    record("progress.opened", reader.client, by=reader.user, clients=[reader.client_id])
    context = {
        "reader": reader,
        "voice": voice,
        "shared": shared,
        "stories": stories_of(shared, numbers, voice, reader.today),
        "appointment": next_review(shared, reader.today),
    }
    return render(request, "portal/progress.html", context)


@gzip_page
@require_safe
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One goal: its sentence, its picture, every score and the steps."""
    reader = reader_of(request)
    found = find_goal(shared_with(reader.client_id), pk)
    if found is None:
        raise Http404
    voice, numbers = reader.voice(), numbers_of(reader.client_id, [found[0]])
    story = story_of(*found, numbers, voice, reader.today)
    subject = Goal(pk=pk, practice=reader.practice)
    record("progress.goal_opened", subject, by=reader.user, clients=[reader.client_id])
    context = {"reader": reader, "voice": voice, "story": story}
    return render(request, "portal/goal.html", context)


@gzip_page
@require_safe
def chart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The goal's picture."""
    reader = reader_of(request)
    found = find_goal(shared_with(reader.client_id), pk)
    if found is None:
        raise Http404
    drawn = numbers_of(reader.client_id, [found[0]]).chart(found[1], reader.today)
    subject = Goal(pk=pk, practice=reader.practice)
    record("progress.chart_opened", subject, by=reader.user, clients=[reader.client_id])
    return HttpResponse(charts.goal_chart(drawn, variant="client"), content_type="image/svg+xml")


@gzip_page
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan in effect, in plain words."""
    reader = reader_of(request)
    versions = list(Version.objects.read_by(reader.client_id))
    shared = shared_with(reader.client_id, versions)
    record("progress.plan_opened", reader.client, by=reader.user, clients=[reader.client_id])
    context = {"reader": reader, "voice": reader.voice(), "shared": shared}
    context["to_answer"] = to_answer(versions, answers_as(reader.user, reader.client_id))
    return render(request, "portal/plan.html", context)


@gzip_page
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Getting ready for the next review: the goals so far, and three questions."""
    reader = reader_of(request)
    shared, voice = shared_with(reader.client_id), reader.voice()
    told = stories_of(shared, numbers_of(reader.client_id, shared), voice, reader.today)
    record("progress.review_opened", reader.client, by=reader.user, clients=[reader.client_id])
    context = {
        "reader": reader,
        "voice": voice,
        "appointment": next_review(shared, reader.today),
        "stories": [
            replace(story, chart_url=reverse("portal:chart", args=[story.goal.id]))
            for story in told
        ],
        "questions": QUESTIONS,
    }
    return render(request, "portal/review.html", context)


@gzip_page
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """The safety plan that holds, with the crisis lines above it."""
    reader = reader_of(request)
    record("progress.safety_opened", reader.client, by=reader.user, clients=[reader.client_id])
    context = {"reader": reader, "voice": reader.voice(), "plan": safety_plan_of(reader)}
    return render(request, "portal/safety.html", context)


@gzip_page
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to find help now, and how to reach the practice. It shows nothing of a record."""
    return render(request, "portal/help.html", {"reader": reader_of(request)})


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Whose page to read, for somebody who reads for several."""
    reader = reader_of(request)
    if request.method == "POST":
        wanted = request.POST.get("client")
        if wanted not in {str(seat.client_id) for seat in reader.seats}:
            raise Http404
        request.session["client"] = wanted
        return redirect("portal:progress")
    return render(request, "portal/choose.html", {"readable": open_choice(reader)})
