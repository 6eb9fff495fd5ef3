"""The client's page: where treatment stands first, then everything around it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.pages import asking_user
from clients.models import BreakGlass, Client, Intake
from clients.profiles import with_profiles
from clients.risk import safety_of
from config import clock
from exchange.models import RecordRequest
from exchange.pages import lines
from goals.flagged import flagged
from goals.models import Goal
from goals.overview import Group, groups_of
from goals.scored import scored
from measures.finding import all_of
from measures.reading import lines_of
from notes.models import Attendance
from notes.progress import Progress
from plans.models import Plan
from plans.renewal import is_due
from plans.state import State, state_of

from .parts import opened

INTAKE = [
    ("why_now", "Why now"),
    ("strengths", "Strengths"),
    ("needs", "Needs"),
    ("preferences", "Preferences"),
    ("culture", "Culture and language"),
    ("supports", "Supports"),
    ("barriers", "Barriers"),
]
PARTICULARS = [("language", "Language"), ("email", "E-mail"), ("phone", "Phone")]


@dataclass(frozen=True)
class PlanLine:
    """A plan, where it stands, and its active goals: those to bring down, those to build up."""

    plan: Plan
    state: State
    groups: list[Group]

    @property
    def is_to_be_written(self) -> bool:
        """Whether the next step is in the draft."""
        return self.state.word in ("draft", "returned")

    def is_to_be_renewed(self, today: date) -> bool:
        """Whether the review is overdue, or announced while nothing else waits."""
        if self.state.word not in ("in effect", "overdue"):
            return False
        return is_due(self.plan.next_review_on, today)


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """One client."""
    user = asking_user(request)
    client = opened(request, client_id)
    may_write = client.is_written_by(user)
    plans = plan_lines(client, user)
    shown = {
        "client": client,
        "may_write": may_write,
        "may_assign": may_write or user.is_admin,
        "plans": plans,
        "primary": next_step(client, plans, user) if may_write else None,
        "sessions": _sessions(client, user),
        "safety": safety_of(client, user),
        "measures": lines_of(all_of(client, user).standing),
        "in_emergency": None if may_write else _in_emergency(client, user),
        **_around(client, user),
        **_facts(client, user),
    }
    return render(request, "clients/detail.html", shown)


def _around(client: Client, user: User) -> dict[str, Any]:
    """The rest of the record; a query a line."""
    emergencies: QuerySet[BreakGlass] = client.emergencies.select_related("user")
    return {
        "today": client.practice.today,
        "age": client.age_on(client.practice.today),
        "diagnoses": list(client.diagnoses.select_related("diagnosed_by")),
        "coverages": with_profiles(client.coverages.all(), client.practice_id),
        "contributors": list(client.contributors.all()),
        "consents": list(client.consents.all()),
        "team": list(client.care_team.standing().select_related("member")),
        "emergencies": list(emergencies[:10]),
        "requests": lines(
            RecordRequest.objects.visible_to(user).filter(client=client).with_steps(),
            client.practice.today,
        ),
        "readers": list(client.access.standing().select_related("user")),
    }


def _facts(client: Client, user: User) -> dict[str, Any]:
    """The particulars and the intake, as labels and values."""
    intake = Intake.objects.visible_to(user).filter(client=client).first()
    guardian = ", ".join(filter(None, [client.guardian_name, client.guardian_relation]))
    return {
        "intake": intake,
        "intake_rows": [(label, getattr(intake, name, "")) for name, label in INTAKE],
        "particulars": [
            ("Administrative gender", client.get_gender_display()),
            *((label, getattr(client, name)) for name, label in PARTICULARS),
            ("Address", client.address),
            ("Guardian", guardian or "None"),
        ],
    }


def _in_emergency(client: Client, user: User) -> BreakGlass | None:
    """The emergency by which the user reads, if nothing else lets them."""
    if user.is_admin:
        return None
    return client.emergencies.filter(user=user, ends_at__gt=clock.now()).first()


def _sessions(client: Client, user: User) -> dict[str, Any]:
    """How many sessions were attended and missed, and when the last one was."""
    attended = Q(status=Attendance.Status.ATTENDED)
    return (
        Attendance.objects.visible_to(user)
        .filter(client=client, session__starts_at__lte=clock.now())
        .aggregate(
            attended=Count("pk", filter=attended),
            missed=Count("pk", filter=Q(status__in=Attendance.NOT_HELD)),
            last=Max("session__starts_at", filter=attended),
        )
    )


def plan_lines(client: Client, user: User) -> list[PlanLine]:
    """Every plan of the client, open ones first; the numbers of the open ones' goals."""
    plans = list(Plan.objects.visible_to(user).filter(client=client).with_versions())
    plans.sort(key=lambda plan: (not plan.is_open, -plan.number))
    goals = list(
        Goal.objects.visible_to(user)
        .active()
        .in_order()
        .filter(problem__plan__in=[plan.pk for plan in plans if plan.is_open])
        .select_related("problem")
    )
    today = client.practice.today
    states = {plan.pk: state_of(plan, today) for plan in plans}
    groups = _groups(goals, {plan.pk: plan for plan in plans}, states, today)
    return [PlanLine(plan, states[plan.pk], groups.get(plan.pk, [])) for plan in plans]


def _groups(
    goals: list[Goal], plans: dict[UUID, Plan], states: dict[UUID, State], today: date
) -> dict[UUID, list[Group]]:
    """The goals of each open plan; flags are raised once a version is in effect."""
    if not goals:
        return {}
    numbers = scored(goals)
    in_effect = [goal for goal in goals if states[goal.problem.plan_id].current]
    flags = flagged(in_effect, plans, numbers, today) if in_effect else {}
    progress = Progress(numbers.scores, numbers.breaks, numbers.pauses)
    return {
        pk: groups_of(
            [goal for goal in goals if goal.problem.plan_id == pk], progress, today, flags
        )
        for pk in plans
    }


def next_step(client: Client, plans: list[PlanLine], user: User) -> tuple[str, str]:
    """The one button of the page: its words and its address."""
    plan = next((line for line in plans if line.plan.is_open), None)
    if plan is None:
        return "Write a plan", reverse("plans:open", args=[client.pk])
    if plan.is_to_be_renewed(client.practice.today):
        return "Renew the plan", reverse("plans:renew", args=[client.pk, plan.plan.number])
    if plan.is_to_be_written:
        words = {"draft": "Finish and sign the plan"}
        said = words.get(plan.state.word, "Revise the plan")
        return said, reverse("plans:draft", args=[client.pk, plan.plan.number])
    waiting = _without_signed_note(client, user)
    if waiting is None:
        return "Record a session", reverse("notes:add-session", args=[client.pk])
    if hasattr(waiting, "note"):
        return "Finish the note", reverse("notes:edit", args=[client.pk, waiting.note.pk])
    address = reverse("notes:new", args=[client.pk])
    return "Write a note", f"{address}?session={waiting.session_id}"


def _without_signed_note(client: Client, user: User) -> Attendance | None:
    """The earliest past session without a signed note, unless it was missed or cancelled."""
    return (
        Attendance.objects.visible_to(user)
        .filter(client=client)
        .exclude(status__in=Attendance.NOT_HELD)
        .filter(session__starts_at__lte=clock.now())
        .filter(Q(note__isnull=True) | Q(note__signed_at__isnull=True))
        .select_related("note")
        .order_by("session__starts_at")
        .first()
    )
