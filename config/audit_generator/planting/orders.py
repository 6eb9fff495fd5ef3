"""Defects in what is ordered, in its time, and in who pays for it."""

from datetime import timedelta

from config.audit_generator.drawing import Lot, Row

from .planter import Planted, breaks, current, day_of, held, one_of
from .words import denied

YEAR = timedelta(days=365)
# So many days may pass without a measure.
QUARTER = 90


@breaks("R01")
def a_first_plan_that_came_late(lot: Lot, made: Row) -> Planted:
    """The plan was opened earlier than it seemed; nobody came before it was signed."""
    days = made["figures"]["R01", "days"]
    first = next((one for one in made["versions"] if one["from_on"]), None)
    stood_on = first["from_on"] if first else made["today"]
    if not days or any(day_of(one) < stood_on or not first for one in held(made)):
        return None
    opened = stood_on - timedelta(days=days + lot.randint(1, 20))
    if not made["measures"] and (made["today"] - opened).days > QUARTER:
        return None
    made["plan"]["opened_on"] = opened
    made["assessed_on"].append(made["today"])
    return "plan", made["plan"]["id"], "signature"


@breaks("R01")
def too_many_sessions_without_a_plan(lot: Lot, made: Row) -> Planted:
    """The payer allows one less than there were. Where one pays, the last is not covered either."""
    if made["figures"]["R01", "days"] or not current(made):
        return None
    first = next(one for one in made["versions"] if one["from_on"])
    without = sum(day_of(one) < first["from_on"] for one in held(made))
    if without < 2 or made["coverages"]:
        return None
    made["figures"]["R01", "sessions"] = without - 1
    return "plan", made["plan"]["id"], "signature"


@breaks("R02")
def a_plan_that_was_never_renewed(lot: Lot, made: Row) -> Planted:
    """The last version was never signed; the review that led to it said that nothing changes."""
    effective = [one for one in made["versions"] if one["from_on"]]
    goals = [goal for problem in made["problems"] for goal in problem["goals"]]
    if len(effective) < 2 or any(one["status"] == "met" for one in goals):
        return None
    last, before = effective[-1], effective[-2]
    late = [one for one in held(made) if day_of(one) > before["from_on"] + YEAR]
    review = next((one for one in made["reviews"] if one["held_on"] == last["frozen_on"]), None)
    if not late or not review:
        return None
    author = next(one for one in last["signatures"] if one["role"] == "author")
    review |= {"signed": author, "outcome": "no change"}
    made["versions"].remove(last)
    before |= {"until_on": None, "goals": None, "objectives": None}
    for row in (*made["attested"], *made["copies"]):
        row["version"] = before["number"]
    return "plan", made["plan"]["id"], "signature"


@breaks("R03")
def nothing_is_ordered(lot: Lot, made: Row) -> Planted:
    """Not where family work was done: that asks for an order of its own."""
    if any(one["kind"] in ("family", "couple") for one in held(made)):
        return None
    made["services"].clear()
    return "plan", made["plan"]["id"], "services"


@breaks("R03")
def a_service_without_its_type(lot: Lot, made: Row) -> Planted:
    """A service beside the others, so rare that nobody counts its sessions."""
    if any(one["authorization_number"] for one in made["coverages"]):
        return None
    first = made["services"][0]
    made["services"].append(first | {"id": lot.id(), "type": "", "frequency": "monthly"})
    return "service", made["services"][-1]["id"], "type"


@breaks("R04")
def a_service_of_no_length(lot: Lot, made: Row) -> Planted:
    service = lot.pick(made["services"])
    service["minutes"] = 0
    return "service", service["id"], "minutes"


@breaks("R05")
def a_service_at_no_time(lot: Lot, made: Row) -> Planted:
    service = lot.pick(made["services"])
    service["frequency"] = lot.pick(("", " ", "0", "0 times a week", "never", "none", "zero"))
    return "service", service["id"], "frequency"


@breaks("R06")
def a_service_without_an_end(lot: Lot, made: Row) -> Planted:
    service = lot.pick(made["services"])
    service["duration_weeks"] = 0
    return "service", service["id"], "duration_weeks"


@breaks("R06")
def a_service_of_more_than_a_year(lot: Lot, made: Row) -> Planted:
    if any(one["authorization_number"] for one in made["coverages"]):
        return None
    service = lot.pick(made["services"])
    service["duration_weeks"] = lot.randint(53, 104)
    return "service", service["id"], "duration_weeks"


@breaks("R41")
def an_authorization_with_a_blank(lot: Lot, made: Row) -> Planted:
    coverage = _authorized(lot, made)
    if not coverage:
        return None
    name = lot.pick(
        ("authorization_number", "authorized_visits", "authorized_from", "authorized_to")
    )
    coverage[name] = "" if name == "authorization_number" else None
    return "coverage", coverage["id"], name


@breaks("R41")
def an_authorization_of_too_few_visits(lot: Lot, made: Row) -> Planted:
    coverage = _authorized(lot, made)
    if not coverage:
        return None
    coverage["authorized_visits"] = 0 if made["shape"].often[0] == "monthly" else 1
    return "coverage", coverage["id"], "authorized_visits"


def _authorized(lot: Lot, made: Row) -> Row | None:
    return one_of(lot, [one for one in made["coverages"] if one["authorization_number"]])


@breaks("R58")
def a_clinician_without_a_license(lot: Lot, made: Row) -> Planted:
    clinician: Row = made["clinician"]
    if clinician["is_trainee"] or not held(made):
        return None
    name = lot.pick(("license_number", "credentials"))
    clinician[name] = ""
    return "clinician", clinician["id"], name


@breaks("R58")
def work_that_is_billed_in_another_name(lot: Lot, made: Row) -> Planted:
    if not held(made) or not made["coverages"]:
        return None
    return denied(lot, made, "R58", node="plan", id=made["plan"]["id"], field="billing")
