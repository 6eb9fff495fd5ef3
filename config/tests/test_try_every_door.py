"""Every door is tried: each route, by GET and POST, by every kind of visitor.

The table is doors.yaml. A page that answers where it should not, one that is shut where it should
not be, and a route that is not in the table all fail.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client as Browser
from django.urls import URLPattern, get_resolver, reverse

from accounts import actions
from accounts.models import Role, User
from accounts.tests.factories import staff, supervised
from clients.models import Consent, Contributor
from clients.tests.factories import client_of, covered, diagnosed, reader_of
from goals.models import Goal
from notes.tests.factories import held_session, written_note
from plans.tests.factories import signed_plan

VISITORS = [
    "own", "supervisor", "far", "admin", "stranger", "client", "other-client", "outsider",
    "disabled", "anonymous",
]  # fmt: skip


@cache
def table() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "doors.yaml").read_text())


def routes(patterns: Any = None, namespace: str = "") -> list[URLPattern]:
    found = {}
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            found[f"{namespace}{entry.name}"] = entry
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= routes(entry.url_patterns, inner)
    return found


def test_every_route_is_in_the_table_and_the_table_has_no_other():
    assert set(routes()) == set(table()["doors"])


@pytest.fixture
def house(dana, priya, avery, stranger, outsider, practice) -> dict[str, Any]:
    """A client's whole record, and everybody who comes to the door."""
    supervision = supervised(dana, priya)
    supervision.cosigns = False
    supervision.save()
    client = client_of(dana)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    disabled = staff(practice)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    common = {"practice": practice, "client": client}
    reader = reader_of(client)
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
    objects = {
        "invitation": actions.invite(email="n@example.org", name="N", role="therapist", by=avery),
        "membership": dana.memberships.first(),
        "supervision": supervision,
        "diagnosis": diagnosed(client, "F41.1", "Generalized anxiety disorder"),
        "coverage": covered(client),
        "contributor": Contributor.objects.create(name="Dr. Osei", role="physician", **common),
        "consent": Consent.objects.create(
            kind="treatment", signed_by="client", from_on="2026-01-05", **common
        ),
        "care_team": client.care_team.first(),
        "access": reader.client_access.first(),
        "service": version.plan.services.first(),
        "problem": goal.problem,
        "goal": goal,
        "objective": goal.objectives.first(),
        "intervention": goal.objectives.first().interventions.first(),
        "version": version,
        "session": held_session(dana, client).session,
        "note": written_note(dana, client, signed=False),
        "signed_note": written_note(dana, client, scores={goal.pk: 5}),
    }
    return {"client": client, "visitors": visitors, "objects": objects}


def address(name: str, door: dict[str, str], house: dict[str, Any]) -> str:
    fixed = {
        "client_id": house["client"].pk,
        "number": 1,
        "version": 1,
        "kind": door.get("kind"),
        "token": "forged",
        "uidb36": "a",
        "key": "b-c",
    }
    objects = house["objects"]
    named = {part: objects[door[part]].pk for part in ("pk", "parent") if part in door}
    wanted = routes()[name].pattern.converters or routes()[name].pattern.regex.groupindex
    parts = _path_parts(name)
    kwargs = {part: value for part, value in {**fixed, **named}.items() if part in parts}
    query = f"?session={objects[door['session']].pk}" if "session" in door else ""
    assert set(wanted) <= set(kwargs)
    return reverse(name, kwargs=kwargs) + query


def _path_parts(name: str) -> set[str]:
    options = get_resolver()
    for namespace in name.split(":")[:-1]:
        options = options.namespace_dict[namespace][1]
    return {
        part
        for _, parts in options.reverse_dict.getlist(name.split(":")[-1])[0][0]
        for part in parts
    }


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
            found = knock(browser, method, address(name, door, house))
            if found != expected:
                wrong.append(f"{method.upper()} {name}: {found}, not {expected}")
    assert not wrong, "\n".join(wrong)
