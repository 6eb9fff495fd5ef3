"""Defects under the version in effect: signatures, papers, reviews, and the people around."""

from datetime import timedelta

from config.audit_generator.drawing import Lot, Row

from .planter import Planted, blank, breaks, current, goals_of, held, one_of
from .words import denied

PASTED = ("", "pasted image", "stamp", "scanned")


def _without(version: Row, role: str) -> bool:
    """Take a role's signature away; whether there was one, or a reason for its absence."""
    there = [one for one in version["signatures"] if one["role"] == role]
    reason = version["unsigned_because"].pop(role, "")
    version["signatures"] = [one for one in version["signatures"] if one["role"] != role]
    version["restated"] = [one for one in version["restated"] if one != role]
    return bool(there or reason)


def _is_of_age(made: Row) -> bool:
    return not made["shape"].is_minor


@breaks("R25")
def a_plan_that_the_client_never_signed(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or not _is_of_age(made) or not _without(version, "client"):
        return None
    return "version", version["id"], "client"


@breaks("R26")
def a_plan_that_no_guardian_signed(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or _is_of_age(made) or not _without(version, "guardian"):
        return None
    return "version", version["id"], "guardian"


@breaks("R26")
def a_minor_who_was_not_asked(lot: Lot, made: Row) -> Planted:
    """More than fourteen years old on the day on which the version took effect."""
    version = current(made)
    if not version or _is_of_age(made) or not version["assent"]:
        return None
    if version["from_on"] - made["client"]["born_on"] < timedelta(days=round(15 * 365.25) + 1):
        return None
    version["assent"] = ""
    return "version", version["id"], "client"


@breaks("R27")
def an_author_without_credentials(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version:
        return None
    author = next(one for one in version["signatures"] if one["role"] == "author")
    author["credentials"] = blank(lot)
    return "version", version["id"], "author"


@breaks("R27")
def a_version_that_nobody_wrote(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version:
        return None
    _without(version, "author")
    return "version", version["id"], "author"


@breaks("R28")
def a_trainee_alone(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or not version["trainee"] or not _without(version, "co-signer"):
        return None
    return "version", version["id"], "co-signer"


@breaks("R29")
def no_physician(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version or "physician" not in made["signers"] or not _without(version, "physician"):
        return None
    return "version", version["id"], "physician"


@breaks("R30")
def a_client_without_a_copy(lot: Lot, made: Row) -> Planted:
    """Not where the client answered on their own page: there the plan stays."""
    version = current(made)
    if not version or made["shape"].reader == "own":
        return None
    made["copies"] = [one for one in made["copies"] if not one["to_client"]]
    return "plan", made["plan"]["id"], "copy"


@breaks("R57")
def a_paper_without_the_record_number(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version:
        return None
    made["copies"].append(
        {"version": version["number"], "preset": "client", "recipient": "Example Mutual",
         "on": made["today"], "to_client": False}
    )  # fmt: skip
    return "version", version["id"], "paper"


@breaks("R57")
def papers_from_elsewhere_without_a_name(lot: Lot, made: Row) -> Planted:
    return denied(lot, made, "R57", node="plan", id=made["plan"]["id"], field="paper")


@breaks("R34")
def a_review_that_is_overdue(lot: Lot, made: Row) -> Planted:
    if made["closed_on"] or not current(made):
        return None
    made["next_review_on"] = made["today"] - timedelta(days=lot.randint(1, 200))
    return "plan", made["plan"]["id"], "review"


@breaks("R34")
def a_review_that_nobody_set(lot: Lot, made: Row) -> Planted:
    return _next_review(lot, made, far=False)


@breaks("R34")
def a_review_that_is_set_too_far(lot: Lot, made: Row) -> Planted:
    return _next_review(lot, made, far=True)


def _next_review(lot: Lot, made: Row, *, far: bool) -> Planted:
    version = current(made)
    if made["closed_on"] or not version:
        return None
    ahead = timedelta(days=made["shape"].interval + lot.randint(1, 90))
    made["next_review_on"] = made["today"] + ahead if far else None
    return "plan", made["plan"]["id"], "review_due_on"


@breaks("R35")
def a_review_that_is_silent_on_a_goal(lot: Lot, made: Row) -> Planted:
    if not made["reviews"]:
        return None
    last = made["reviews"][-1]
    before = [
        one for one in made["versions"] if one["from_on"] and one["from_on"] < last["held_on"]
    ]
    known = before[-1]["goals"]
    known = [one["id"] for one in goals_of(made)] if known is None else known
    places = [n for n, (goal, _, _) in enumerate(last["goals"]) if goal in known]
    if not places:
        return None
    place = lot.pick(places)
    goal, decision, _ = last["goals"][place]
    last["goals"][place] = (goal, decision, blank(lot))
    return "review", last["id"], f"progress-{goal}"


@breaks("R35")
def a_review_that_ends_without_a_signature(lot: Lot, made: Row) -> Planted:
    """The last one, where no version followed; and where the time for a review is not over."""
    if not made["reviews"] or not made["reviews"][-1]["signed"] or not made["closed_on"]:
        return None
    last = made["reviews"][-1]
    last["signed"] = None
    return "review", last["id"], "outcome"


@breaks("R31")
def somebody_who_contributes_nothing(lot: Lot, made: Row) -> Planted:
    other = lot.pick(made["contributors"])
    other["contributed"] = blank(lot)
    return "contributor", other["id"], "contributed"


@breaks("R32")
def nobody_of_primary_care(lot: Lot, made: Row) -> Planted:
    made["contributors"].pop(0)
    made["attested"] = [one for one in made["attested"] if one["rule"] != "R31"]
    return "client", made["client"]["id"], "contributors"


@breaks("R32")
def a_release_that_nobody_asked_for(lot: Lot, made: Row) -> Planted:
    made["contributors"][0] |= {"release": "not asked", "signed_on": None, "expires_on": None}
    return "contributor", made["contributors"][0]["id"], "release"


@breaks("R32")
def a_release_that_expired(lot: Lot, made: Row) -> Planted:
    first = made["contributors"][0]
    if first["release"] != "signed":
        return None
    first["expires_on"] = made["today"] - timedelta(days=lot.randint(1, 300))
    return "contributor", first["id"], "release_expires_on"


@breaks("R37")
def words_from_another_plan(lot: Lot, made: Row) -> Planted:
    goal = one_of(lot, goals_of(made))
    if not goal:
        return None
    name = lot.pick(("statement", "own_words", "why_it_matters"))
    made["echoes"].append(
        {"node": "goal", "id": goal["id"], "field": name, "likeness": lot.randint(90, 100),
         "source": lot.pick(("another client's plan", "the library")), "place": "goal 2.1"}
    )  # fmt: skip
    return "goal", goal["id"], name


@breaks("R53")
def a_version_signed_by_a_picture(lot: Lot, made: Row) -> Planted:
    version = current(made)
    if not version:
        return None
    # Not the reader's own sign-in: it also says that the reader has a copy.
    given = [one for one in version["signatures"] if one["method"] != "own sign-in"]
    lot.pick(given)["method"] = lot.pick(PASTED)
    return "version", version["id"], "signatures"


@breaks("R53")
def a_review_signed_by_a_picture(lot: Lot, made: Row) -> Planted:
    review = one_of(lot, [one for one in made["reviews"] if one["signed"]])
    if not review:
        return None
    review["signed"]["method"] = lot.pick(PASTED)
    return "review", review["id"], "signatures"


@breaks("R58")
def a_second_clinician_without_a_license(lot: Lot, made: Row) -> Planted:
    """Who stood in for one session, and whose profile is empty."""
    session = one_of(lot, held(made))
    if not session:
        return None
    pk = lot.id()
    other = {"license_number": "", "is_trainee": False, "credentials": "LCSW"}
    session["clinician"] = made["clinician"] | other | {"id": pk}
    return "clinician", pk, "license_number"
