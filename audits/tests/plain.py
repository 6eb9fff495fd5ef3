"""Cases without a database: a document made of a stored one, sessions, notes, versions, papers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from audits.case import Case, Stands
from audits.facts import (
    Clinician,
    ConsentFact,
    CoverageFact,
    Delivered,
    NoteFact,
    SessionFact,
    VersionFact,
)
from audits.record import Record
from plans.document import Goal, Intervention, Objective, PlanDocument, Problem

START = date(2026, 1, 5)
DANA = Clinician(uuid4(), "Dana Whitfield", "LCSW", "LC-1", "IL", "", False)


@cache
def stored() -> PlanDocument:
    """A document that was once signed."""
    here = Path(__file__).parents[2] / "plans" / "tests" / "documents" / "schema-3.json"
    return PlanDocument.stored(here.read_text())


def _first() -> tuple[Problem, Goal, Objective, Intervention]:
    problem = stored().problems[0]
    goal = next(one for one in problem.goals if one.objectives and one.objectives[0].interventions)
    return problem, goal, goal.objectives[0], goal.objectives[0].interventions[0]


def intervention(**more: Any) -> Intervention:
    """An active one."""
    return _first()[3].model_copy(update={"id": uuid4(), "status": "active", **more})


def objective(*steps: Intervention, **more: Any) -> Objective:
    """An active one with these interventions."""
    own = {"id": uuid4(), "status": "active", "interventions": steps}
    return _first()[2].model_copy(update={**own, **more})


def goal(*steps: Objective, **more: Any) -> Goal:
    """An active one with these objectives."""
    own = {"id": uuid4(), "status": "active", "objectives": steps}
    return _first()[1].model_copy(update={**own, **more})


def problem(*goals: Goal, **more: Any) -> Problem:
    """An active one with these goals, which names the document's first diagnosis."""
    diagnosis = stored().diagnoses[0].id
    own = {"id": uuid4(), "status": "active", "diagnosis_id": diagnosis, "goals": goals}
    return _first()[0].model_copy(update={**own, **more})


def full(problems: int, goals: int, objectives: int, interventions: int) -> list[Problem]:
    """Every part so many times."""
    return [
        problem(*(
            goal(*(
                objective(*(intervention() for _ in range(interventions)))
                for _ in range(objectives)
            ))
            for _ in range(goals)
        ))
        for _ in range(problems)
    ]  # fmt: skip


def case(problems: Iterable[Problem] = (), *, today: date = START, **record: Any) -> Case:
    """A case of these problems; fields of its record by name."""
    document = stored().model_copy(update={"problems": tuple(problems)})
    opened = document.plan.model_copy(update={"opened_on": START})
    document = document.model_copy(update={"plan": opened})
    return Case(document, Stands.IN_EFFECT, Record(**record), today)


def version(
    problems: Iterable[Problem] = (),
    *,
    on: date = START,
    until: date | None = None,
    number: int = 1,
) -> VersionFact:
    """In effect from a day on, with whatever is active in these problems."""
    goals = [one for row in problems for one in row.goals if one.is_active]
    steps = [one for row in goals for one in row.objectives if one.is_active]
    return VersionFact(
        id=uuid4(), number=number, frozen_on=on, requires=(), signatures=(), from_on=on,
        until_on=until, returned=False, goals=frozenset(one.id for one in goals),
        objectives=frozenset(one.id for one in steps),
    )  # fmt: skip


def session(on: date, note: NoteFact | None = None, **more: Any) -> SessionFact:
    """Held at ten in the morning for 45 minutes, unless told otherwise."""
    start = datetime.combine(on, time(10), UTC)
    own: dict[str, Any] = {
        "id": uuid4(), "attendance": uuid4(), "on": on, "starts_at": start,
        "ends_at": start + timedelta(minutes=45), "minutes": 45, "status": "attended",
        "kind": "individual", "place": "office", "telehealth": "in person",
        "people_present": "client", "cpt": "90834", "clinician": DANA, "attendees": 1,
        "identified": False, "has_identified": False, "note": note,
    }  # fmt: skip
    return SessionFact(**{**own, **more})


def note(
    on: date = START,
    *,
    goals: Iterable[UUID] = (),
    delivered: Iterable[tuple[UUID, UUID]] = (),
    scores: Iterable[tuple[UUID, int]] = (),
    **more: Any,
) -> NoteFact:
    """A signed progress note; `delivered` are (intervention, its objective)."""
    own: dict[str, Any] = {
        "id": uuid4(), "author": DANA, "template": "dap", "kind": "note", "text": (),
        "response": "", "risks": (), "risk_asked": False, "risk_text": "", "safety_plan": "",
        "next_time": "", "variance": "", "version": 1, "goals": frozenset(goals),
        "objectives": frozenset[UUID](),
        "delivered": tuple(Delivered(one, of, "CBT", "", None) for one, of in delivered),
        "scores": tuple((one, "client", value) for one, value in scores), "signed_on": on,
        "signatures": (), "requires": (), "late_after_hours": None, "addenda_on": (),
        "copied": frozenset[str](),
    }  # fmt: skip
    return NoteFact(**{**own, **more})


def consent(on: date = START, to: date | None = None, **more: Any) -> ConsentFact:
    """To treatment."""
    own: dict[str, Any] = {
        "id": uuid4(), "kind": "treatment", "signed_by": "client", "scope": "", "from_on": on,
        "to_on": to, "revoked_on": None,
    }  # fmt: skip
    return ConsentFact(**{**own, **more})


def authorization(
    on: date | None = START, to: date | None = None, visits: int | None = 12, rank: int = 1
) -> CoverageFact:
    """Somebody who pays for so many visits."""
    return CoverageFact(uuid4(), "Example Mutual", "EM-1", rank, "A-7", visits, on, to)
