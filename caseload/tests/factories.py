"""Clients in treatment whose goals were scored, in bulk: the actions would take minutes."""

from datetime import date, timedelta
from uuid import uuid4

from accounts.models import User
from builder.models import Template
from clients.models import CareTeam, Client, Diagnosis
from clients.tests.factories import client_of
from config import clock
from goals.models import Goal, GoalRevision, GoalSummary
from goals.summaries import refresh
from notes.models import Attendance, Note, Score, Session
from plans.models import Plan, Problem
from plans.tests.factories import sign_draft, signable_plan


def treated(
    by: User, values: list[int] = (), *, name="Vega", ago: int = 0, weeks: int = 50, goals: int = 1
) -> Client:
    """A client in treatment whose first goal (5, to fall to 2 within so many weeks) was scored so

    by the client, a week apart, the last time `ago` days ago.
    """
    client = client_of(by, family_name=name)
    plan = signable_plan(by, client, goals=goals)
    goal = goal_of(client)
    opened = plan.practice.today - timedelta(days=ago + 7 * len(values) + 1)
    Plan.objects.filter(pk=plan.pk).update(opened_on=opened)
    Goal.objects.filter(pk=goal.pk).update(
        baseline=5, baseline_on=opened, target=2, lower_is_better=True,
        target_on=opened + timedelta(weeks=weeks),
    )  # fmt: skip
    sign_draft(plan, by)
    days = [ago + 7 * (len(values) - 1 - place) for place in range(len(values))]
    score(by, goal, list(zip(days, values, strict=True)))
    return client


def goal_of(client: Client) -> Goal:
    return Goal.objects.filter(problem__plan__client=client).in_order().first()


def score(by: User, goal: Goal, given: list[tuple[int, int]], rater: str = "client") -> None:
    """Signed notes with these scores: (days ago, value)."""
    common = {"practice_id": goal.practice_id}
    template = Template.objects.filter(practice=goal.practice_id, key="dap").first()
    template = template or Template.objects.create(
        **common, key="dap", number=99, title="DAP", definition=[]
    )
    revision = GoalRevision.objects.filter(goal=goal).last()
    notes = []
    for days, value in given:
        at = clock.now() - timedelta(days=days, hours=1)
        session = Session(**common, clinician=by, starts_at=at, ends_at=at + timedelta(minutes=45))
        session.save()
        seat = Attendance.objects.create(**common, session=session, client=goal.home.client)
        note = Note.objects.create(**common, attendance=seat, author=by, template=template)
        Score.objects.create(
            **common, note=note, goal=goal, revision=revision, rater=rater, value=value,
            on=session.on,
        )  # fmt: skip
        notes.append(note.pk)
    Note.objects.filter(pk__in=notes).update(signed_at=clock.now())
    refresh([goal.pk])


def judged_clients(
    by: User, many: int, judgement: str, *, code: str = "", rater: str = "client", ago: int = 0
) -> list[Client]:
    """So many clients with a goal that is kept as judged so; rows alone, for counting."""
    common, today = {"practice_id": by.practice_id}, by.practice.today
    clients = Client.objects.bulk_create(
        Client(**common, record_number=uuid4().hex, given_name="A", family_name="B",
               born_on=date(1990, 1, 1))
        for _ in range(many)
    )  # fmt: skip
    CareTeam.objects.bulk_create(CareTeam(**common, client=one, member=by) for one in clients)
    diagnoses = Diagnosis.objects.bulk_create(
        Diagnosis(**common, client=one, code=code or "F40.01", diagnosed_on=today, diagnosed_by=by)
        for one in clients
    )
    plans = Plan.objects.bulk_create(
        Plan(**common, client=one, number=1, opened_on=today, lead=by) for one in clients
    )
    problems = Problem.objects.bulk_create(
        Problem(**common, plan=plan, statement="x", diagnosis=diagnosis if code else None)
        for plan, diagnosis in zip(plans, diagnoses, strict=True)
    )
    goals = Goal.objects.bulk_create(Goal(**common, problem=one, statement="x") for one in problems)
    latest_on = today - timedelta(days=ago)
    GoalSummary.objects.bulk_create(
        GoalSummary(**common, goal=one, rater=rater, judgement=judgement, latest_on=latest_on)
        for one in goals
    )
    return clients
