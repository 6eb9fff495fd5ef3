"""A life in care in which the record is as it should be, made by the actions; and one defect more.

Each test plants its defect in a savepoint that is rolled back, so that one life serves them all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from audits.tests.judged import one_of, places
from builder.models import Template
from clients.models import Client, Consent
from clients.tests.factories import client_of, covered, diagnosed, taken_in
from config import clock
from goals.models import Goal, Intervention
from notes.actions import NumberGiven, hold_session, save_note, sign_note, start_note
from notes.models import Attendance, Note, Session
from plans.models import Plan, Version
from plans.tests.factories import signed_plan

# Asks for everything that a payer wants to read, so that every rule can be met.
SIX = {
    "schema": 2,
    "fields": [
        {"type": "long_text", "key": key, "label": label}
        for key, label in (
            ("symptoms", "Symptoms"),
            ("functioning", "Functional status"),
            ("status", "Mental status"),
            ("intervention", "Intervention"),
            ("progress", "Progress and barriers"),
            ("prognosis", "Prognosis"),
        )
    ],
}
TOLD = (
    "Slept six hours and rode the bus on Monday with the breathing that we had rehearsed there.",
    "Missed two shifts after a night of worry, then went back on Thursday and finished the week.",
    "Argued with the sister about money, counted ten breaths, and called her again in the evening.",
    "Stood in the queue at the shop until the wave passed, which took four minutes by the watch.",
)


@dataclass
class Life:
    """A client under a plan in effect, and where the thread runs."""

    by: User
    client: Client
    version: Version
    goal: Goal
    intervention: Intervention
    told: Iterator[int] = field(default_factory=lambda: iter(range(1_000)))

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.version.plan


def life_of(therapist: User, *, days: int = 35, notes: int = 2) -> Life:
    """Opened and signed so many days ago, insured and consented to, with signed weekly notes."""
    User.objects.filter(pk=therapist.pk).update(license_number="LC-1", license_state="IL")
    with clock.standing_at(clock.now() - timedelta(days=days)):
        client = client_of(therapist)
        diagnosed(client)
        covered(client)
        taken_in(client)
        for kind in (Consent.Kind.TREATMENT, Consent.Kind.PRIVACY):
            consent_of(client, kind)
        version = signed_plan(therapist, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    life = Life(therapist, client, version, goal, Intervention.objects.get(objective__goal=goal))
    Template.objects.get_or_create(
        practice=client.practice, key="six", defaults={"title": "Six", "definition": SIX}
    )
    for week in range(notes):
        noted(life, days_ago=28 - 7 * week)
    return life


def consent_of(client: Client, kind: str, **fields: Any) -> Consent:
    """Signed today, without an end."""
    given = {"signed_by": client.legal_name, "from_on": client.practice.today}
    return Consent.objects.create(
        practice=client.practice, client=client, kind=kind, **{**given, **fields}
    )


def held(life: Life, *, days_ago: int = 5, status: str = "attended", **changed: Any) -> Attendance:
    """A session of 45 minutes at ten in the morning, then changed as no form would let it be."""
    start = at_ten(life, days_ago)
    stop = start + timedelta(minutes=changed.pop("minutes", 45))
    session = Session(starts_at=start, ends_at=stop, cpt="90834")
    found = hold_session(session, life.client, status, by=life.by)
    if changed:
        Session.objects.filter(pk=session.pk).update(**changed)
    return Attendance.objects.select_related("session", "client").get(pk=found.pk)


def at_ten(life: Life, days_ago: int) -> datetime:
    """Ten in the morning, where the practice is."""
    zone = ZoneInfo(life.client.practice.time_zone)
    day = life.client.practice.today - timedelta(days=days_ago)
    return datetime.combine(day, time(10), zone)


def noted(
    life: Life,
    *,
    days_ago: int = 5,
    session: dict[str, Any] | None = None,
    signed: bool | int = True,
    method: str = "password",
    cites: bool = True,
    minutes: int = 30,
    **changed: Any,
) -> Note:
    """A session and its note, signed an hour after it (or so many hours), with fields changed."""
    attendance = held(life, days_ago=days_ago, **(session or {}))
    ends_at = attendance.session.ends_at
    with clock.standing_at(ends_at + timedelta(hours=1)):
        note = start_note(attendance, changed.pop("template", "six"), by=life.by)
        told = TOLD[next(life.told) % len(TOLD)]
        note.sections = dict.fromkeys((row["key"] for row in SIX["fields"]), "") | {
            "symptoms": told, "functioning": "Works half days.", "status": "Oriented, calm.",
            "intervention": "Rehearsed breathing.", "progress": "Closer by a step.",
            "prognosis": "Good.",
        }  # fmt: skip
        note.response, note.risk_found = "Tried it twice and smiled.", ["none"]
        for name, value in changed.items():
            setattr(note, name, {**note.sections, **value} if name == "sections" else value)
        parts: dict[str, Any] = {
            "goals": [life.goal.pk],
            "interventions": {life.intervention.pk: minutes},
            "scores": [NumberGiven(life.goal.pk, 5, "client")],
        }
        note = save_note(note, **(parts if cites else {}), expected=note.row_version, by=life.by)
    if not signed:
        return note
    hours = 1 if signed is True else signed
    with clock.standing_at(ends_at + timedelta(hours=hours)):
        return sign_note(note, expected=note.row_version, by=life.by, method=method)


Place = tuple[str, Any, str]
Defect = Callable[[Life], Place]


def require_found(life: Life, rule: str, defects: list[Defect]) -> None:
    """Each of these defects, planted alone, is found by the rule at its place and nowhere else."""
    for plant in defects:
        with undone():
            place = plant(life)
            assert places(one_of(life.plan, rule)) == [place], plant.__name__


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
