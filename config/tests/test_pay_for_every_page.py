"""What every page costs: the same number of queries for a small record and for a large one.

The numbers stand in budgets.yaml, for the first answer to the visitor named there. A page that is
not in the list fails, and so does one that costs more, or whose cost grows with the record. About
ten queries of each are the request's own: sign-in, seat, savepoints, and the session.

`settled` is what a page costs that judges what changed before it answers, when nothing did.
"""

from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from clients.tests.factories import client_of, reader_of
from config.tests.house import address, furnished, supervises, table
from plans.tests.factories import signed_plan
from plans.tests.large import lived_plan

BUDGETS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "budgets.yaml").read_text()
)
# Paper is printed once, and its cost is tested where it is printed.
ELSEWHERE = {"plans:pdf", "clients:safety-pdf"}


def pages() -> set[str]:
    """Every door that opens to somebody by GET."""
    rules = table()["rules"]
    return {
        name
        for name, door in table()["doors"].items()
        if "in" in rules[door["get"]].values() and name not in ELSEWHERE
    }


def test_every_page_has_its_budget():
    assert set(BUDGETS) == pages()


@pytest.mark.parametrize("size", ["small", "large"])
def test_no_page_costs_more_than_it_may(size, dana, priya, avery, stranger):
    supervises(priya, dana)
    version = lived_plan(dana) if size == "large" else signed_plan(dana)
    client = version.plan.client
    reader = reader_of(client)
    objects = furnished(version, dana, avery, reader)
    visitors = {"own": dana, "supervisor": priya, "admin": avery, "client": reader}
    visitors |= {"anonymous": None}
    wrong = []
    for name, budget in BUDGETS.items():
        browser = Browser()
        if user := visitors[budget["visitor"]]:
            browser.force_login(user)
        url = address(name, table()["doors"][name], client, objects)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = browser.get(url)
        if response.status_code in (403, 404, 500) or len(asked) > budget["queries"]:
            wrong.append(f"{name}: {len(asked)} queries, status {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_page_that_judges_first_costs_little_when_nothing_changed(own_database):
    """What was judged is believed by committed transactions: so these commit.

    Tests that run side by side share a server, and one that goes on elsewhere costs a query more:
    here there is always one.
    """
    with psycopg.connect(own_database) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        asked_of = asked_when_settled()
    assert asked_of
    too_many = {name for name, queries in asked_of.items() if queries > BUDGETS[name]["settled"]}
    assert not too_many, asked_of


def asked_when_settled():
    """How many queries each page that judges asks when it is opened for the second time."""
    practice = PracticeFactory(name="Riverside Counseling")
    visitors = {"own": staff(practice), "admin": staff(practice, Role.ADMIN)}
    plans = [signed_plan(visitors["own"], client_of(visitors["own"])).plan for _ in range(4)]
    asked_of = {}
    for name, budget in BUDGETS.items():
        if "settled" in budget:
            browser = Browser()
            browser.force_login(visitors[budget["visitor"]])
            door = table()["doors"][name]
            url = address(name, door, plans[0].client, {"plan": plans[0]})
            browser.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(url).status_code == 200
            asked_of[name] = len(asked)
    return asked_of
