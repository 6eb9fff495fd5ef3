"""The client's pages as plain functions of the reader: what each says, and what the trail says.

The reader's own request (portal.views) and the therapist's preview (portal.preview) show the same.
Each runs as the database's client role.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from goals import charts
from goals.models import Goal
from plans.answers import to_answer
from plans.models import Version

from .preparing import QUESTIONS, next_review
from .readers import Reader
from .safety import safety_plan_of
from .shared import numbers_of
from .stories import chart_of, find_goal, stories_of, story_of
from .told import contributed_to, measure_of, measures_of


@dataclass(frozen=True)
class Page:
    """A page, or a `picture` (SVG); `verb` is what the trail says ("" where nothing is shown)."""

    verb: str
    subject: Any
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    picture: str = ""


def progress(reader: Reader) -> Page:
    """One sentence per goal."""
    reader.require("progress")
    shared, voice = reader.shared(), reader.voice()
    numbers = numbers_of(reader.client_id, shared)
    context = {
        "reader": reader,
        "voice": voice,
        "shared": shared,
        "stories": stories_of(shared, numbers, voice, reader.today),
        "appointment": next_review(shared, reader.today),
        "measures": measures_of(reader),
    }
    return Page("progress.opened", reader.client, "portal/progress.html", context)


def goal(reader: Reader, pk: UUID) -> Page:
    """One goal: its sentence, its picture, every score and the steps."""
    reader.require("progress")
    found = find_goal(reader.shared(), pk)
    if found is None:
        raise Http404
    voice, numbers = reader.voice(), numbers_of(reader.client_id, [found[0]])
    story = story_of(*found, numbers, voice, reader.today)
    context = {"reader": reader, "voice": voice, "story": story}
    subject = Goal(pk=pk, practice=reader.practice)
    return Page("progress.goal_opened", subject, "portal/goal.html", context)


def chart(reader: Reader, pk: UUID) -> Page:
    """The goal's picture."""
    reader.require("progress")
    found = find_goal(reader.shared(), pk)
    if found is None:
        raise Http404
    drawn = chart_of(found[1], numbers_of(reader.client_id, [found[0]]), reader.today)
    subject = Goal(pk=pk, practice=reader.practice)
    picture = charts.goal_chart(drawn, variant="client")
    return Page("progress.chart_opened", subject, picture=picture)


def measure_chart(reader: Reader, key: str) -> Page:
    """The picture of a measure's totals."""
    reader.require("progress")
    found = measure_of(reader, key)
    if found is None:
        raise Http404
    picture = charts.goal_chart(found.chart, variant="client")
    return Page("progress.chart_opened", reader.client, picture=picture)


def plan(reader: Reader) -> Page:
    """The plan in effect, in plain words."""
    reader.require("plan")
    versions = list(Version.objects.read_by(reader.client_id))
    context = {
        "reader": reader,
        "voice": reader.voice(),
        "shared": reader.shared(versions),
        "to_answer": to_answer(versions, reader.answers_as),
        "contributed": contributed_to(reader),
    }
    return Page("progress.plan_opened", reader.client, "portal/plan.html", context)


def review(reader: Reader) -> Page:
    """Getting ready for the next review: the goals so far, and three questions."""
    reader.require("progress")
    shared, voice = reader.shared(), reader.voice()
    told = stories_of(shared, numbers_of(reader.client_id, shared), voice, reader.today)
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
    return Page("progress.review_opened", reader.client, "portal/review.html", context)


def safety(reader: Reader) -> Page:
    """The safety plan that holds, with the crisis lines above it."""
    context = {"reader": reader, "voice": reader.voice(), "plan": safety_plan_of(reader)}
    return Page("progress.safety_opened", reader.client, "portal/safety.html", context)


def help_page(reader: Reader) -> Page:
    """Where to find help now, and how to reach the practice. It shows nothing of a record."""
    return Page("", reader.client, "portal/help.html", {"reader": reader})
