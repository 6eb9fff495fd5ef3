"""The words of a review, drafted from facts: facts in, sentences out.

Each sentence says what rows say and nothing else: no cause, no praise, no guess. The clinician
edits them. No query, no request, no clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goals.trends import Judgement, Trend


@dataclass(frozen=True)
class CountFacts:
    """What is counted for an objective; `latest` is None when it never was."""

    measure: str
    start: int | None
    end: int | None
    per: str
    latest: int | None = None
    latest_on: date | None = None

    @property
    def wanted(self) -> str:
        """ "from 3 to 1 per week"; empty when no number is aimed at."""
        start = "" if self.start is None else f"from {self.start}"
        end = "" if self.end is None else f"to {self.end}"
        if not (start or end):
            return ""
        per = (
            self.per if self.per.startswith(("in ", "per ")) or not self.per else f"per {self.per}"
        )
        return " ".join(word for word in (start, end, per) if word)


@dataclass(frozen=True)
class GoalFacts:
    """A goal on the day of the review. `trends` holds the judgement of each rater's scores."""

    number: str
    trends: Mapping[str, Trend]
    target: int | None = None
    target_on: date | None = None
    parked_from: date | None = None
    counts: tuple[CountFacts, ...] = ()

    @property
    def is_parked(self) -> bool:
        """In reserve: not scored, clocks pause."""
        return self.parked_from is not None

    @property
    def main(self) -> Trend | None:
        """The client's judgement, or the clinician's where the client gave no score."""
        return self.trends.get("client") or self.trends.get("clinician")


@dataclass(frozen=True)
class ReviewFacts:
    """What happened since the last review, or since the plan was opened."""

    held_on: date
    since: date
    after_review: bool
    attended: int
    missed: int
    goals: tuple[GoalFacts, ...]


def progress_words(goal: GoalFacts, held_on: date) -> str:
    """Progress or regression on one goal."""
    told = []
    if goal.parked_from:
        told.append(f"Parked since {day(goal.parked_from)}.")
    for rater in sorted(goal.trends, key=("client", "clinician").index):
        told.append(_scored(rater, goal.trends[rater]))
    if not any(trend.latest is not None for trend in goal.trends.values()):
        told.append("No score yet.")
    told += _against_target(goal, held_on)
    told += [_counted(count) for count in goal.counts]
    return " ".join(sentence for sentence in told if sentence)


def summary_words(facts: ReviewFacts) -> str:
    """The review's own text."""
    began = "the last review" if facts.after_review else "the plan was opened"
    told = [
        f"Review of {day(facts.held_on)}.",
        f"Since {began} on {day(facts.since)}, {_sessions(facts.attended)} attended"
        f" and {facts.missed or 'none'} missed or cancelled.",
        *_together(facts.goals),
    ]
    return " ".join(told)


def due_words(due_on: date, today: date) -> str:
    """ "review due in 12 days", "review due today", "review overdue by 3 days"."""
    left = (due_on - today).days
    if left == 0:
        return "review due today"
    if left > 0:
        return f"review due in {counted(left, 'day')}"
    return f"review overdue by {counted(-left, 'day')}"


def day(on: date) -> str:
    """5 January 2026."""
    return f"{on:%-d %B %Y}"


def counted(number: int, thing: str) -> str:
    """ "1 day", "3 days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _sessions(number: int) -> str:
    if not number:
        return "no session was"
    return f"{counted(number, 'session')} {'was' if number == 1 else 'were'}"


def _scored(rater: str, trend: Trend) -> str:
    """ "Scored by the client: 8 at the start (5 January 2026), 4 on 6 April 2026, 4 points better:

    reliable improvement."
    """
    if trend.latest is None or trend.latest_on is None:
        return ""
    said = f"Scored by the {rater}: "
    if trend.change_in_good_direction is None or trend.first is None:
        return f"{said}{trend.latest} on {day(trend.latest_on)}; not enough scores to compare."
    start = f"{trend.first} at the start"
    start += f" ({day(trend.first_on)})" if trend.first_on else ""
    better = trend.change_in_good_direction
    moved = f"{counted(abs(better), 'point')} {'better' if better > 0 else 'worse'}"
    size = moved if better else "unchanged"
    said += f"{start}, {trend.latest} on {day(trend.latest_on)}, {size}: {trend.judgement}."
    return said + (" No reliable change for long (stalled, house rule)." if trend.stalled else "")


def _against_target(goal: GoalFacts, held_on: date) -> Iterator[str]:
    if goal.target is None:
        return
    if goal.main and goal.main.target_reached:
        yield f"The target of {goal.target} is reached."
        return
    by = f" by {day(goal.target_on)}" if goal.target_on else ""
    passed = goal.target_on and goal.target_on < held_on and not goal.is_parked
    yield f"The target is {goal.target}{by}{', a date that has passed' if passed else ''}."


def _counted(count: CountFacts) -> str:
    if not count.measure:
        return ""
    wanted = f" (wanted: {count.wanted})" if count.wanted else ""
    what = f"{count.measure[0].upper()}{count.measure[1:]}{wanted}"
    if count.latest is None or count.latest_on is None:
        return f"{what}: not counted yet."
    return f"{what}: {count.latest} on {day(count.latest_on)}."


def _together(goals: Iterable[GoalFacts]) -> Iterator[str]:
    """One sentence for each judgement, with the numbers of its goals; then what is parked."""
    worked_on = [goal for goal in goals if not goal.is_parked]
    if not worked_on:
        yield "No goal is being worked on."
    for judgement in Judgement:
        named = [goal.number for goal in worked_on if _judged(goal) is judgement]
        if named:
            yield f"{str(judgement).capitalize()} on {_named(named)}."
    reached = [g.number for g in worked_on if g.main and g.main.target_reached]
    if reached:
        yield f"Target reached on {_named(reached)}."
    if parked := [goal.number for goal in goals if goal.is_parked]:
        yield f"Parked: {_named(parked)}."


def _judged(goal: GoalFacts) -> Judgement:
    return goal.main.judgement if goal.main else Judgement.NOT_ENOUGH_DATA


def _named(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"goal {numbers[0]}"
    return f"goals {', '.join(numbers[:-1])} and {numbers[-1]}"
