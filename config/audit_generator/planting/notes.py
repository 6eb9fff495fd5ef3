"""Defects of notes: what they cite, tell and leave out, and who signed them when."""

from datetime import timedelta

from config.audit_generator.drawing import Lot, Row, after, vocabulary
from config.audit_generator.telling import TEMPLATES, signed_on

from .planter import Planted, blank, breaks, day_of, held, noted, one_of, progress_noted

# A note that is older than this is signed, and everything about it may be moved by some days.
SETTLED = 9
# In which field a template asks for it; elsewhere it is ticked, or said of the whole.
DONE = {"six": "section_intervention", "birp": "section_intervention"}
MOVED = {
    "six": "section_progress", "dap": "section_assessment", "soap": "section_assessment",
    "birp": "section_response",
}  # fmt: skip
ASKED = {
    "six": {"observed": "section_symptoms", "functional": "section_functioning",
            "mental_status": "section_status", "prognosis": "section_prognosis"},
    "soap": {"mental_status": "section_objective"},
}  # fmt: skip


def _cites(note: Row) -> bool:
    return bool(note["goals"] or note["objectives"])


def _settled(made: Row) -> list[Row]:
    return [one for one in noted(made) if (made["today"] - day_of(one)).days > SETTLED]


@breaks("R47")
def a_note_that_names_nothing_of_the_plan(lot: Lot, made: Row) -> Planted:
    """What was done and what moved is still told, in words."""
    session = one_of(lot, [one for one in progress_noted(made) if one["note"]["version"]])
    if not session:
        return None
    note, words = session["note"], vocabulary()["notes"]
    foreign = [lot.id()] if lot.chance(0.5) else []
    note |= {"goals": foreign, "objectives": [], "delivered": [], "scores": [], "counted": []}
    for name in ("intervention", "progress"):
        note["said"][name] = lot.pick(words[name])
    return "note", note["id"], "goals"


@breaks("R48")
def a_note_that_tells_nothing_done(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in progress_noted(made) if _cites(one["note"])])
    if not session:
        return None
    note = session["note"]
    note["delivered"], note["said"]["intervention"] = [], ""
    return "note", note["id"], DONE.get(note["template"], "delivered")


@breaks("R49")
def a_note_without_a_response(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, progress_noted(made))
    if not session:
        return None
    note = session["note"]
    note["response"] = ""
    if note["template"] == "birp":
        note["said"]["progress"] = ""
    return "note", note["id"], "response"


@breaks("R49")
def a_note_without_progress(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in progress_noted(made) if _cites(one["note"])])
    if not session:
        return None
    note = session["note"]
    note["scores"], note["counted"], note["said"]["progress"] = [], [], ""
    return "note", note["id"], MOVED[note["template"]]


@breaks("R50")
def an_element_that_no_note_tells(lot: Lot, made: Row) -> Planted:
    """Asked for by the template, and left empty for a year."""
    asked = ASKED.get(made["shape"].template, {})
    year = [one for one in noted(made) if (made["today"] - day_of(one)).days <= 365]
    if not asked or not year:
        return None
    name = lot.pick(list(asked))
    for session in year:
        session["note"]["said"][name] = ""
    return "note", year[-1]["note"]["id"], asked[name]


@breaks("R51")
def risk_that_nobody_asked_about_at_the_start(lot: Lot, made: Row) -> Planted:
    first = noted(made)[:2]
    named = any(one["raised_risk"] for one in made["measures"])
    if len(first) < 2 or named or any(one["note"]["risks"] for one in first):
        return None
    for session in first:
        session["note"] |= {"risk_asked": False, "risk_text": ""}
    return "note", first[0]["note"]["id"], "risk_found"


@breaks("R51")
def risk_of_which_nothing_more_is_said(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in noted(made) if one["note"]["risks"]])
    if not session:
        return None
    session["note"] |= {"safety_plan": "", "risk_text": ""}
    return "note", session["note"]["id"], "safety_plan"


@breaks("R51")
def risk_that_nobody_asked_about_again(lot: Lot, made: Row) -> Planted:
    sessions = noted(made)
    after = [
        later
        for before, later in zip(sessions, sessions[1:], strict=False)
        if before["note"]["risks"] and not later["note"]["risks"]
    ]
    session = one_of(lot, after)
    if not session:
        return None
    session["note"] |= {"risk_asked": False, "risk_text": ""}
    return "note", session["note"]["id"], "risk_found"


@breaks("R52")
def a_session_without_a_note(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in _settled(made) if not one["note"]["risks"]])
    if not session or len(noted(made)) < 4:
        return None
    session["note"] = None
    return "session", session["id"], "note"


@breaks("R52")
def a_note_that_nobody_signed(lot: Lot, made: Row) -> Planted:
    """Nobody at all; or of two signatures the second is absent."""
    session = one_of(lot, [one for one in _settled(made) if not one["note"]["risks"]])
    if not session or len(noted(made)) < 4:
        return None
    note = session["note"]
    note["signatures"] = note["signatures"][: len(note["signatures"]) - lot.randint(1, 2)]
    if len(note["signatures"]) == len(note["requires"]):
        return None
    note["addenda_on"] = []
    return "note", note["id"], "signature"


@breaks("R52")
def a_note_signed_without_credentials(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, noted(made))
    if not session:
        return None
    lot.pick(session["note"]["signatures"])["credentials"] = blank(lot)
    return "note", session["note"]["id"], "signature"


@breaks("R53")
def a_note_signed_by_a_picture(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, noted(made))
    if not session:
        return None
    method = lot.pick(("", "pasted image", "stamp"))
    lot.pick(session["note"]["signatures"])["method"] = method
    return "note", session["note"]["id"], "signature"


@breaks("R54")
def an_addendum_older_than_its_note(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, noted(made))
    if not session:
        return None
    note = session["note"]
    note["addenda_on"] = [signed_on(note) - timedelta(days=lot.randint(1, 5))]
    return "note", note["id"], "addendum"


@breaks("R54")
def a_late_note_that_says_not_why(lot: Lot, made: Row) -> Planted:
    """Later than the practice allows, and in the payer's time."""
    shape = made["shape"]
    if shape.hours >= shape.payer_hours:
        return None
    return _signed_after(lot, made, shape.hours + 1, shape.payer_hours - 2, "addendum")


@breaks("R62")
def a_note_that_is_late_for_the_payer(lot: Lot, made: Row) -> Planted:
    """The addendum that says why does not make it timely."""
    hours = max(made["shape"].payer_hours, made["shape"].hours)
    return _signed_after(lot, made, hours + 1, hours + 72, "signature")


def _signed_after(lot: Lot, made: Row, least: int, most: int, name: str) -> Planted:
    session = one_of(lot, _settled(made))
    if not session:
        return None
    note = session["note"]
    moment = after(session["ends_at"], timedelta(hours=lot.randint(least, most)))
    for nth, signature in enumerate(note["signatures"]):
        signature["at"] = moment + timedelta(hours=nth)
    note["addenda_on"] = [signed_on(note)] if name == "signature" else []
    return "note", note["id"], name


@breaks("R59")
def a_note_copied_from_an_earlier_one(lot: Lot, made: Row) -> Planted:
    """Word for word, or with its last words changed."""
    sessions = [one for one in held(made) if one["note"]]
    if len(sessions) < 2:
        return None
    later = lot.randint(1, len(sessions) - 1)
    source = sessions[lot.randrange(later)]["note"]["said"]
    note = sessions[later]["note"]
    note["said"] |= {name: source[name] for name in ("observed", "intervention", "functional")}
    if lot.chance(0.5):
        words = source["observed"].split()
        note["said"]["observed"] = " ".join([*words[:-2], "in", "the", "end."])
    if not (note["delivered"] or note["said"]["intervention"]):
        note["said"]["intervention"] = source["intervention"] = "Rehearsed it."
    return "note", note["id"], TEMPLATES[note["template"]][0][0]


@breaks("R59")
def a_part_that_is_as_it_was_loaded(lot: Lot, made: Row) -> Planted:
    session = one_of(lot, [one for one in held(made) if one["note"]])
    if not session:
        return None
    note = session["note"]
    name = lot.pick([field for field, *_ in TEMPLATES[note["template"]]])
    note["copied"] = [name]
    return "note", note["id"], name
