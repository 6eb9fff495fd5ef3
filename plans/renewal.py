"""What a review looks at: each goal with its numbers, and what the signed notes say of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from goals.models import Goal, Objective
from goals.models.goal import Status
from goals.sparkline import Sparkline, sparkline
from notes.models import Attendance, GoalWorkedOn, Score
from notes.progress import Progress, progress_of

from .document.numbering import letters
from .models import Plan, Problem, Review, ReviewDraft
from .review_rules import RULES
from .review_words import CountFacts, GoalFacts, ReviewFacts, progress_words, summary_words

UNDER_REVIEW = (Status.ACTIVE, Status.RESERVE)
# House rule: what fits beside a goal; the rest is in the notes, to which the page leads.
MOST_QUOTES = 12


@dataclass(frozen=True)
class Quote:
    """What a signed note says of a goal, word for word. `about` is what the words are."""

    text: str
    about: str
    on: date
    note_id: UUID


@dataclass(frozen=True)
class Step:
    """An active objective with its number and what was counted."""

    row: Objective
    number: str
    count: CountFacts


@dataclass(frozen=True)
class Reviewed:
    """A goal under review. `more_quotes` counts those that are only in the notes."""

    goal: Goal
    facts: GoalFacts
    line: Sparkline
    alt: str
    steps: tuple[Step, ...]
    quotes: tuple[Quote, ...]
    more_quotes: int
    drafted: str

    @property
    def number(self) -> str:
        """ "1.2"."""
        return self.facts.number

    @property
    def is_scored(self) -> bool:
        """Whether there is a chart to look at."""
        return any(trend.latest is not None for trend in self.facts.trends.values())


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of a review shows."""

    plan: Plan
    facts: ReviewFacts
    goals: tuple[Reviewed, ...]
    drafted: str
    last: Review | None = None

    @property
    def since(self) -> date:
        """From when on the notes are quoted."""
        return self.facts.since


@dataclass
class _Told:
    """Quotes by goal, the newest first."""

    by_goal: dict[UUID, list[Quote]] = field(default_factory=lambda: defaultdict(list))

    def of(self, goal: Goal) -> list[Quote]:
        return sorted(self.by_goal.get(goal.pk, []), key=lambda quote: quote.on, reverse=True)


def sheet_of(plan: Plan, held_on: date) -> Sheet:
    """The sheet of a review held on a day, in a fixed number of queries."""
    last = plan.reviews.order_by("recorded_at").last()
    since = last.held_on if last else plan.opened_on
    progress, told = progress_of(plan), _quotes(plan, since, bool(last))
    goals = tuple(
        _reviewed(goal, number, progress, told.of(goal), held_on)
        for number, goal in _numbered(plan)
        if goal.status in UNDER_REVIEW and goal.problem.status != Problem.Status.RESOLVED
    )
    attended, missed = _sessions(plan, since, bool(last))
    seen = tuple(item.facts for item in goals)
    facts = ReviewFacts(held_on, since, last is not None, attended, missed, seen)
    return Sheet(plan, facts, goals, summary_words(facts), last)


def fresh_sheet(sheet: Sheet) -> ReviewDraft:
    """What stands on the sheet before anything was typed: the drafted words, and the interval."""
    held_on = sheet.facts.held_on
    interval = timedelta(days=sheet.plan.practice.review_interval_days)
    return ReviewDraft(
        plan=sheet.plan,
        row_version=0,
        held_on=held_on,
        summary=sheet.drafted,
        next_due_on=held_on + interval,
    )


def is_due(due_on: date | None, today: date) -> bool:
    """Whether the review is announced: from some days before its date on (house rule)."""
    return due_on is not None and due_on <= today + announced_before()


def announced_before() -> timedelta:
    """How long before its date a review is announced."""
    return timedelta(days=RULES["renewal-window"].threshold)


def confirmed_until(plan: Plan) -> date | None:
    """The date to which the newest review moved the next one, if it changed nothing else."""
    last = plan.reviews.order_by("recorded_at").last()
    if last is None or last.outcome != Review.Outcome.NO_CHANGE:
        return None
    return last.next_due_on


def _numbered(plan: Plan) -> list[tuple[str, Goal]]:
    """Every goal with its number in the draft, in the plan's order."""
    problems = plan.problems.prefetch_related("goals__objectives")
    found = []
    for n, problem in enumerate(problems, 1):
        for m, goal in enumerate(problem.goals.all(), 1):
            goal.problem = problem
            found.append((f"{n}.{m}", goal))
    return found


def _reviewed(
    goal: Goal, number: str, progress: Progress, quotes: list[Quote], held_on: date
) -> Reviewed:
    from goals.charts import alt_text

    steps = tuple(_steps(goal, number, progress))
    facts = GoalFacts(
        number=number,
        trends=progress.trends(goal, held_on),
        target=goal.target,
        target_on=goal.target_on,
        parked_from=goal.parked_from if goal.status == Status.RESERVE else None,
        counts=tuple(step.count for step in steps),
    )
    return Reviewed(
        goal=goal,
        facts=facts,
        line=_line(goal, progress),
        alt=alt_text(progress.chart(goal, held_on)),
        steps=steps,
        quotes=tuple(quotes[:MOST_QUOTES]),
        more_quotes=max(len(quotes) - MOST_QUOTES, 0),
        drafted=progress_words(facts, held_on),
    )


def _steps(goal: Goal, number: str, progress: Progress) -> list[Step]:
    found = []
    for place, row in enumerate(goal.objectives.all()):
        if row.status != Status.ACTIVE:
            continue
        points = progress.counts.get(row.pk, ())
        on, latest = points[-1] if points else (None, None)
        count = CountFacts(
            row.measure, row.measure_from, row.measure_to, row.measure_per, latest, on
        )
        found.append(Step(row, f"{number}{letters(place)}", count))
    return found


def _line(goal: Goal, progress: Progress) -> Sparkline:
    return sparkline(
        progress.points(goal),
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        baseline=goal.baseline,
    )


def _begins(plan: Plan, since: date, after: bool) -> datetime:
    """The first moment that counts: of the opening's day, or of the day after the last review."""
    day = since + timedelta(days=1) if after else since
    return datetime.combine(day, time.min, ZoneInfo(plan.practice.time_zone))


def _sessions(plan: Plan, since: date, after: bool) -> tuple[int, int]:
    """How many sessions were attended, and how many missed or cancelled."""
    came = Q(status=Attendance.Status.ATTENDED)
    not_held = Q(status__in=Attendance.NOT_HELD)
    found = Attendance.objects.filter(
        client=plan.client_id, session__starts_at__gte=_begins(plan, since, after)
    ).aggregate(attended=Count("pk", filter=came), missed=Count("pk", filter=not_held))
    return found["attended"], found["missed"]


def _quotes(plan: Plan, since: date, after: bool) -> _Told:
    """The client's response of each signed note that names the goal, and each score's remark."""
    told, zone = _Told(), ZoneInfo(plan.practice.time_zone)
    begins = _begins(plan, since, after)
    signed = {"note__signed_at__isnull": False, "goal__problem__plan": plan}
    signed |= {"note__attendance__session__starts_at__gte": begins}
    named = GoalWorkedOn.objects.filter(**signed).exclude(note__response="")
    for goal_id, note_id, starts_at, text in named.values_list(
        "goal_id", "note_id", "note__attendance__session__starts_at", "note__response"
    ):
        day = starts_at.astimezone(zone).date()
        told.by_goal[goal_id].append(Quote(text, "client’s response", day, note_id))
    remarked = Score.objects.standing().filter(**signed).exclude(remark="")
    for score in remarked.only("goal_id", "note_id", "on", "remark", "value", "rater"):
        about = f"remark on the {score.rater}’s score of {score.value}"
        told.by_goal[score.goal_id].append(Quote(score.remark, about, score.on, score.note_id))
    return told
