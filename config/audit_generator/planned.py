"""What was planned: the client, the reasons, the services and the tree from problem down."""

from datetime import date, timedelta
from string import ascii_uppercase
from typing import Any

from .drawing import Lot, Row, vocabulary, weeks
from .shape import Shape

SERVICES = {
    "individual": (("individual therapy", 45, "90834"), ("individual therapy", 30, "90832"),
                   ("individual therapy", 55, "90837")),
    "group": (("group therapy", 90, "90853"),),
    "family": (("family therapy", 50, "90847"),),
}  # fmt: skip
ORDERED = {
    "individual": ("individual",),
    "group": ("group",),
    "mixed": ("individual", "group"),
    "family": ("individual", "family"),
    "couple": ("family",),
}
HOMES = {"English": 6, "Spanish": 1, "Vietnamese": 1}


def planned(lot: Lot, shape: Shape) -> Row:
    """The text of the plan as plain values; `by` writes and leads it."""
    clinician = _clinician(lot, shape)
    themes = lot.some(vocabulary()["themes"], 3)
    diagnoses = [_diagnosis(lot, shape, theme, place) for place, theme in enumerate(themes)]
    problems = [
        _problem(lot, shape, theme, held, f"{place + 1}", clinician)
        for place, (theme, held) in enumerate(zip(themes, diagnoses, strict=True))
    ]
    if len(problems) > 1 and lot.chance(0.3):
        problems[-1] |= {"status": "deferred", "status_reason": "Waits until sleep is steady."}
    return {
        "client": _client(lot, shape),
        "clinician": clinician,
        "diagnoses": diagnoses,
        "intake": _intake(lot),
        "plan": _episode(lot, shape),
        "services": _services(lot, shape),
        "problems": problems,
    }


def _clinician(lot: Lot, shape: Shape) -> Row:
    licensed = not shape.is_trainee
    return {
        "id": lot.id(),
        "name": lot.pick(("Dana Whitfield", "Tomas Reyes", "Ngozi Bello")),
        "credentials": lot.pick(("LCSW", "PhD", "LMFT")) if licensed else "MA",
        "license_number": f"149.{lot.randrange(100_000):05}" if licensed else "",
        "license_state": "IL" if licensed else "",
        "npi": f"{lot.randrange(10**9, 10**10)}" if licensed else "",
        "is_trainee": shape.is_trainee,
    }


def _client(lot: Lot, shape: Shape) -> Row:
    """Of that age when the plan was opened; the birthday is never near."""
    born = shape.opened_on - timedelta(days=round(365.25 * shape.age) + lot.randint(40, 120))
    called = lot.pick(("Marisol", "Jun", "Ada", "Piet"))
    return {
        "id": lot.id(),
        "record_number": f"R-{lot.randrange(100_000):05}",
        "legal_name": f"{called} Vega",
        "called": called,
        "pronouns": lot.pick(("she/her", "he/him", "they/them")),
        "gender": "unknown",
        "born_on": born,
        "language": lot.pick(list(HOMES)),
        "guardian": "Rosa Vega (mother)" if shape.is_minor else "",
        "is_minor": shape.is_minor,
        "part2": False,
    }


def _intake(lot: Lot) -> Row:
    words = vocabulary()["intake"]
    return {
        "why_now": lot.pick(words["why_now"]),
        "own_words": lot.pick(vocabulary()["themes"])["own_words"],
        "magic_wand": "",
        "strengths": lot.some(words["strengths"], 3),
        "needs": lot.some(words["needs"], 3),
        "preferences": lot.pick(words["preferences"]),
        "culture": lot.pick(words["culture"]),
        "supports": lot.some(words["supports"], 2),
        "barriers": lot.some(words["barriers"], 2) if lot.chance(0.5) else [],
    }


def _episode(lot: Lot, shape: Shape) -> Row:
    words = vocabulary()["plan"]
    return {
        "id": lot.id(),
        "number": lot.randint(1, 3),
        "programme": "outpatient psychotherapy",
        "opened_on": shape.opened_on,
        "level_of_care": "outpatient",
        "why_now": lot.pick(words["why_now"]),
        "severity": lot.pick(words["severity"]),
        "impairment": lot.pick(words["impairment"]),
        "discharge_criteria": lot.pick(words["discharge"]),
        "discharge_expected_on": shape.today + weeks(lot.randint(4, 40)),
        "aftercare": lot.pick(words["aftercare"]),
        "participation": lot.pick(words["participation"]),
        "client_unsigned_because": "",
        "review_due_on": None,
    }


def _services(lot: Lot, shape: Shape) -> list[Row]:
    def ordered(kind: str) -> Row:
        label, minutes, cpt = lot.pick(SERVICES[kind])
        return {
            "id": lot.id(),
            "type": label,
            "minutes": minutes,
            "frequency": shape.often[0],
            "duration_weeks": lot.randint(12, 52),
            "cpt": cpt,
        }

    return [ordered(kind) for kind in ORDERED[shape.kind]]


def _diagnosis(lot: Lot, shape: Shape, theme: Row, place: int) -> Row:
    return {
        "id": lot.id(),
        "code": theme["code"],
        "title": theme["title"],
        "release": "ICD-10-CM, invented",
        "rank": place + 1,
        "onset_on": None,
        "diagnosed_on": shape.opened_on,
        "diagnosed_by": "Dana Whitfield",
        "evidence": theme["evidence"],
    }


def _node(lot: Lot, number: str, statement: str, **more: Any) -> Row:
    common = {"status": "active", "status_reason": ""}
    return {"id": lot.id(), "number": number, "statement": statement, **common, **more}


def _problem(
    lot: Lot, shape: Shape, theme: Row, diagnosis: Row, number: str, clinician: Row
) -> Row:
    goals = [
        _goal(lot, shape, said, f"{number}.{place}", theme, clinician)
        for place, said in enumerate(lot.some(theme["goals"], 2), start=1)
    ]
    if len(goals) > 1 and lot.chance(0.2):
        goals[-1]["status"] = lot.pick(("reserve", "met"))
    return _node(
        lot, number, theme["problem"], own_words=theme["own_words"],
        definitions=theme["definitions"], diagnosis_id=diagnosis["id"],
        diagnosis=f"{diagnosis['code']} {diagnosis['title']}", goals=goals,
    )  # fmt: skip


def _goal(lot: Lot, shape: Shape, said: Row, number: str, theme: Row, clinician: Row) -> Row:
    """From a baseline to a target at least four points away; or what is there is kept."""
    aim = "maintain" if lot.chance(0.1) else said["aim"]
    baseline, target = {
        "reduce": (lot.randint(7, 10), lot.randint(1, 3)),
        "build": (lot.randint(0, 3), lot.randint(7, 10)),
    }.get(aim, (6, 6))  # fmt: skip
    kind = "exploratory" if lot.chance(0.15) else "actionable"
    due = shape.today + weeks(lot.randint(4, 30))
    objectives = [
        _objective(lot, one, f"{number}{ascii_uppercase[place]}", (theme, kind, due), clinician)
        for place, one in enumerate(said["objectives"])
    ]
    return _node(
        lot, number, said["statement"], own_words=said["own_words"], kind=kind,
        focus="symptom relief", aim=aim, why_it_matters=said["why"], zero_means=said["zero"],
        ten_means=said["ten"], lower_is_better=aim == "reduce", baseline=baseline,
        baseline_on=shape.opened_on, baseline_rater="client", target=target, target_on=due,
        parked_from=None, parked_until=None, extensions=[], objectives=objectives,
    )  # fmt: skip


def _objective(
    lot: Lot, said: Row, number: str, around: tuple[Row, str, date], clinician: Row
) -> Row:
    theme, kind, due = around
    in_words = kind == "exploratory" and lot.chance(0.5)
    steps = lot.some(theme["interventions"], 3)
    return _node(
        lot, number, said["statement"], measure=said["measure"],
        measure_from=None if in_words else said["from"],
        measure_to=None if in_words else said["to"], measure_per=said["per"], target_on=due,
        times_extended=0, extensions=[],
        interventions=[
            _node(
                lot, f"{number}.{place}", one["statement"], modality=one["modality"],
                amount="45 minutes", frequency="weekly", duration="16 weeks",
                responsible=f"{clinician['name']}, {clinician['credentials']}", homework="",
            )
            for place, one in enumerate(steps, start=1)
        ],
    )  # fmt: skip
