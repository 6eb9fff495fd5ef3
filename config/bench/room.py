"""A furnished practice to measure in: made in one transaction that is rolled back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client as Browser

from accounts import actions as people
from accounts.models import Practice, Role, User
from builder.actions import template_in_use
from clients import actions as records
from clients.models import Client, Diagnosis
from config import clock
from config.tenancy import acting, as_staff
from goals.models import Goal, GoalRevision, Intervention, Objective
from goals.models.goal import Rater
from notes.models import Attendance, Note, Score, Session
from plans import actions
from plans.document import canonical, digest
from plans.drafting import draft_document
from plans.models import Plan, Problem, ServiceOrder, Version

SESSIONS = 52


@dataclass(frozen=True)
class Room:
    """Who works in it, and what can be opened."""

    therapist: User
    reader: User
    client: Client
    plan: Plan
    version: Version
    small_plan: Plan
    note: Note

    def browser(self, user: User) -> Browser:
        """Signed in as that user."""
        browser = Browser(SERVER_NAME="localhost")
        browser.force_login(user)
        return browser


@contextmanager
def furnished(desk: int = 0) -> Iterator[Room]:
    """A client with 5 problems x 3 goals x 4 objectives x 4 interventions and 52 scored sessions.

    Beside it a client with one node of each kind, and `desk` further plans.
    """
    with transaction.atomic():
        therapist = _therapist()
        with acting(as_staff(therapist.practice_id, therapist.pk)):
            room = _furnish(therapist, desk)
            yield room
        transaction.set_rollback(True)


def _therapist() -> User:
    practice = Practice(name="Bench practice, not kept")
    with acting(as_staff(None)):
        user = User.objects.create_user(f"{uuid4()}@example.org", name="Bench Therapist")
        people.open_practice(practice, by=user)
    user.working_in(practice, [Role.ADMIN])
    with acting(as_staff(practice.pk, user.pk)):
        people.add_member(user, Role.THERAPIST, by=user)
    return user.working_in(practice, [Role.ADMIN, Role.THERAPIST])


def _furnish(by: User, desk: int) -> Room:
    client, plan, version = signed_plan(by, 5, 3, 4, 4)
    _, small_plan, _ = signed_plan(by, 1, 1, 1, 1)
    note = scored_year(plan, by)
    for _ in range(desk):
        signed_plan(by, 1, 1, 1, 1)
    access = records.give_access(client, email=f"{uuid4()}@example.org", name="Reader", by=by)
    return Room(by, access.user, client, plan, version, small_plan, note)


def signed_plan(
    by: User, problems: int, goals: int, objectives: int, interventions: int
) -> tuple[Client, Plan, Version]:
    """A client with a signed plan of so many problems, of so many goals each, and so on down."""
    client = records.add_client(
        Client(given_name="Marisol", family_name="Bench", born_on=date(1991, 4, 12)), by=by
    )
    diagnosis = Diagnosis(client=client, code="F40.01", diagnosed_on=_today(by))
    records.add_diagnosis(diagnosis, by=by)
    plan = actions.open_plan(Plan(client=client, **plan_words()), by=by)
    actions.add_service(
        ServiceOrder(plan=plan, minutes=45, frequency="weekly", duration_weeks=16, cpt="90834"),
        by=by,
    )
    _tree(plan, diagnosis, (problems, goals, objectives, interventions), by)
    seen = digest(canonical(draft_document(Plan.objects.get(pk=plan.pk), author=by)))
    fresh = Plan.objects.get(pk=plan.pk)
    return client, fresh, actions.sign(fresh, by=by, reason="First plan", seen=seen)


def plan_words() -> dict[str, str]:
    """The plan's own words, of a believable length."""
    return {
        "why_now": "Two panic attacks on the bus in one week; walks to work to avoid it.",
        "impairment": "Late or absent from work on six days in the last month.",
        "discharge_criteria": "One or no panic attack a week for six weeks in a row.",
        "participation": "Chose both goals and read the plan aloud.",
    }


def _today(by: User) -> date:
    assert by.practice is not None
    return by.practice.today


def _tree(plan: Plan, diagnosis: Diagnosis, size: tuple[int, int, int, int], by: User) -> None:
    mine: dict[str, Any] = {"practice": plan.practice, "changed_by": by}
    due = plan.opened_on + timedelta(weeks=12)
    problems = [
        Problem(plan=plan, statement=f"Avoidance of buses {n}", diagnosis=diagnosis, position=n)
        for n in range(1, size[0] + 1)
    ]
    goals = [
        Goal(problem=problem, position=n, target_on=due, **goal_words())
        for problem in problems
        for n in range(1, size[1] + 1)
    ]
    objectives = [
        Objective(goal=goal, position=n, target_on=due, **objective_words())
        for goal in goals
        for n in range(1, size[2] + 1)
    ]
    steps = [
        Intervention(objective=objective, position=n, responsible=by, **step_words())
        for objective in objectives
        for n in range(1, size[3] + 1)
    ]
    levels: list[list[Any]] = [problems, goals, objectives, steps]
    for rows in levels:
        for row in rows:
            for name, value in mine.items():
                setattr(row, name, value)
        type(rows[0])._base_manager.bulk_create(rows)


def goal_words() -> dict[str, Any]:
    """A goal on its scale."""
    return {
        "statement": "Reduce panic attacks and return to ordinary travel",
        "own_words": "I want to be less afraid of being afraid.",
        "zero_means": "no fear of another attack",
        "ten_means": "afraid of an attack all day",
        "lower_is_better": True,
        "baseline": 8,
        "target": 3,
    }


def objective_words() -> dict[str, Any]:
    """An objective that is counted."""
    return {
        "statement": "Panic attacks fall from 3 a week to 1 a week",
        "measure": "panic attacks",
        "measure_from": 3,
        "measure_to": 1,
        "measure_per": "week",
    }


def step_words() -> dict[str, str]:
    """An intervention."""
    return {
        "statement": "Teach and rehearse slow diaphragmatic breathing",
        "modality": "CBT",
        "frequency": "every session",
        "homework": "ten minutes of breathing practice each day",
    }


def scored_year(plan: Plan, by: User) -> Note:
    """A year of signed notes, each of which scores every goal; and one that is not signed."""
    start = clock.now() - timedelta(weeks=SESSIONS)
    mine: dict[str, Any] = {"practice": plan.practice, "changed_by": by}
    sessions = [_session(start + timedelta(weeks=n), by, mine) for n in range(SESSIONS)]
    attendances = [Attendance(session=row, client=plan.client, **mine) for row in sessions]
    notes = _signed_notes(attendances, by, mine)
    notes[-1].signed_at = None
    Session.objects.bulk_create(sessions)
    Attendance.objects.bulk_create(attendances)
    # A signed note takes no more scores: the database sees to it. So they come first.
    Score.objects.bulk_create(_scores(notes[:-1], plan))
    Note.objects.bulk_create(notes)
    return notes[-1]


def _session(starts_at: datetime, by: User, mine: dict[str, Any]) -> Session:
    return Session(
        clinician=by, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=45),
        cpt="90834", **mine,
    )  # fmt: skip


def _signed_notes(attendances: list[Attendance], by: User, mine: dict[str, Any]) -> list[Note]:
    template = template_in_use(mine["practice"], "dap")
    return [
        Note(
            attendance=row,
            author=by,
            template=template,
            sections={"data": "Client reported a calmer week. " * 8},
            signed_at=row.session.ends_at,
            signed_name=by.name,
            **mine,
        )
        for row in attendances
    ]


def _scores(notes: list[Note], plan: Plan) -> list[Score]:
    """A score of each of the plan's goals in each note, not all of them the same."""
    revisions = list(GoalRevision.objects.filter(goal__problem__plan=plan))
    return [
        Score(
            practice=plan.practice,
            note=note,
            goal_id=revision.goal_id,
            revision=revision,
            rater=Rater.CLIENT,
            value=(week + place) % 11,
            on=note.attendance.session.starts_at.date(),
        )
        for week, note in enumerate(notes)
        for place, revision in enumerate(revisions)
    ]
