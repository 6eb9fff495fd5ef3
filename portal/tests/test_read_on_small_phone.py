"""The client's pages on a phone: nothing scrolls sideways, axe finds no fault, and the answer is

there without a click. The answers are collected first and given to the browser from a dictionary.
"""

import gzip
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client as Browser
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route, sync_playwright

from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of, taken_in
from plans.tests.factories import draft_plan
from portal.tests.factories import lived_plan
from portal.tests.speaking import PATHS, full_record, paths_of, reading

ORIGIN = "https://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
# "Slow 4G" of the browser's own developer tools: 1.6 Mbit/s down, 750 kbit/s up, less a tenth.
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
LARGEST = """() => new Promise(done => new PerformanceObserver(
    list => done(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""
Answers = dict[str, tuple[str, bytes]]


@contextmanager
def opened() -> Iterator[Chromium]:
    """A browser. While it is open the database is not asked: the library runs a loop of its own."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"] or None)
        yield chromium
        chromium.close()


def answers(browser: Browser, paths: list[str], before: str = "") -> Answers:
    """Each page and everything that it asks for: (content type, body) by path."""
    found: Answers = {}
    for path in paths:
        page = browser.get(path, secure=True)
        found[before + path] = page.headers["Content-Type"], page.content
        for part in re.findall(r'(?:src|href)="(/[^"#]+\.(?:css|js|svg))', page.content.decode()):
            if part.startswith("/static/"):
                file = Path(finders.find(part.removeprefix("/static/")))
                found[part] = TYPES[file.suffix], file.read_bytes()
            elif part not in found:
                found[part] = "image/svg+xml", browser.get(part, secure=True).content
    return found


def faults(found: Answers) -> dict[str, object]:
    """What is wrong with each page at 320 px, by path."""

    def give(route: Route) -> None:
        kind, body = found[urlsplit(route.request.url).path]
        route.fulfill(content_type=kind, body=body)

    wrong: dict[str, object] = {}
    with opened() as chromium:
        page = chromium.new_page(viewport={"width": 320, "height": 640})
        page.route("**/*", give)
        for path in [path for path, (kind, _) in found.items() if "html" in kind]:
            page.goto(ORIGIN + path, wait_until="load")
            result = Axe().run(page, options={"runOnly": TAGS})
            wide = page.evaluate("document.documentElement.scrollWidth")
            said = [(one["id"], one["help"]) for one in result.response["violations"]]
            if said or wide > 320:
                wrong[path] = said, wide
    return wrong


def record_of(case: str, dana: User) -> tuple[Client, list[str]]:
    """A client, and the pages to read."""
    if case == "full":
        client = full_record(dana)
        return client, paths_of(client)
    client = client_of(dana)
    taken_in(client)
    # Help and the choice are the same for everybody: once is enough.
    alike = {"/me/help/", "/me/choose/"}
    if case == "empty":
        draft_plan(dana, client)
        return client, [path for path in PATHS if path not in alike]
    long = {"statement": "W" * 500, "own_words": "x" * 3000, "zero_means": "z" * 200}
    lived_plan(dana, client, scores=[8, 0], counts=[3, 1], **long)
    return client, [path for path in paths_of(client) if path not in alike]


def test_every_page_fits_and_passes_axe_in_each_language(dana):
    found: Answers = {}
    for case in ("full", "long", "empty"):
        client, paths = record_of(case, dana)
        browser = reading(client)
        for language in ("en", "es"):
            browser.cookies["language"] = language
            found |= answers(browser, paths, f"/{case}/{language}")
    assert len(found) > 2 * 3 * len(PATHS)
    assert faults(found) == {}


@pytest.fixture
def served(dana) -> Iterator[str]:
    """The address of a server that gives a client's pages, compressed as they are sent."""
    client = full_record(dana)
    found = answers(reading(client), paths_of(client))

    class Given(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, body = found.get(urlsplit(self.path).path, ("text/plain", b""))
            body = gzip.compress(body)
            self.send_response(200)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Encoding", "gzip"),
                ("Content-Length", str(len(body))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Given)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def press_until(page: Page, words: str) -> None:
    """Tab until a link of these words has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"No way by keyboard to: {words}")


def test_the_answer_is_there_without_a_click_on_a_slow_network(served, capsys):
    with opened() as chromium:
        context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_4G)
        page.goto(f"{served}/me/", wait_until="load")
        sentence = page.get_by_text("You started at 8. Now you say 5. You are aiming for 3.")
        box = sentence.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, "below the first screen"
        largest = page.evaluate(LARGEST)
        with capsys.disabled():
            sys.stdout.write(f"\n  /me/ on slow 4G: largest paint after {largest:.0f} ms\n")
        assert largest > 0
        press_until(page, "Every score")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Every score").wait_for()
        press_until(page, "Help")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="About these pages").wait_for()
