"""The rows of made-up clients, written down table by table, in the order of copying."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from accounts.models import Practice, User
from builder.models import Template
from clients.models import CareTeam, Client, Coverage, Diagnosis, Intake
from config import clock
from config.audit_generator.drawing import vocabulary
from config.bench.invented_plan import invented_document
from config.bench.room import goal_words, objective_words, plan_words, step_words
from goals.models import Goal, GoalRevision, Intervention, Objective
from goals.models.goal import Rater
from notes.models import Attendance, GoalWorkedOn, Note, Score, Session
from plans.document import canonical, digest
from plans.models import Plan, Problem, ServiceOrder, Signature, Version

PLANS, GOALS, SESSIONS = 2, 5, 20
OWN_WORDS = "I want to ride the bus to my sister again, without counting the doors. " * 6
# A made-up sentence is one of each of these; a note's first part has so many sentences.
HOUR, SENTENCES = ("when", "happened", "then"), 4

Row = dict[str, Any]
Tables = dict[type[models.Model], list[Row]]


class Writer:
    """Writes rows down, table by table; always the same for the same therapist's place."""

    def __init__(self, practice: Practice, therapist: User, template: Template) -> None:
        self.practice, self.therapist, self.template = practice, therapist, template
        self.draw = random.Random(practice.pk.int % 1000)  # noqa: S311 - made-up scores, no secret
        self.now = clock.now()
        self.today = practice.today
        self.tables: Tables = {}

    def row(self, model: type[models.Model], **fields: Any) -> UUID:
        """Write a row down; its id."""
        fields = {"id": uuid4(), "practice_id": self.practice.pk, **fields}
        self.tables.setdefault(model, []).append(fields)
        pk: UUID = fields["id"]
        return pk

    def client(self) -> None:
        """One client with two plans."""
        born = date(1950, 1, 1) + timedelta(days=self.draw.randrange(20_000))
        pk = uuid4()
        self.row(
            Client,
            id=pk,
            record_number=pk.hex[:12],
            given_name="Bench",
            family_name=f"Client {pk.hex[:6]}",
            born_on=born,
        )
        self.row(CareTeam, client_id=pk, member_id=self.therapist.pk)
        self.row(Intake, client_id=pk, why_now=plan_words()["why_now"], own_words=OWN_WORDS)
        self.row(Coverage, client_id=pk, payer="Example Mutual", member_id=pk.hex[:8])
        diagnosis = self.row(
            Diagnosis,
            client_id=pk,
            code="F40.01",
            title="Agoraphobia with panic disorder",
            release="bench",
            diagnosed_on=self.today,
            diagnosed_by_id=self.therapist.pk,
        )
        for number in range(1, PLANS + 1):
            self.plan(pk, diagnosis, number)

    def plan(self, client: UUID, diagnosis: UUID, number: int) -> None:
        """A plan with its tree, its signed version and its sessions."""
        weeks = SESSIONS * (PLANS + 1 - number) + 1
        opened = self.today - timedelta(weeks=weeks)
        plan = self.episode(client, number, opened)
        problem = self.row(
            Problem,
            plan_id=plan,
            statement="Panic attacks with avoidance of buses",
            diagnosis_id=diagnosis,
        )
        goals = [self.goal(problem, opened, place) for place in range(1, GOALS + 1)]
        moment = self.now - timedelta(weeks=weeks)
        tree = [problem, *(pk for goal in goals for pk in goal.tree)]
        version = self.version(Named(self.therapist.pk, client, plan, diagnosis, tree), moment)
        for week in range(1, SESSIONS + 1):
            self.session(client, version, goals, moment + timedelta(weeks=week))

    def episode(self, client: UUID, number: int, opened: date) -> UUID:
        """The plan's own row and the service it orders; all but the last are closed."""
        plan = self.row(
            Plan,
            client_id=client,
            number=number,
            opened_on=opened,
            lead_id=self.therapist.pk,
            closed_on=None if number == PLANS else opened + timedelta(weeks=SESSIONS),
            closed_because="" if number == PLANS else "Goals reached.",
            review_due_on=opened + timedelta(weeks=SESSIONS + 6),
            **plan_words(),
        )
        self.row(
            ServiceOrder,
            plan_id=plan,
            minutes=45,
            frequency="weekly",
            duration_weeks=SESSIONS,
            cpt="90834",
        )
        return plan

    def goal(self, problem: UUID, opened: date, place: int) -> "Scored":
        """A goal with an objective and an intervention."""
        due = opened + timedelta(weeks=SESSIONS)
        wording = {**goal_words(), "baseline_on": opened, "target_on": due}
        kept = {name: value for name, value in wording.items() if name != "own_words"}
        goal = self.row(Goal, problem_id=problem, position=place, **wording)
        revision = self.row(GoalRevision, goal_id=goal, number=1, **kept)
        objective = self.row(Objective, goal_id=goal, target_on=due, **objective_words())
        step = self.row(
            Intervention, objective_id=objective, responsible_id=self.therapist.pk, **step_words()
        )
        return Scored(goal, revision, (goal, objective, step))

    def version(self, named: "Named", moment: datetime) -> UUID:
        """The version in effect, with its author's signature."""
        document = text_of(named)
        version = self.row(
            Version,
            plan_id=named.plan,
            number=1,
            document=document,
            digest=digest(document),
            frozen_at=moment,
            reason="First plan",
            requires=[{"role": "author", "name": self.therapist.printed_name}],
        )
        self.row(
            Signature,
            version_id=version,
            signer_id=self.therapist.pk,
            role="author",
            name=self.therapist.name,
            credentials=self.therapist.credentials,
            method="password",
            statement="Made up.",
            signed_at=moment,
        )
        return version

    def session(
        self, client: UUID, version: UUID, goals: Sequence["Scored"], starts_at: datetime
    ) -> None:
        """A session, its signed note, and a score of each goal."""
        ends_at = starts_at + timedelta(minutes=45)
        session = self.row(
            Session,
            clinician_id=self.therapist.pk,
            starts_at=starts_at,
            ends_at=ends_at,
            cpt="90834",
        )
        attendance = self.row(Attendance, session_id=session, client_id=client)
        # A signed note takes no more scores: the database sees to it. So they come first.
        note = uuid4()
        self.scores(note, goals, starts_at.date())
        self.row(
            Note,
            id=note,
            attendance_id=attendance,
            author_id=self.therapist.pk,
            template_id=self.template.pk,
            version_id=version,
            sections=self.told(),
            signed_at=ends_at,
            signed_name=self.therapist.name,
            signed_credentials=self.therapist.credentials,
        )

    def told(self) -> dict[str, str]:
        """What a note of the DAP template says: of the one hour, so that none is another's copy."""
        words, pick = vocabulary()["notes"], self.draw.choice
        hours = [" ".join(pick(words[name]) for name in HOUR) for _ in range(SENTENCES)]
        state = f"{pick(words['mental_status'])} {pick(words['progress'])}"
        return {"data": " ".join(hours), "assessment": state, "plan": pick(words["next_time"])}

    def scores(self, note: UUID, goals: Sequence["Scored"], on: date) -> None:
        """Each goal as worked on in the note, and the client's score of it."""
        for goal in goals:
            self.row(GoalWorkedOn, note_id=note, goal_id=goal.pk)
            self.row(
                Score,
                note_id=note,
                goal_id=goal.pk,
                revision_id=goal.revision,
                rater=Rater.CLIENT,
                value=self.draw.randrange(11),
                on=on,
            )


@dataclass(frozen=True)
class Scored:
    """A goal, its revision, and the ids of its branch in the order of the document."""

    pk: UUID
    revision: UUID
    tree: tuple[UUID, ...]


@dataclass(frozen=True)
class Named:
    """The ids that a version's document names; `tree` from the problem down, in its order."""

    therapist: UUID
    client: UUID
    plan: UUID
    diagnosis: UUID
    tree: list[UUID]


@cache
def pattern() -> tuple[str, tuple[str, ...]]:
    """A made-up document of this size as canonical text, and its ids in the order of `Named`."""
    document = invented_document(1, GOALS, 1, 1)
    ids = [document.lead.id, document.client.id, document.plan.id, document.diagnoses[0].id]
    for problem in document.problems:
        ids.append(problem.id)
        for goal in problem.goals:
            ids.append(goal.id)
            for objective in goal.objectives:
                ids += [objective.id, *(step.id for step in objective.interventions)]
    return canonical(document), tuple(map(str, ids))


def text_of(named: Named) -> str:
    """The made-up document, speaking of these rows."""
    text, ids = pattern()
    real = [named.therapist, named.client, named.plan, named.diagnosis, *named.tree]
    for made_up, pk in zip(ids, real, strict=True):
        text = text.replace(made_up, str(pk))
    return text
