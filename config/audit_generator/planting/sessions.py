"""Defects of sessions: where, when, with whom, under which code and which plan."""

from datetime import timedelta

from config.audit_generator.drawing import Lot, Row, vocabulary

from .planter import Planted, blank, breaks, current, day_of, held, noted, one_of

# Minutes for which each code is.
BANDS = {"90832": (16, 37), "90834": (38, 52), "90837": (53, 600)}
MOST_IN_A_GROUP = 12


def _minutes(session: Row) -> int:
    return int((session["ends_at"] - session["starts_at"]).total_seconds() // 60)


@breaks("R42")
def a_session_without_place_people_or_code(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, held(made))
    if not session:
        return None
    name = lot.pick(("place", "people_present", "cpt"))
    session[name] = blank(lot)
    return "session", session["id"], name


@breaks("R43")
def somebody_named_among_those_present(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, held(made))
    if not session:
        return None
    name = lot.pick(vocabulary()["names"]).split()[0]
    session["people_present"] += f", {name}"
    return "session", session["id"], "people_present"


@breaks("R43")
def somebody_around_named_in_the_session(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, held(made))
    if not session:
        return None
    name = lot.pick(("people_present", "place"))
    session["named"].append(name)
    return "session", session["id"], name


@breaks("R43")
def somebody_named_in_a_note(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in held(made) if one["note"]])
    if not session:
        return None
    session["note"]["named"].append("response")
    return "note", session["note"]["id"], "response"


@breaks("R44")
def a_session_that_never_ended(lot: Lot, made: Row) -> Planted:
    """Only under a code of no set minutes: the code would not fit either."""
    session = one_of(lot, [one for one in held(made) if one["cpt"] not in BANDS])
    if not session:
        return None
    session["ends_at"] = session["starts_at"]
    for signature in session["note"]["signatures"] if session["note"] else ():
        signature["at"] = min(signature["at"], session["ends_at"] + timedelta(hours=20))
    return "session", session["id"], "ends_at"


@breaks("R44")
def more_delivered_than_time(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in held(made) if one["note"] and one["note"]["delivered"]])
    if not session:
        return None
    lot.pick(session["note"]["delivered"])["minutes"] = _minutes(session) + lot.randint(1, 30)
    return "session", session["id"], "ends_at"


@breaks("R45")
def a_code_for_other_minutes(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, held(made))
    if not session:
        return None
    lasted = _minutes(session)
    session["cpt"] = lot.pick(
        [code for code, (least, most) in BANDS.items() if not least <= lasted <= most]
    )
    return "session", session["id"], "cpt"


@breaks("R46")
def telehealth_that_says_not_how(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, held(made))
    if not session:
        return None
    words = ("online", "by video", "on the phone", "telehealth", "Zoom", "virtual visit")
    session |= {"telehealth": "", "place": lot.pick(words)}
    return "session", session["id"], "telehealth"


@breaks("R40")
def family_work_of_nobody(lot: Lot, made: Row) -> Planted:
    """Two came, and on whose plan it stands is not said."""
    session = one_of(lot, [one for one in held(made) if one["kind"] in ("family", "couple")])
    if not session:
        return None
    session |= {"identified": False, "has_identified": False}
    session["attendees"] = max(session["attendees"], 2)
    return "session", session["id"], "identified"


@breaks("R40")
def family_work_that_nothing_orders(lot: Lot, made: Row) -> Planted:
    """One hour with the family, of which the note says why; the plan orders none."""
    if any(one["type"].startswith("family") for one in made["services"]):
        return None
    every = [one for one in noted(made) if one["kind"] == "individual"]
    session = one_of(lot, every)
    if not session or len(every) < 4:
        return None
    session |= {"kind": "family", "identified": True, "has_identified": True, "attendees": 1}
    session["people_present"] = "client and mother"
    session["note"]["variance"] = vocabulary()["notes"]["variance"][-1]
    return "plan", made["plan"]["id"], "services"


@breaks("R55")
def a_session_of_another_type(lot: Lot, made: Row) -> Planted:
    """A group hour that nothing orders, and of which the note does not say why."""
    version = current(made)
    if not version or any(one["type"].startswith("group") for one in made["services"]):
        return None
    since = [one for one in noted(made) if day_of(one) >= version["from_on"]]
    session = one_of(lot, since)
    apart = [one for one in since if one["kind"] == (session and session["kind"])]
    if not session or len(apart) < 2:
        return None
    session |= {"kind": "group", "attendees": lot.randint(3, MOST_IN_A_GROUP),
                "identified": False, "has_identified": False}  # fmt: skip
    return "note", session["note"]["id"], "variance"


@breaks("R55")
def far_fewer_sessions_than_ordered(lot: Lot, made: Row) -> Planted:
    """Ordered so often that less than half was held; not where visits were authorized."""
    version = current(made)
    weeks = version and (made["today"] - version["from_on"]).days // 7
    if not weeks or weeks < 5 or any(one["authorization_number"] for one in made["coverages"]):
        return None
    service = lot.pick(made["services"])
    service["frequency"] = "5 times a week"
    return "service", service["id"], "frequency"


@breaks("R56")
def a_billed_day_between_two_versions(lot: Lot, made: Row) -> Planted:
    """A version was over before the next one began; and nobody but a payer asks about that day."""
    if not made["coverages"]:
        return None
    ended = [one for one in made["versions"] if one["from_on"] and one["until_on"]]
    for version in ended:
        inside = [
            one for one in held(made) if version["from_on"] < day_of(one) < version["until_on"]
        ]
        if inside and (len(inside) == 1 or day_of(inside[-2]) < day_of(inside[-1])):
            version["until_on"] = day_of(inside[-1]) - timedelta(days=1)
            return "session", inside[-1]["id"], "held_on"
    return None


@breaks("R60")
def a_past_session_of_which_nothing_is_written(lot: Lot, made: Row) -> Planted:
    missed = [one for one in made["sessions"] if one["status"] in ("missed", "cancelled")]
    session = one_of(lot, [one for one in missed if day_of(one) < made["today"]])
    if not session:
        return None
    session["status"] = "planned"
    return "session", session["id"], "status"


@breaks("R61")
def a_group_that_is_too_large(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in held(made) if one["kind"] == "group"])
    if not session:
        return None
    session["attendees"] = MOST_IN_A_GROUP + lot.randint(1, 8)
    return "session", session["id"], "participants"


@breaks("R63")
def care_without_consent(lot: Lot, made: Row) -> Planted:
    if not held(made) or made["shape"].refuses:
        return None
    made["consents"] = [one for one in made["consents"] if one["kind"] != "treatment"]
    return "client", made["client"]["id"], "consents"


@breaks("R63")
def a_consent_that_came_after_the_first_session(lot: Lot, made: Row) -> Planted:
    sessions = held(made)
    if not sessions or made["shape"].refuses:
        return None
    first = next(one for one in made["consents"] if one["kind"] == "treatment")
    made["consents"] = [
        one for one in made["consents"] if one["kind"] != "treatment" or one is first
    ]
    first |= {"from_on": day_of(sessions[0]) + timedelta(days=lot.randint(1, 9)), "to_on": None}
    return "consent", first["id"], "from_on"


@breaks("R63")
def a_consent_that_ended_too_soon(lot: Lot, made: Row) -> Planted:
    sessions = held(made)
    if not sessions or made["shape"].refuses:
        return None
    last = [one for one in made["consents"] if one["kind"] == "treatment"][-1]
    if day_of(sessions[-1]) <= last["from_on"]:
        return None
    name = lot.pick(("to_on", "revoked_on"))
    last[name] = day_of(sessions[-1]) - timedelta(days=1)
    return "consent", last["id"], name


@breaks("R64")
def no_privacy_notice(lot: Lot, made: Row) -> Planted:
    if not held(made) or made["shape"].refuses:
        return None
    made["consents"] = [one for one in made["consents"] if one["kind"] != "privacy"]
    return "client", made["client"]["id"], "consents"


@breaks("R65")
def an_assessment_that_is_too_old(lot: Lot, made: Row) -> Planted:
    """In care for more than a year, and assessed when it began."""
    if (made["today"] - made["plan"]["opened_on"]).days <= 365:
        return None
    made["assessed_on"] = [made["plan"]["opened_on"]]
    for session in held(made):
        if session["note"]:
            session["note"]["kind"] = "note"
    return "client", made["client"]["id"], "assessment"
