"""What was done: the sessions, held or missed, each with its note."""

from collections.abc import Iterator
from datetime import date, timedelta

from .drawing import Lot, Row, at, vocabulary
from .noting import Notes
from .shape import Shape

KINDS = {"individual therapy": "individual", "group therapy": "group", "family therapy": "family"}
PLACES = ("office", "school, in the quiet room", "at home")
REMOTE = {"video": ("online", "video visit from home"), "audio": ("by phone", "telephone call")}
PRESENT = {
    "individual": ("client", "client alone", "client and an interpreter"),
    "group": ("client and other members", "the group"),
    "family": ("client and mother", "client, father and sister", "client with both parents"),
    "couple": ("client and partner", "both partners"),
}
TOGETHER = ("couple", "family")


def sessions_of(lot: Lot, shape: Shape, plan: Row, versions: list[Row]) -> list[Row]:
    """All sessions of the plan, in order of time, and those that were held with their notes."""
    found = [
        _session(lot, shape, plan, service, day)
        for service in plan["services"]
        for day in _days(shape)
    ]
    found.sort(key=lambda one: (one["starts_at"], str(one["id"])))
    notes = Notes(lot, shape, plan, versions)
    for session in found:
        if session["status"] == "attended":
            session["note"] = notes.of(session)
    noted = [one for one in found if one["note"]]
    if shape.differs and noted:
        lot.pick(noted).update(_other(shape.differs))
        _explain(noted, shape)
    if shape.stage != "closed" and lot.chance(0.5):
        ahead = shape.today + timedelta(days=lot.randint(0, 9))
        session = _session(lot, shape, plan, plan["services"][0], ahead)
        found.append(session | {"status": "planned"})
    return found


def _other(differs: str) -> Row:
    """Another's hour, to which the client came along; or a group for once."""
    if differs == "guest":
        return {"kind": "couple", "attendees": 2, "has_identified": True, "cpt": "90847"}
    return {"kind": "group", "attendees": 5, "cpt": "90853"}


def _explain(noted: list[Row], shape: Shape) -> None:
    """The note of a group hour says why it was one."""
    for session in noted:
        if shape.differs == "explained" and session["kind"] == "group":
            session["note"]["variance"] = vocabulary()["notes"]["variance"][0]


def _days(shape: Shape) -> Iterator[date]:
    """From the opening on, at the ordered pace; a service of less than a week apart is not."""
    passed = 0.0
    while (day := shape.opened_on + timedelta(days=round(passed))) <= shape.today:
        yield day
        passed += 7 / shape.often[1]


def _session(lot: Lot, shape: Shape, plan: Row, service: Row, day: date) -> Row:
    kind = "couple" if shape.kind == "couple" else KINDS[service["type"]]
    telehealth = lot.pick(("video", "audio")) if lot.chance(0.25) else ""
    starts = at(day, lot.randint(8, 16), lot.pick((0, 30)))
    came = lot.chance(0.88)
    many = {"group": lot.randint(3, 12), "couple": 2, "family": lot.randint(1, 3)}
    return {
        "id": lot.id(),
        "attendance": lot.id(),
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=service["minutes"]),
        "status": "attended" if came else lot.pick(("missed", "cancelled")),
        "kind": kind,
        "place": lot.pick(REMOTE[telehealth] if telehealth else PLACES),
        "telehealth": telehealth,
        "people_present": lot.pick(PRESENT[kind]),
        "cpt": service["cpt"],
        "clinician": plan["clinician"],
        "attendees": many.get(kind, 1),
        "identified": kind in TOGETHER,
        "has_identified": kind in TOGETHER,
        "note": None,
        "named": [],
    }
