"""Ratios 6 and 11: what a page costs beside its floor, and how heavy it is on the wire."""

import gzip
import json
import re
from html import escape
from pathlib import Path
from time import perf_counter
from typing import Any

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config.bench.room import Room, furnished
from config.bench.timing import LEAST_ROUNDS, compare
from plans.models import Plan, Version

DESK = 50
ASSETS = re.compile(r'(?:href|src)="/static/([^"?]+)"')


def cost(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """Ratio 6: the read page of a plan of 321 nodes, by the wall's clock, and its queries.

    The floor is one query for the version's document and an f-string that writes every node. The
    goals are 2 and 6 queries, whatever the tree; the queries of a small plan stand beside them.
    """
    with furnished() as room:
        browser = room.browser(room.therapist)
        url = _read(room.plan)
        measured = compare(
            {
                "floor": lambda: one_query(room.version),
                "read_page": lambda: open_page(browser, url),
            },
            floor="floor",
            rounds=rounds,
            repeats={"floor": 5},
            clock=perf_counter,
        )
        return measured | {
            "queries": queries(browser, url),
            "queries_of_a_small_plan": queries(browser, _read(room.small_plan)),
        }


def _read(plan: Plan) -> str:
    return reverse("plans:read", args=[plan.client_id, plan.number])


def open_page(browser: Browser, url: str) -> bytes:
    """The page as it was answered; raises RuntimeError for anything but 200."""
    answer = browser.get(url, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}.")
    return answer.content


def queries(browser: Browser, url: str) -> int:
    """How many queries one request asks; savepoints are this command's own."""
    with CaptureQueriesContext(connection) as captured:
        open_page(browser, url)
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def one_query(version: Version) -> str:
    """The floor: the signed document in one query, and an f-string for each node."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM plans_version WHERE id = %s", [version.pk])
        (text,) = cursor.fetchone()
    document = json.loads(text)
    return "".join(_node(problem, "goals") for problem in document["problems"])


BELOW = {"goals": "objectives", "objectives": "interventions", "interventions": ""}


def _node(node: dict[str, Any], below: str) -> str:
    words = "".join(
        f"<dt>{escape(name)}<dd>{escape(str(value))}"
        for name, value in node.items()
        if value and not isinstance(value, list)
    )
    children = "".join(_node(child, BELOW[below]) for child in node[below]) if below else ""
    return f"<section><dl>{words}</dl>{children}</section>"


def weights() -> dict[str, object]:
    """Ratio 11: gzipped bytes of a first visit: the page alone, and with what it links to.

    Goals: client page 50 kB, editor 120 kB, desk of 50 rows 100 kB. Compressed one by one with
    gzip's own level; charts, which are fetched as they come into view, are not in it.
    """
    with furnished(DESK) as room:
        return {name: weight(room, user, url) for name, user, url in _pages(room)}


def _pages(room: Room) -> list[tuple[str, User, str]]:
    return [
        ("client_page", room.reader, reverse("portal:progress")),
        ("read_page", room.therapist, _read(room.plan)),
        ("editor", room.therapist, reverse("plans:draft", args=[room.client.pk, 1])),
        ("desk", room.therapist, reverse("audits:desk")),
    ]


def weight(room: Room, user: User, url: str) -> dict[str, int]:
    """Bytes of one page."""
    page = open_page(room.browser(user), url)
    linked = sorted(set(ASSETS.findall(page.decode())))
    files = [found for name in linked if (found := finders.find(name))]
    assets = sum(_packed(Path(file).read_bytes()) for file in files)
    return {"page_gz": _packed(page), "first_visit_gz": _packed(page) + assets}


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))
