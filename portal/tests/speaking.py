"""The client's pages with everything on them, and which of their words are the page's own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

from django.test import Client as Browser
from django.utils import translation

from accounts.models import User
from clients.models import Client, Contributor
from clients.tests.factories import client_of, reader_of, safety_plan_of, taken_in
from config import clock
from goals.models import Goal
from measures.tests.factories import series
from plans.models import Plan
from plans.tests.factories import sign_draft
from portal.tests.factories import lived_plan

PATHS = ["/me/", "/me/plan/", "/me/review/", "/me/safety/", "/me/help/", "/me/choose/"]


def full_record(dana: User) -> Client:
    """Goals with scores and a step reached, a review that is near, a safety plan, two measures."""
    client = client_of(dana, given_name="Marisol")
    taken_in(client)
    goal = lived_plan(dana, client, scores=[8, 6, 5], counts=[3, 2, 1], why_it_matters="For work.")
    plan = goal.problem.plan
    parked = Goal.objects.filter(problem__plan=plan).exclude(pk=goal.pk).first()
    if parked:
        Goal.objects.filter(pk=parked.pk).update(status="reserve", status_reason="Later.")
        with clock.standing_at(clock.now() + timedelta(minutes=1)):
            sign_draft(plan, dana)
    Plan.objects.filter(pk=plan.pk).update(
        next_review_on=client.practice.today + timedelta(days=14)
    )
    safety_plan_of(client)
    series(dana, client, 18, 12, 9)
    Contributor.objects.create(
        practice=client.practice,
        client=client,
        name="Lena Ortiz",
        role="school counselor",
        contributed="Marisol has friends in the choir.",
        client_told=True,
    )
    return client


def paths_of(client: Client) -> list[str]:
    goals = Goal.objects.filter(problem__plan__client=client)
    return [*PATHS, *(f"/me/goals/{goal.pk}/" for goal in goals[:1])]


def reading(client: Client, language: str = "en") -> Browser:
    browser = Browser()
    browser.force_login(reader_of(client))
    browser.cookies["language"] = language
    return browser


def text_of(page: str) -> str:
    """What is read of a page: its text, its alt texts and labels."""
    spoken = re.findall(r'(?:alt|aria-label)="([^"]*)"', page)
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *spoken])).split())


@contextmanager
def marked(monkeypatch) -> Iterator[set[str]]:
    """Each translated text stands between « and »; gives the messages that were asked for."""
    used: set[str] = set()

    def gettext(message: str) -> str:
        used.add(str(message))
        return f"«{message}»" if message else ""

    def ngettext(one: str, many: str, number: int) -> str:
        used.add(one if number == 1 else many)
        return f"«{one if number == 1 else many}»"

    with monkeypatch.context() as patch:
        translation.gettext("")  # the real functions are there to be replaced
        translation.ngettext("a", "b", 1)
        patch.setattr(translation._trans, "gettext", gettext)
        patch.setattr(translation._trans, "ngettext", ngettext)
        yield used


def unmarked(text: str) -> str:
    """What is left of a text without what stands between the marks."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", " ", text)
    return text
