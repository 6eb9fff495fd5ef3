"""The plan's course: its versions and who signed them, and the reviews between them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from .drawing import Lot, Row, at, vocabulary
from .shape import Shape

ANSWERS = {"own": "own sign-in", "hand": "handed over on the device of Dana Whitfield"}
# A version that is older than this when the next revision comes is signed anew.
RENEWED_AFTER = 350
OWN_ASSENT_FROM = 13


def course(lot: Lot, shape: Shape, plan: Row) -> Row:
    """`versions`, `reviews` and `next_review_on`, in order of time; none while it is a draft."""
    if shape.stage == "draft":
        return {"versions": [], "reviews": [], "next_review_on": None}
    first = shape.opened_on + timedelta(days=lot.randint(0, min(21, 7 * shape.weeks)))
    if shape.stage == "new":
        first = shape.today
    days, reviews = [first], []
    revised = first
    while (due := revised + timedelta(days=shape.interval - lot.randint(5, 30))) < shape.today:
        renewed = (due - days[-1]).days > RENEWED_AFTER - shape.interval or lot.chance(0.5)
        reviews.append(_review(lot, shape, plan, due, renewed=renewed))
        days += [due] if renewed else []
        revised = due
    latest = revised + timedelta(days=shape.interval)
    ahead = lot.randint(0, max((latest - shape.today).days, 0))
    return {
        "versions": list(_versions(lot, shape, plan, days)),
        "reviews": reviews,
        "next_review_on": shape.today + timedelta(days=ahead),
    }


def signed(lot: Lot, role: str, who: Row | str, method: str, moment: datetime) -> Row:
    """A signature; `who` is a clinician, or anybody's name."""
    known = who if isinstance(who, dict) else {"name": who, "credentials": ""}
    return {
        "role": role,
        "signer": known.get("id") or lot.id(),
        "name": known["name"],
        "credentials": known["credentials"],
        "method": method,
        "at": moment,
    }


def worked_on(problems: list[Row]) -> tuple[list[Row], list[Row]]:
    """The goals and the objectives that are worked on now."""
    goals = [
        goal
        for problem in problems
        if problem["status"] == "active"
        for goal in problem["goals"]
        if goal["status"] == "active"
    ]
    steps = [one for goal in goals for one in goal["objectives"] if one["status"] == "active"]
    return goals, steps


def _versions(lot: Lot, shape: Shape, plan: Row, days: list[date]) -> Iterator[Row]:
    """In effect from each of these days on; before the first perhaps one that was returned."""
    if shape.was_returned:
        yield _version(lot, shape, plan, 1, days[0]) | {"from_on": None, "returned": True}
    later = {goal["id"] for goal in _ever(plan)[1:] if lot.chance(0.2)}
    for place, day in enumerate(days):
        number = place + 1 + shape.was_returned
        until = days[place + 1] if place + 1 < len(days) else None
        row = _version(lot, shape, plan, number, day) | {"until_on": until}
        if until:
            held = [one for one in _ever(plan) if one["id"] not in later]
            row["goals"] = [one["id"] for one in held]
            row["objectives"] = [step["id"] for one in held for step in one["objectives"]]
        yield row
    if shape.waits:
        number = len(days) + 1 + shape.was_returned
        yield _version(lot, shape, plan, number, shape.today) | {"from_on": None}


def _ever(plan: Row) -> list[Row]:
    """The goals that were active at some time: one that was met was."""
    return [
        goal
        for problem in plan["problems"]
        if problem["status"] == "active"
        for goal in problem["goals"]
        if goal["status"] in ("active", "met")
    ]


def _version(lot: Lot, shape: Shape, plan: Row, number: int, day: date) -> Row:
    """One version that was signed on a day. `goals` None: those of the text as it is now."""
    reader = "guardian" if shape.is_minor else "client"
    absent = shape.reader == "absent"
    excused = {reader: "declined to sign: wants to wait for the report"} if absent else {}
    if shape.physician == "excused":
        excused["physician"] = "not reached: no medication is prescribed"
    own = shape.is_minor and shape.age >= OWN_ASSENT_FROM
    return {
        "id": lot.id(),
        "number": number,
        "frozen_on": day,
        "requires": ["author", *(["co-signer"] if shape.is_trainee else [])],
        "signatures": list(_signatures(lot, shape, plan, day)),
        "from_on": day,
        "until_on": None,
        "returned": False,
        "goals": None,
        "objectives": None,
        "unsigned_because": excused,
        "verbal": False,
        "restated": [reader] if shape.restates and not absent else [],
        "assent": lot.pick(("given", "given", "not asked")) if own else "",
        "trainee": shape.is_trainee,
    }


def _signatures(lot: Lot, shape: Shape, plan: Row, day: date) -> Iterator[Row]:
    method = lot.pick(("password", "passkey"))
    yield signed(lot, "author", plan["clinician"], method, at(day, 9))
    if shape.is_trainee:
        yield signed(lot, "co-signer", SUPERVISOR | {"id": lot.id()}, "passkey", at(day, 11))
    if way := ANSWERS.get(shape.reader):
        name, role = (
            (plan["client"]["guardian"], "guardian")
            if shape.is_minor
            else (plan["client"]["legal_name"], "client")
        )
        yield signed(lot, role, name, way, at(day, 10))
    if shape.physician == "always":
        yield signed(lot, "physician", PHYSICIAN | {"id": lot.id()}, "password", at(day, 12))


SUPERVISOR: dict[str, Any] = {"name": "Priya Raman", "credentials": "PhD"}
PHYSICIAN: dict[str, Any] = {"name": "Ola Hansen", "credentials": "MD"}


def _review(lot: Lot, shape: Shape, plan: Row, day: date, *, renewed: bool) -> Row:
    """Goal by goal; signed at once where nothing changes, else by the new version."""
    words = vocabulary()
    told: list[tuple[UUID, str, str]] = [
        (goal["id"], "continue", lot.pick(words["goal_progress"])) for goal in _ever(plan)
    ]
    clinician = plan["clinician"]
    return {
        "id": lot.id(),
        "held_on": day,
        "next_due_on": day + timedelta(days=shape.interval),
        "outcome": "new version" if renewed else "no change",
        "participants": "client",
        "summary": lot.pick(words["review"]),
        "goals": told,
        "signed": None if renewed else signed(lot, "author", clinician, "password", at(day, 15)),
    }
