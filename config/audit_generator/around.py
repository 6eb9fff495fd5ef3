"""What stands around the plan: cover, consents, people, measures, safety, papers, attestations."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from .drawing import Lot, Row, vocabulary
from .shape import Shape

# Sessions a week, by the words with which they are ordered; a month is a twelfth of 52 weeks.
WEEKLY = {
    "weekly": Fraction(1), "once a week": Fraction(1), "every two weeks": Fraction(1, 2),
    "monthly": Fraction(12, 52),
}  # fmt: skip
# What no program can judge, and somebody attests.
ASKED = ("R16", "R21", "R24", "R30", "R31", "R38", "R57", "R58")


def around(lot: Lot, shape: Shape, made: Row) -> Row:
    """All of it, for a plan whose course and sessions are known."""
    first = min([shape.opened_on, *(one["starts_at"].date() for one in made["sessions"])])
    current = _current(made)
    begins = current["from_on"] if current else shape.today
    return {
        "coverages": _coverages(lot, shape, made["services"], begins),
        "consents": _consents(lot, shape, first),
        "contributors": _contributors(lot, shape),
        "assessed_on": _assessed(lot, shape, made["sessions"]),
        "attested": _attested(lot, shape, current),
        "copies": _copies(lot, current),
        "echoes": _echoes(lot, made),
        **_risk(lot, shape, made["sessions"]),
    }


def _current(made: Row) -> Row | None:
    held = [one for one in made["versions"] if one["from_on"]]
    return held[-1] if held else None


def _coverages(lot: Lot, shape: Shape, services: list[Row], begins: date) -> list[Row]:
    """Visits enough for the whole time of what is ordered."""
    if not shape.is_insured:
        return []
    weeks = max(one["duration_weeks"] for one in services)
    units = sum(WEEKLY[one["frequency"]] * one["duration_weeks"] for one in services)
    given = {
        "authorization_number": f"A-{lot.randrange(10_000):04}",
        "authorized_visits": ceil(units) + lot.randint(0, 4),
        "authorized_from": begins - timedelta(days=lot.randint(0, 5)),
        "authorized_to": begins + timedelta(weeks=weeks, days=lot.randint(-30, 5)),
    }
    coverage = {
        "id": lot.id(),
        "payer": lot.pick(("Example Mutual", "Prairie Health")),
        "member_id": f"EM-{lot.randrange(10**6):06}",
        "rank": 1,
        **(given if shape.is_authorized else dict.fromkeys(given) | {"authorization_number": ""}),
    }
    return [coverage]


def _consents(lot: Lot, shape: Shape, first: date) -> list[Row]:
    """Consent to treatment, now and then renewed; the privacy notice; sometimes telehealth."""

    def signed(kind: str, from_on: date, to_on: date | None = None) -> Row:
        return {
            "id": lot.id(), "kind": kind, "signed_by": "client", "scope": "", "from_on": from_on,
            "to_on": to_on, "revoked_on": None,
        }  # fmt: skip

    middle = first + (shape.today - first) / 2
    treatment = [signed("treatment", first - timedelta(days=lot.randint(0, 20)))]
    if lot.chance(0.2):
        treatment[0]["to_on"] = middle
        treatment.append(signed("treatment", middle))
    extra = [signed("telehealth", first)] if lot.chance(0.4) else []
    if shape.refuses:
        return extra
    return [*treatment, signed("privacy", first), *extra]


def _contributors(lot: Lot, shape: Shape) -> list[Row]:
    words = vocabulary()

    def person(role: str) -> Row:
        release = lot.pick(("signed", "signed", "declined"))
        is_signed = release == "signed"
        ends = shape.today + timedelta(days=lot.randint(10, 300)) if lot.chance(0.5) else None
        return {
            "id": lot.id(), "name": lot.pick(words["names"]), "role": role, "release": release,
            "signed_on": shape.opened_on if is_signed else None,
            "expires_on": ends if is_signed else None,
            "declined_because": "" if is_signed else "sees another doctor",
            "contributed": lot.pick(words["contributes"]),
        }  # fmt: skip

    others = lot.some(words["roles"]["other"], 2) if lot.chance(0.4) else []
    return [person(role) for role in (lot.pick(words["roles"]["primary"]), *others)]


def _assessed(lot: Lot, shape: Shape, sessions: list[Row]) -> list[date]:
    """At the start, with each signed assessment, and again before a year is over."""
    days = [shape.opened_on]
    days += [
        one["starts_at"].date()
        for one in sessions
        if one["note"] and one["note"]["kind"] == "assessment" and one["note"]["signatures"]
    ]
    while (shape.today - max(days)).days > 300:
        days.append(max(days) + timedelta(days=lot.randint(200, 290)))
    return sorted(days)


def _attested(lot: Lot, shape: Shape, current: Row | None) -> list[Row]:
    """A named person's word; of a version that is gone it speaks no more."""
    number = current["number"] if current else None
    rules = [rule for rule in ASKED if shape.is_attested or lot.chance(0.5)]
    rules += ["R63", "R64"] if shape.refuses else []
    return [attested(lot, rule, shape.today, version=number) for rule in rules]


def attested(lot: Lot, rule: str, on: date, *, version: int | None, holds: bool = True) -> Row:
    """One word on one rule."""
    words = "I looked at it." if holds else "It is not so: see my note."
    return {
        "rule": rule, "holds": holds, "words": words, "by": "Avery Stone", "on": on,
        "version": lot.pick((None, version)),
    }  # fmt: skip


def _copies(lot: Lot, current: Row | None) -> list[Row]:
    """The client has a paper of the version in effect; sometimes the payer too."""
    if not current:
        return []
    number, day = current["number"], current["from_on"]
    to_client = {"version": number, "preset": "client", "recipient": "the client", "on": day,
                 "to_client": True}  # fmt: skip
    to_payer = {"version": number, "preset": lot.pick(("payer", "chart")),
                "recipient": "Example Mutual", "on": day, "to_client": False}  # fmt: skip
    return [to_client, *([to_payer] if lot.chance(0.3) else [])]


def _echoes(lot: Lot, made: Row) -> list[Row]:
    """Likeness below what counts."""
    goal = made["problems"][0]["goals"][0]
    place = {"node": "goal", "id": goal["id"], "field": "statement"}
    near = place | {"likeness": lot.randint(20, 80), "source": "another client's plan",
                    "place": "goal 1.1"}  # fmt: skip
    far = near | {"field": "own_words", "likeness": 10}
    return [one for one in (near, far) if lot.chance(0.2)]


def _risk(lot: Lot, shape: Shape, sessions: list[Row]) -> Row:
    """Measures, and for each risk that was named a safety plan that was looked at since."""
    measures = _measures(lot, shape)
    named = [one["starts_at"].date() for one in sessions if one["note"] and one["note"]["risks"]]
    named += [one["on"] for one in measures if one["raised_risk"]]
    if not named:
        return {"measures": measures, "safety_plans_on": [], "safety_looked_on": []}
    looked = [max(named)] if len(named) > 1 or lot.chance(0.5) else []
    return {
        "measures": measures,
        "safety_plans_on": [min(named)],
        "safety_looked_on": looked,
    }


def _measures(lot: Lot, shape: Shape) -> list[Row]:
    """Every month or two; in a plan of less than three months perhaps none."""
    if not shape.is_measured and shape.weeks < 12:
        return []
    found, day, name = [], shape.opened_on, lot.pick(vocabulary()["instruments"])
    while day <= shape.today:
        risky = shape.is_risky and lot.chance(0.1)
        found.append({"id": lot.id(), "instrument": name, "on": day,
                      "total": lot.randint(3, 20), "raised_risk": risky})  # fmt: skip
        day += timedelta(days=lot.randint(20, 60))
    return found
