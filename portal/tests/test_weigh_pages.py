"""What the client's pages cost: queries, and bytes over the wire on a first visit."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client as Browser

from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of, reader_of
from goals.models import Goal
from notes.tests.factories import written_note
from plans.tests.factories import signed_plan
from portal.tests.speaking import full_record, paths_of

# The design's budget for a client's page: html, styles, scripts and pictures, compressed.
MOST_BYTES = 50_000
# Each request: nine for its transaction and for who is asking. Then versions, signatures, returns
# and documents, what is held back and in which words, and what was answered; scores, counts and
# breaks, measures, what others said; as what the reader reads; the trace.
MOST_QUERIES = {"": 21, "plan/": 19, "help/": 9}


def signed_in(user: User) -> Browser:
    browser = Browser(headers={"accept-encoding": "gzip"})
    browser.force_login(user)
    browser.get("/me/help/", secure=True)  # the first page also keeps the session alive
    return browser


def treated(dana: User, sessions: int, **size: int) -> Client:
    client = client_of(dana)
    version = signed_plan(dana, client, **size)
    goals = Goal.objects.filter(problem__plan=version.plan_id)[:3]
    for session in range(sessions):
        written_note(dana, client, scores={goal.pk: session % 11 for goal in goals})
    return client


@pytest.fixture
def small(dana: User) -> Client:
    return treated(dana, 1)


@pytest.fixture
def large(dana: User) -> Client:
    return treated(dana, 52, problems=5, goals=3, objectives=4, interventions=4)


@pytest.mark.parametrize("size", ["small", "large"])
def test_pages_cost_the_same_number_of_queries_whatever_the_plan(
    request, size, django_assert_max_num_queries
):
    client = request.getfixturevalue(size)
    browser = signed_in(reader_of(client))
    goal = Goal.objects.filter(problem__plan__client=client).first()
    paths = MOST_QUERIES | {f"goals/{goal.pk}/": 20, f"goals/{goal.pk}/chart.svg": 20}
    for path, most in paths.items():
        with django_assert_max_num_queries(most):
            assert browser.get(f"/me/{path}", secure=True).status_code == 200


def over_the_wire(browser: Browser, path: str) -> int:
    """Bytes of one answer: pages as they are sent, static files as whitenoise compresses them."""
    if path.startswith("/static/"):
        file = Path(finders.find(path.removeprefix("/static/").partition("#")[0]))
        return len(gzip.compress(file.read_bytes()))
    answer = browser.get(path, secure=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.content)


def first_visit(browser: Browser, path: str) -> dict[str, int]:
    """The bytes of a page and of everything that it asks for, by address."""
    page = gzip.decompress(browser.get(path, secure=True).content).decode()
    parts = set(re.findall(r'(?:src|href|srcset)="(/[^" ]+\.(?:css|js|svg))(?:#[^"]*)?"', page))
    return {part: over_the_wire(browser, part) for part in [path, *sorted(parts)]}


def test_a_first_visit_weighs_less_than_fifty_kilobytes(dana):
    client = treated(dana, 26, problems=1, goals=3)
    weights = first_visit(signed_in(reader_of(client)), "/me/")
    assert len([part for part in weights if part.endswith("chart.svg")]) == 3
    assert sum(weights.values()) <= MOST_BYTES, weights


def test_neither_does_any_page_of_a_record_with_everything(dana):
    client = full_record(dana)
    browser = signed_in(reader_of(client))
    visits = {path: first_visit(browser, path) for path in paths_of(client)}
    measured = [part for parts in visits.values() for part in parts if "/measures/" in part]
    assert measured, "the pictures of the measures are weighed too"
    assert {path for path, parts in visits.items() if sum(parts.values()) > MOST_BYTES} == set()


def test_no_script_is_loaded(dana):
    browser = Browser()
    browser.force_login(reader_of(treated(dana, 1)))
    for path in ("/me/", "/me/plan/", "/me/help/"):
        assert "<script" not in browser.get(path, secure=True).content.decode()
