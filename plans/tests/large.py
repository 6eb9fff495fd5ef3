"""The large plan of the query budgets: 5 × 3 × 4 × 4, and a year of weekly sessions."""

from datetime import timedelta

from accounts.models import User
from builder.models import Template
from config import clock
from goals.models import Goal, GoalRevision
from notes.models import Attendance, Note, Score, Session
from plans.models import Version
from plans.tests.factories import signed_plan

SIZE = {"problems": 5, "goals": 3, "objectives": 4, "interventions": 4}
WEEKS = 52


def lived_plan(therapist: User) -> Version:
    """A large plan, signed, with 52 signed notes that score every goal."""
    version = signed_plan(therapist, **SIZE)
    add_sessions(version, therapist, WEEKS)
    return version


def add_sessions(version: Version, therapist: User, weeks: int) -> None:
    """Weekly sessions until today, in bulk: the actions would take minutes."""
    common = {"practice_id": version.practice_id}
    client = version.plan.client
    template = Template.objects.create(
        **common,
        key="dap",
        number=99,
        title="DAP",
        definition=[{"key": "data", "heading": "Data", "help": ""}],
    )
    starts = [clock.now() - timedelta(weeks=week) for week in range(weeks)]
    sessions = Session.objects.bulk_create(
        Session(**common, clinician=therapist, starts_at=at, ends_at=at + timedelta(minutes=45))
        for at in starts
    )
    attended = Attendance.objects.bulk_create(
        Attendance(**common, session=session, client=client) for session in sessions
    )
    notes = Note.objects.bulk_create(
        Note(**common, attendance=row, author=therapist, template=template) for row in attended
    )
    revisions = GoalRevision.objects.filter(goal__problem__plan=version.plan)
    Score.objects.bulk_create(
        Score(
            **common,
            note=note,
            goal_id=revision.goal_id,
            revision=revision,
            rater="client",
            value=week % 11,
            on=at.date(),
        )
        for revision in revisions
        for week, (note, at) in enumerate(zip(notes, starts, strict=True))
    )
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(signed_at=clock.now())


def first_goal(version: Version) -> Goal:
    """The first goal of the plan."""
    return Goal.objects.filter(problem__plan=version.plan).in_order().first()
