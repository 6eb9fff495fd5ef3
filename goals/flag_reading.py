"""What a goal's page says of its flags: which are open, which are quiet, and what was done."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from notes.progress import Progress

from .charts import GoalChart
from .flag_rules import RULES as RETURNS
from .flagged import Flagged, flagged
from .flags import Flag, Handling, Raised, Step
from .models import FlagAnswer, Goal
from .trend_rules import RULES, Rule

# The chip of each flag: a state of components/chip.html.
CHIPS = {
    Flag.DETERIORATION: "overdue",
    Flag.OFF_PACE: "due",
    Flag.STALLED: "due",
    Flag.NO_SCORES: "missing",
}
SHOWN_RULES = ("reliable-deterioration", "off-pace", "stalled-sessions", "stalled-days")


@dataclass(frozen=True)
class Line:
    """An open flag: its chip, and whose scores raise it."""

    state: str
    words: str
    whose: str


@dataclass(frozen=True)
class Done:
    """One answer, for however many flags it was given."""

    on: date
    by: str
    did: str
    about: str
    words: str


@dataclass(frozen=True)
class FlagsRead:
    """The section of a goal's page."""

    open: list[Line]
    quiet: list[str]
    answers: list[Done]
    is_unscored: bool = False
    is_reworded: bool = False
    rules: tuple[Rule, ...] = tuple(RULES[key] for key in SHOWN_RULES) + tuple(RETURNS.values())


def standing_of(goal: Goal, progress: Progress, today: date) -> Flagged:
    """The flags of a goal whose plan is in effect. Four queries."""
    plan = goal.home
    if not (plan.is_open and progress.versions):
        return Flagged()
    return flagged([goal], {plan.pk: plan}, progress, today)[goal.pk]


def flags_read(goal: Goal, progress: Progress, found: Flagged, today: date) -> FlagsRead:
    """What the page says of them, and everything that was done. One query."""
    raters = len(progress.scores.get(goal.pk, {}))
    return FlagsRead(
        open=[line_of_flag(one, raters) for one in found.open],
        quiet=[_quiet(one, by) for one, by in found.quiet(today)],
        answers=_done(goal),
        is_unscored=any(one.flag is Flag.NO_SCORES for one in found.open),
        is_reworded=found.is_reworded,
    )


def chart_of(goal: Goal, progress: Progress, found: Flagged, today: date) -> GoalChart:
    """The goal's picture; "off pace" is drawn until somebody has seen to it."""
    chart = progress.chart(goal, today)
    is_open = any(one.flag is Flag.OFF_PACE for one in found.open)
    return replace(chart, off_pace=chart.off_pace and is_open)


def line_of_flag(one: Raised, raters: int) -> Line:
    """An open flag to show; whose scores raise it is said where there are several raters."""
    whose = f"as the {one.rater} scores" if one.rater and raters > 1 else ""
    return Line(CHIPS[one.flag], one.words, whose)


def _quiet(one: Raised, by: Handling) -> str:
    """ "Off pace (house rule): quiet since 3 March 2026, reviewed barriers. …"."""
    sessions = RETURNS["returns-after-sessions"].threshold
    return (
        f"{one.words.capitalize()}: quiet since {by.on:%-d %B %Y} ({by.step}). It shows again "
        f"after {sessions} scored sessions more than then, or on {by.quiet_before:%-d %B %Y}."
    )


def _done(goal: Goal) -> list[Done]:
    """Every answer, the newest first."""
    rows = goal.flag_answers.select_related("answered_by").order_by("-answered_at", "flag", "rater")
    grouped = groupby(rows, key=lambda row: (row.answered_at, row.answered_by_id))
    return [_one(list(group)) for _, group in grouped]


def _one(rows: list[FlagAnswer]) -> Done:
    first = rows[0]
    about = "; ".join(_about(row) for row in rows)
    return Done(first.answered_on, first.answered_by.name, _did(first), about, first.words)


def _did(row: FlagAnswer) -> str:
    if row.step == Step.CONSULT and row.consulted_on:
        return f"consulted {row.consulted_with} on {row.consulted_on:%-d %B %Y}"
    return row.step


def _about(row: FlagAnswer) -> str:
    """ "reliable deterioration, client's score 8 of 3 March 2026"."""
    if row.score is None or row.score_on is None:
        return row.flag
    return f"{row.flag}, {row.rater}’s score {row.score} of {row.score_on:%-d %B %Y}"
