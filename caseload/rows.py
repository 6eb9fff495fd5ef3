"""The lines of one page of the caseload: each client judged anew, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Prefetch
from django.urls import reverse

from accounts.models import User
from clients.models import CareTeam, Client
from config.looking import Look, looks_at, worked_on
from goals.models import Goal
from goals.scored import Scored, scored
from goals.sparkline import Sparkline, sparkline
from notes.models import Attendance
from plans.models import Plan
from plans.renewal import is_due
from plans.review_words import due_words

# House rule: three active goals are plenty (domain: few goals at a time); the rest is counted.
MOST_LINES = 3


@dataclass(frozen=True)
class Line:
    """A goal with its scores as a small line."""

    goal: Goal
    line: Sparkline
    url: str


@dataclass
class Row:
    """A client, what calls for a look and where the next step is, and how the goals stand."""

    client: Client
    team: str
    may_write: bool
    plans: list[Plan] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    more: int = 0
    last_session: date | None = None
    reviews: list["DueReview"] = field(default_factory=list)

    @property
    def flags(self) -> list[tuple[Look, int]]:
        """What calls for a look, and how many goals say the same and lead to the same step."""
        same = Counter((look.words, look.url) for look in self.looks)
        first = {(look.words, look.url): look for look in reversed(self.looks)}
        return [(first[said], many) for said, many in same.items()]


@dataclass(frozen=True)
class DueReview:
    """When a plan's review is due, in words if it is soon."""

    plan: Plan
    on: date
    words: str
    is_overdue: bool


def rows_of(client_ids: Sequence[UUID], user: User, today: date) -> list[Row]:
    """The rows of these clients, in this order."""
    rows = _clients(client_ids, user)
    plans = _plans(client_ids, user)
    goals = worked_on(plans.values())
    progress = scored(goals)
    looks = looks_at(goals, plans, progress, today)
    for plan in plans.values():
        rows[plan.client_id].plans.append(plan)
        rows[plan.client_id].reviews.append(_review(plan, today))
    for look in looks:
        rows[look.plan.client_id].looks.append(look)
    _draw(rows, goals, plans, progress)
    _date(rows, user)
    return [rows[pk] for pk in client_ids if pk in rows]


def _clients(client_ids: Sequence[UUID], user: User) -> dict[UUID, Row]:
    team = CareTeam.objects.visible_to(user).standing().select_related("member")
    found = Client.objects.visible_to(user).filter(pk__in=client_ids)
    return {client.pk: _row(client, user) for client in found.prefetch_related(
        Prefetch("care_team", team)
    )}  # fmt: skip


def _row(client: Client, user: User) -> Row:
    members = [seat.member for seat in client.care_team.all()]
    names = ", ".join(member.name for member in members)
    return Row(client, names, may_write=user.is_clinician and user in members)


def _plans(client_ids: Sequence[UUID], user: User) -> dict[UUID, Plan]:
    plans = Plan.objects.visible_to(user).open().filter(client__in=client_ids)
    plans = plans.filter(next_review_on__isnull=False).select_related("client", "practice")
    return {plan.pk: plan for plan in plans.order_by("number")}


def _review(plan: Plan, today: date) -> DueReview:
    assert plan.next_review_on is not None
    words = due_words(plan.next_review_on, today) if is_due(plan.next_review_on, today) else ""
    return DueReview(plan, plan.next_review_on, words, plan.next_review_on < today)


def _draw(
    rows: dict[UUID, Row], goals: list[Goal], plans: dict[UUID, Plan], progress: Scored
) -> None:
    """The goals that call for a look first, then in the plan's order."""
    by_client: dict[UUID, list[Goal]] = defaultdict(list)
    for goal in goals:
        by_client[plans[goal.problem.plan_id].client_id].append(goal)
    for pk, own in by_client.items():
        shown = _first_looks_first(own, rows[pk].looks)
        rows[pk].lines = [_line(goal, plans, progress) for goal in shown[:MOST_LINES]]
        rows[pk].more = max(len(own) - MOST_LINES, 0)


def _first_looks_first(goals: list[Goal], looks: list[Look]) -> list[Goal]:
    place = {look.goal.pk: place for place, look in enumerate(looks)}
    return sorted(goals, key=lambda goal: place.get(goal.pk, len(place)))


def _line(goal: Goal, plans: dict[UUID, Plan], progress: Scored) -> Line:
    plan = plans[goal.problem.plan_id]
    drawn = sparkline(
        progress.points(goal),
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        baseline=goal.baseline,
    )
    own = {"client_id": plan.client_id, "number": plan.number, "pk": goal.pk}
    return Line(goal, drawn, reverse("goals:detail", kwargs=own))


def _date(rows: dict[UUID, Row], user: User) -> None:
    """When each client was last seen."""
    assert user.practice is not None
    zone = ZoneInfo(user.practice.time_zone)
    held = Attendance.objects.visible_to(user).attended().filter(client__in=rows)
    last = held.values_list("client").annotate(Max("session__starts_at")).order_by()
    for client_id, starts_at in last:
        rows[client_id].last_session = starts_at.astimezone(zone).date()
