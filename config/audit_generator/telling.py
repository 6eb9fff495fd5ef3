"""A made-up record as it would be kept: the text of the plan as JSON, and the facts around it."""

import json
from typing import Any

from .course import worked_on
from .drawing import ZONE, Row

# What a template asks: the field, its heading, and which of the said parts stand there.
TEMPLATES: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "six": (
        ("section_symptoms", "Symptoms", ("observed",)),
        ("section_functioning", "Functional status", ("functional",)),
        ("section_status", "Mental status", ("mental_status",)),
        ("section_intervention", "Intervention", ("intervention",)),
        ("section_progress", "Progress and barriers", ("progress",)),
        ("section_prognosis", "Prognosis", ("prognosis",)),
    ),
    "dap": (
        ("section_data", "Data", ("observed", "intervention")),
        ("section_assessment", "Assessment", ("progress",)),
        ("section_plan", "Plan", ("plain",)),
    ),
    "soap": (
        ("section_subjective", "Subjective", ("observed", "intervention")),
        ("section_objective", "Objective", ("mental_status",)),
        ("section_assessment", "Assessment", ("progress",)),
        ("section_plan", "Plan", ("plain",)),
    ),
    "birp": (
        ("section_behavior", "Behavior", ("observed", "functional")),
        ("section_intervention", "Intervention", ("intervention",)),
        ("section_response", "Response", ("progress",)),
        ("section_plan", "Plan", ("plain",)),
    ),
}
# What every note asks beside its template: the field, its heading, and the note's own name for it.
ALWAYS = (
    ("response", "client’s response", "response"),
    ("risk", "risk", "risk_text"),
    ("next_time", "plan for next time", "next_time"),
    ("variance", "why it differed from the plan", "variance"),
)
COVERAGE = ("payer", "member_id", "authorization_number", "authorized_visits", "authorized_from",
            "authorized_to")  # fmt: skip


def text_of(made: Row) -> str:
    """The plan as JSON, as a signed version would hold it."""
    printed = _printed(made["clinician"])
    document = {
        "schema_number": 3,
        "practice": {"name": "Riverside Counseling", "address": "", "phone": "", "npi": "",
                     "time_zone": ZONE.key},
        "client": made["client"],
        "plan": made["plan"],
        "lead": printed,
        "author": printed,
        "coverage": [_only(one, COVERAGE) for one in made["coverages"]],
        "diagnoses": made["diagnoses"],
        "care_team": [{"name": printed["name"], "role": "therapist"}],
        "contributors": [
            _only(one, ("name", "role", "release", "contributed")) for one in made["contributors"]
        ],
        "consents": [
            {name: value for name, value in one.items() if name != "id"}
            for one in made["consents"]
        ],
        "intake": made["intake"],
        "services": made["services"],
        "problems": made["problems"],
        "sections": [],
    }  # fmt: skip
    return json.dumps(document, default=str)


def _printed(clinician: Row) -> Row:
    """A clinician as a plan prints them."""
    return {
        "id": clinician["id"],
        "name": clinician["name"],
        "credentials": clinician["credentials"],
        "license": f"{clinician['license_state']} {clinician['license_number']}".strip(),
        "npi": clinician["npi"],
    }


def facts_of(made: Row) -> Row:
    """What happened around the plan, as plain values under the names of the facts."""
    return {
        **{name: made[name] for name in (
            "closed_on", "measures", "safety_plans_on", "safety_looked_on", "coverages", "consents",
            "contributors", "copies", "echoes", "attested", "assessed_on", "next_review_on",
            "note_late_after_hours", "reviews")},
        "compared": True,
        "versions": [_version(made, one) for one in made["versions"]],
        "sessions": [_session(one) for one in made["sessions"]],
        "scores": _scores(made["sessions"]),
    }  # fmt: skip


def parts_of(note: Row) -> list[Row]:
    """What the note says: field by field, in order."""
    found = [
        {"field": field, "label": label,
         "words": " ".join(filter(None, (note["said"][name] for name in names)))}
        for field, label, names in TEMPLATES[note["template"]]
    ]  # fmt: skip
    return found + [{"field": field, "label": label, "words": note[name]} for field, label, name
                    in ALWAYS]  # fmt: skip


def _version(made: Row, version: Row) -> Row:
    if version["goals"] is not None:
        return version
    goals, steps = worked_on(made["problems"])
    return version | {"goals": [one["id"] for one in goals], "objectives": [one["id"] for one in
                      steps]}  # fmt: skip


def _session(session: Row) -> Row:
    lasted = session["ends_at"] - session["starts_at"]
    note = session["note"]
    return session | {
        "on": session["starts_at"].date(),
        "minutes": int(lasted.total_seconds() // 60),
        "note": note and _note(note),
    }


def _note(note: Row) -> Row:
    found = {name: value for name, value in note.items() if name != "said"}
    return found | {"text": parts_of(note), "signed_on": signed_on(note)}


def signed_on(note: Row) -> Any:
    """The day of the last signature that the note waits for; none while one is absent."""
    given = {one["role"]: one["at"] for one in note["signatures"]}
    if not given or not set(note["requires"]) <= set(given):
        return None
    return max(given.values()).date()


def _scores(sessions: list[Row]) -> Row:
    """By goal and rater: (day, value) of every signed note, in order of time."""
    found: Row = {}
    for session in sessions:
        note = session["note"]
        if note and signed_on(note):
            for goal, rater, value in note["scores"]:
                of_goal = found.setdefault(goal, {}).setdefault(rater, [])
                of_goal.append((session["starts_at"].date(), value))
    return found


def _only(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names}
