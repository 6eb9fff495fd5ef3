"""The client's pages on the smallest phone: nothing scrolls sideways, and axe finds no fault.

The answers are collected first and given to the browser from a dictionary: no server is needed.
"""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client as Browser
from playwright.sync_api import Route, sync_playwright

from clients.tests.factories import client_of, reader_of, taken_in
from goals.models import Goal
from plans.tests.factories import draft_plan
from portal.tests.factories import lived_plan

ORIGIN = "https://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
Answers = dict[str, tuple[str, bytes]]


def answers(browser: Browser, paths: list[str]) -> Answers:
    """Each page and everything that it asks for: (content type, body) by path."""
    found: Answers = {}
    for path in paths:
        page = browser.get(path, secure=True)
        found[path] = page.headers["Content-Type"], page.content
        for part in re.findall(r'(?:src|href)="(/[^"#]+\.(?:css|js|svg))', page.content.decode()):
            if part.startswith("/static/"):
                file = Path(finders.find(part.removeprefix("/static/")))
                found[part] = TYPES[file.suffix], file.read_bytes()
            else:
                found[part] = "image/svg+xml", browser.get(part, secure=True).content
    return found


def faults(found: Answers, paths: list[str]) -> dict[str, object]:
    """What is wrong at 320 px, by path."""

    def give(route: Route) -> None:
        kind, body = found[urlsplit(route.request.url).path]
        route.fulfill(content_type=kind, body=body)

    wrong: dict[str, object] = {}
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"] or None)
        page = chromium.new_page(viewport={"width": 320, "height": 640})
        page.route("**/*", give)
        for path in paths:
            page.goto(ORIGIN + path, wait_until="networkidle")
            result = Axe().run(page, options={"runOnly": TAGS})
            wide = page.evaluate("document.documentElement.scrollWidth")
            said = [(one["id"], one["help"]) for one in result.response["violations"]]
            if said or wide > 320:
                wrong[path] = said, wide
        chromium.close()
    return wrong


@pytest.mark.parametrize("case", ["full", "long", "empty"])
def test_every_page_fits_and_passes_axe(dana, case):
    client = client_of(dana)
    taken_in(client)
    paths = ["/me/", "/me/plan/", "/me/help/", "/me/choose/"]
    if case == "empty":
        draft_plan(dana, client)
    else:
        long = {"statement": "W" * 500, "own_words": "x" * 3000, "zero_means": "z" * 200}
        lived_plan(dana, client, scores=[8, 0], counts=[3, 1], **(long if case == "long" else {}))
        paths.append(f"/me/goals/{Goal.objects.get().pk}/")
    browser = Browser()
    browser.force_login(reader_of(client))
    assert faults(answers(browser, paths), paths) == {}
