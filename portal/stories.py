"""A goal as its client reads it: one sentence, its picture, and at most two small wins."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from goals.charts import GoalChart, alt_text, table
from notes.progress import Progress
from plans.document import Goal, Objective

from .shared import Shared
from .spoken import chart_words
from .voice import Voice
from .wins import Numbers, comfort, small_wins

# Longer own words stand on the goal's own page; the list keeps to what one glance takes in.
HEADING = 140


@dataclass(frozen=True)
class Step:
    """An objective in plain words, with the newest number."""

    objective: Objective
    latest: int | None
    latest_on: date | None


@dataclass(frozen=True)
class Story:
    """Everything that the client's page says of one goal."""

    goal: Goal
    chart: GoalChart
    numbers: Numbers
    sentence: str
    wins: list[str]
    comfort: str
    steps: list[Step]
    raters: tuple[str, ...]
    is_worked_on: bool
    chart_url: str = ""

    @property
    def own_heading(self) -> bool:
        """Whether the client's own words are short enough to be the heading."""
        return 0 < len(self.goal.own_words) <= HEADING

    @property
    def heading(self) -> str:
        """The client's own words, else the statement, cut to what a glance takes in."""
        words = self.goal.own_words if self.own_heading else self.goal.statement
        return Truncator(words).chars(HEADING)

    @property
    def alt(self) -> str:
        """The picture in words."""
        return alt_text(self.chart, variant="client")

    @property
    def headers(self) -> list[str]:
        """Of the table of scores."""
        return [_("Day"), *self.raters]

    @property
    def rows(self) -> list[list[str]]:
        """Every score, the newest first; "–" is no score, and zero is 0."""
        told = []
        for row in reversed(table(self.chart)):
            given = {"client": row.client, "clinician": row.clinician}
            values = [given[series.rater] for series in self.chart.scored]
            day = date_format(row.on, "DATE_FORMAT")
            if row.remark:
                day = f"{day}: {row.remark}"
            told.append([day, *("–" if v is None else str(v) for v in values)])
        return told


def stories_of(
    shared: Iterable[Shared], numbers: Progress, voice: Voice, today: date
) -> list[Story]:
    """The stories of every goal that is worked on, in the plans' order."""
    return [
        story_of(plan, goal, numbers, voice, today)
        for plan in shared
        for goal in plan.document.active_goals
    ]


def find_goal(shared: Iterable[Shared], pk: UUID) -> tuple[Shared, Goal] | None:
    """A goal that is shared, by its id: being worked on, kept for later, or reached."""
    for plan in shared:
        for goal in plan.document.goals:
            if goal.id == pk and goal.status != "discontinued":
                return plan, goal
    return None


def story_of(plan: Shared, goal: Goal, progress: Progress, voice: Voice, today: date) -> Story:
    """One goal's story."""
    chart = chart_of(goal, progress, today)
    numbers = _numbers(goal, chart)
    return Story(
        goal=goal,
        chart=chart,
        numbers=numbers,
        sentence=plain_sentence(goal, chart, voice),
        wins=small_wins(numbers, goal, progress.counts, today=today),
        comfort=comfort(numbers, first_name(plan.document.lead.name)),
        steps=[_step(one, progress) for one in goal.objectives if one.is_active],
        raters=tuple(
            voice.who if series.rater == "client" else _("Therapist") for series in chart.scored
        ),
        is_worked_on=goal in plan.document.active_goals,
    )


def chart_of(goal: Goal, progress: Progress, today: date) -> GoalChart:
    """The goal's picture, with its words in the language that is active."""
    return replace(progress.chart(goal, today), words=chart_words())


def plain_sentence(goal: Goal, chart: GoalChart, voice: Voice) -> str:
    """Where the goal started, stands and goes, as its client is told; on the page and on paper."""
    rater = chart.scored[0].rater if chart.scored else "client"
    numbers = _numbers(goal, chart)
    return sentence(numbers, voice, by_client=rater == "client", keeps=_keeps(goal))


def sentence(numbers: Numbers, voice: Voice, *, by_client: bool, keeps: bool = False) -> str:
    """ "You started at 8. Now you say 4. You are aiming for 3." Zero is said as 0."""
    told, values = [], {"start": numbers.start, "latest": numbers.latest, "target": numbers.target}
    if numbers.start is not None:
        told.append(
            voice.say(_("You started at %(start)s."), _("%(name)s started at %(start)s."), **values)
        )
    if numbers.latest is not None:
        told.append(_latest(voice, values, by_client=by_client))
    if numbers.target is not None:
        told.append(_aim(voice, values, keeps=keeps, arrived=numbers.arrived))
    return " ".join(told)


def _latest(voice: Voice, values: dict[str, int | None], *, by_client: bool) -> str:
    if not by_client:
        return _("Now your therapist says %(latest)s.") % values
    return voice.say(_("Now you say %(latest)s."), _("Now %(name)s says %(latest)s."), **values)


def _aim(voice: Voice, values: dict[str, int | None], *, keeps: bool, arrived: bool) -> str:
    if keeps:
        told = (
            _("You want to keep it at %(target)s."),
            _("%(name)s wants to keep it at %(target)s."),
        )
    elif arrived:
        told = _("You were aiming for %(target)s."), _("%(name)s was aiming for %(target)s.")
    else:
        told = _("You are aiming for %(target)s."), _("%(name)s is aiming for %(target)s.")
    return voice.say(told[0], told[1], **values)


def first_name(name: str) -> str:
    """What somebody is called: "Dana" of "Dr. Dana Whitfield"."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    return words[0] if words else _("your therapist")


def _keeps(goal: Goal) -> bool:
    return goal.aim == "maintain"


def _numbers(goal: Goal, chart: GoalChart) -> Numbers:
    """The first rater's scores since the goal last changed its meaning or was measured anew."""
    since = max([*chart.breaks, goal.baseline_on or date.min])
    points = chart.scored[0].points if chart.scored else ()
    return Numbers(
        start=goal.baseline,
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        points=tuple(point for point in points if point[0] >= since),
    )


def _step(objective: Objective, progress: Progress) -> Step:
    points = progress.counts.get(objective.id, ())
    on, value = points[-1] if points else (None, None)
    return Step(objective, value, on)
