"""Every door is tried: each route, by GET and POST, by every kind of visitor.

The table is doors.yaml. A page that answers where it should not, one that is shut where it should
not be, and a route that is not in the table all fail.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from accounts.models import Role, User
from accounts.tests.factories import staff
from clients.tests.factories import client_of, reader_of
from config.tests.house import address, furnished, routes, supervises, table
from plans.tests.factories import signed_plan

VISITORS = [
    "own", "supervisor", "far", "admin", "stranger", "client", "other-client", "outsider",
    "disabled", "anonymous",
]  # fmt: skip


def test_every_route_is_in_the_table_and_the_table_has_no_other():
    assert set(routes()) == set(table()["doors"])


@pytest.fixture
def house(dana, priya, avery, stranger, outsider, practice) -> dict[str, Any]:
    """A client's whole record, and everybody who comes to the door."""
    supervises(priya, dana)
    client = client_of(dana)
    reader = reader_of(client)
    disabled = staff(practice)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    visitors = {
        "own": dana,
        "supervisor": priya,
        "far": staff(practice, Role.SUPERVISOR),
        "admin": avery,
        "stranger": stranger,
        "client": reader,
        "other-client": reader_of(client_of(dana)),
        "outsider": outsider,
        "disabled": disabled,
        "anonymous": None,
    }
    objects = furnished(signed_plan(dana, client), dana, avery, reader)
    return {"client": client, "visitors": visitors, "objects": objects}


def ending(response: Any) -> str | int:
    """How a request ended, in the table's words."""
    if response.status_code in (403, 404, 405):
        return response.status_code
    if response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/"):
        return "login"
    return "in" if response.status_code < 500 else response.status_code


def knock(browser: Browser, method: str, url: str) -> str | int:
    """One request whose traces are rolled back, so that the next finds the house as it was."""
    point, cookies = transaction.savepoint(), browser.cookies.copy()
    try:
        return ending(getattr(browser, method)(url))
    finally:
        transaction.savepoint_rollback(point)
        browser.cookies = cookies


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_door_opens_to_whom_it_should(house, visitor):
    browser = Browser(raise_request_exception=False)
    if user := house["visitors"][visitor]:
        browser.force_login(user)
    wrong = []
    for name, door in table()["doors"].items():
        for method in ("get", "post"):
            expected = table()["rules"][door[method]][visitor]
            found = knock(browser, method, address(name, door, house["client"], house["objects"]))
            if found != expected:
                wrong.append(f"{method.upper()} {name}: {found}, not {expected}")
    assert not wrong, "\n".join(wrong)
