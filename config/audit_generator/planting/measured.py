"""Defects of what is measured: goals that stall, tools that are not used, risk without a plan."""

from datetime import date, timedelta

from config.audit_generator.drawing import Lot, Row, vocabulary

from .planter import Planted, breaks, current, day_of, goals_of, noted, one_of
from .words import denied

# Days from which a goal without reliable change counts as stalled, and in which one answers it.
STALLS, ANSWERED = 90, 30
QUARTER = 90
FEW, RELIABLE = 3, 3


def _revised_on(made: Row) -> date | None:
    days = [one["from_on"] for one in made["versions"] if one["from_on"]]
    days += [one["held_on"] for one in made["reviews"] if one["signed"]]
    return max(days, default=None)


def _scorings(made: Row, goal: Row) -> list[Row]:
    """The sessions in whose signed note the goal was scored, later than it began."""
    return [
        one for one in noted(made) if any(score[0] == goal["id"] for score in one["note"]["scores"])
    ]


def _rescore(session: Row, goal: Row, value: int | None) -> None:
    """Another value, or none; the note still names the goal, and says in words what moved."""
    note = session["note"]
    note["scores"] = [one for one in note["scores"] if one[0] != goal["id"]]
    if value is not None:
        note["scores"].append((goal["id"], "client", value))
    note["goals"] = list({*note["goals"], goal["id"]})
    note["said"]["progress"] = note["said"]["progress"] or "Unchanged since the last session."


def _changing(made: Row) -> list[Row]:
    return [goal for goal in goals_of(made) if goal["aim"] != "maintain"]


@breaks("R36")
def a_goal_that_stalls(lot: Lot, made: Row) -> Planted:
    """Scored now and then, and always as it began."""
    revised, stalls = _revised_on(made), made["plan"]["opened_on"] + timedelta(days=STALLS)
    if not revised or revised >= stalls or (made["today"] - stalls).days <= ANSWERED:
        return None
    goal = one_of(lot, [one for one in _changing(made) if _scorings(made, one)])
    if not goal:
        return None
    sessions = _scorings(made, goal)
    if day_of(sessions[0]) <= goal["baseline_on"]:
        return None
    for place, session in enumerate(sessions):
        _rescore(session, goal, goal["baseline"] if place < FEW else None)
    return "goal", goal["id"], "target"


@breaks("R36")
def a_goal_that_gets_worse(lot: Lot, made: Row) -> Planted:
    """The last score was the worst, more than a month ago, and nothing followed."""
    revised = _revised_on(made)
    if not revised:
        return None
    until = made["today"] - timedelta(days=ANSWERED + 1)
    for goal in _changing(made):
        worse = goal["baseline"] + (RELIABLE if goal["lower_is_better"] else -RELIABLE)
        sessions = _scorings(made, goal)
        before = [one for one in sessions if revised < day_of(one) <= until]
        if not 0 <= worse <= 10 or not before:
            continue
        for session in sessions:
            if day_of(session) > day_of(before[-1]):
                _rescore(session, goal, None)
        _rescore(before[-1], goal, worse)
        return "goal", goal["id"], "target"
    return None


@breaks("R36")
def a_goal_that_gets_worse_and_is_scored_on(lot: Lot, made: Row) -> Planted:
    """As bad for more than a month, and scored as bad in each session since."""
    revised = _revised_on(made)
    if not revised:
        return None
    until = made["today"] - timedelta(days=ANSWERED + 1)
    for goal in _changing(made):
        worse = goal["baseline"] + (RELIABLE if goal["lower_is_better"] else -RELIABLE)
        sessions = _scorings(made, goal)
        before = [one for one in sessions if revised < day_of(one) <= until]
        if not 0 <= worse <= 10 or not before:
            continue
        for session in sessions:
            if day_of(session) >= day_of(before[-1]):
                _rescore(session, goal, worse)
        return "goal", goal["id"], "target"
    return None


@breaks("R38")
def no_measure_for_a_quarter(lot: Lot, made: Row) -> Planted:
    since = made["today"] - timedelta(days=QUARTER)
    if made["plan"]["opened_on"] >= since:
        return None
    made["measures"] = [one for one in made["measures"] if one["on"] < since]
    return "client", made["client"]["id"], "measures"


@breaks("R38")
def measures_that_nobody_uses(lot: Lot, made: Row) -> Planted:
    if not made["measures"]:
        return None
    return denied(lot, made, "R38", node="client", id=made["client"]["id"], field="measures")


def _named_on(made: Row) -> list[date]:
    named = [day_of(one) for one in made["sessions"] if one["note"] and one["note"]["risks"]]
    return named + [one["on"] for one in made["measures"] if one["raised_risk"]]


@breaks("R39")
def risk_without_a_safety_plan(lot: Lot, made: Row) -> Planted:
    if not _named_on(made):
        return None
    made |= {"safety_plans_on": [], "safety_looked_on": []}
    return "client", made["client"]["id"], "safety_plan"


@breaks("R39")
def a_safety_plan_that_nobody_looked_at_since(lot: Lot, made: Row) -> Planted:
    named = _named_on(made)
    if not named:
        return None
    last = max(named)
    made |= {"safety_plans_on": [last - timedelta(days=lot.randint(1, 90))], "safety_looked_on": []}
    for session in made["sessions"]:
        note = session["note"]
        if note and note["safety_plan"] and day_of(session) >= last:
            note["safety_plan"] = "not reviewed"
            note["risk_text"] = note["risk_text"] or lot.pick(vocabulary()["risk_text"])
    return "client", made["client"]["id"], "safety_plan"


@breaks("R51")
def a_measure_that_nobody_followed_up(lot: Lot, made: Row) -> Planted:
    """The first note after a measure that named a risk asks nothing."""
    if not current(made):
        return None
    for measure in made["measures"]:
        later = [one for one in noted(made) if day_of(one) >= measure["on"]]
        if measure["raised_risk"] and later and not later[0]["note"]["risks"]:
            later[0]["note"] |= {"risk_asked": False, "risk_text": ""}
            return "note", later[0]["note"]["id"], "risk_found"
    return None
