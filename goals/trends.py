"""Judging change on a 0-10 goal: one rater's scores in, judgement and sentences out.

No query, request or clock of their own. Thresholds and their sources: `RULES`. The baseline is the
first of the two scores compared; give it only for the rater who set it, and only scores that stand
and mean the same (since the goal last changed its meaning). Zero is a score. One call per rater.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goals.clocks import Pause, Score, counted_on, days_counted, is_parked, one_a_day
from goals.trend_rules import RULES, Rule, Status

__all__ = ["RULES", "Judgement", "Rule", "Status", "Trend", "client_judgement", "overall", "trend"]


AIMS = ("reduce", "build", "maintain")
LOWEST, HIGHEST = 0, 10


class Judgement(StrEnum):
    """What may be said of one rater's scores, in words."""

    NOT_ENOUGH_DATA = "not enough data"
    RELIABLE_IMPROVEMENT = "reliable improvement"
    RELIABLE_DETERIORATION = "reliable deterioration"
    NO_RELIABLE_CHANGE = "no reliable change"


@dataclass(frozen=True)
class Trend:
    """One rater's scores on one goal, judged.

    `first` is the baseline, or the first score when none is given; `latest` the newest score.
    `change` is latest minus first in points (negative: fell); `change_in_good_direction` is
    positive when it went the wanted way; both None without two scores on two days.
    `scored_sessions` and `days` are the clocks of "stalled", parked time left out; `stalls_on` is
    the day from which it counts as stalled unless something is added, None where it never does.
    `held` says of a goal that is maintained whether what was reached is kept (rule "maintained").
    `warning` says when the scale leaves no room for a reliable change. `sentences` are for the
    clinician, the judgement first; each flag among them names a next step.
    """

    first: int | None
    first_on: date | None
    latest: int | None
    latest_on: date | None
    change: int | None
    change_in_good_direction: int | None
    judgement: Judgement
    scored_sessions: int
    days: int
    stalls_on: date | None
    stalled: bool
    off_pace: bool
    target_reached: bool
    warning: str | None
    sentences: tuple[str, ...]
    held: bool | None = None


@dataclass(frozen=True)
class _Case:
    """What is judged: one score a day in order of date, and everything they are held against."""

    scores: tuple[Score, ...]
    baseline: int | None
    baseline_on: date | None
    target: int | None
    target_on: date | None
    good: int  # +1 when higher is better, -1 when lower is
    maintained: bool
    today: date
    paused: tuple[Pause, ...]

    @property
    def first(self) -> int | None:
        if self.baseline is not None:
            return self.baseline
        return self.scores[0][1] if self.scores else None

    @property
    def first_on(self) -> date | None:
        if self.baseline is not None:
            return self.baseline_on
        return self.scores[0][0] if self.scores else None

    @property
    def change(self) -> int | None:
        """Points between the first and a later day's latest score, positive for the better."""
        if self.first is None or not self.scores:
            return None
        latest_on, latest = self.scores[-1]
        if self.first_on is not None and latest_on <= self.first_on:
            return None
        return (latest - self.first) * self.good


def trend(
    scores: Sequence[Score],
    *,
    baseline: int | None,
    baseline_on: date | None,
    target: int | None,
    target_on: date | None,
    lower_is_better: bool,
    aim: str,
    today: date,
    paused: Sequence[Pause] = (),
) -> Trend:
    """Judge one rater's scores, (day, 0-10) in any order, as they stood on `today`.

    `aim` is "reduce", "build" or "maintain"; `paused` holds the times the goal was parked, from
    (included) to (not included; None: still parked). Scores later than `today`, or earlier than
    a dated baseline, are not seen.
    Raises ValueError for an unknown aim and for a value that is not a whole number 0-10.
    """
    _check([value for _, value in scores], baseline, target, aim)
    good = -1 if lower_is_better else 1
    since = baseline_on if baseline is not None and baseline_on else date.min
    seen = [score for score in scores if since <= score[0] <= today]
    marks = baseline, baseline_on, target, target_on
    kept = one_a_day(seen, good)
    return _judge(_Case(kept, *marks, good, aim == "maintain", today, tuple(paused)))


def client_judgement(trends: Iterable[Trend]) -> Judgement:
    """One rater's goals together (rule "client-level"); call it once per rater, never across."""
    return overall(one.judgement for one in trends)


def overall(judgements: Iterable[str]) -> Judgement:
    """The judgements of one rater's goals together, also as they were kept."""
    found = set(judgements)
    first_to_say = (
        Judgement.RELIABLE_DETERIORATION,
        Judgement.RELIABLE_IMPROVEMENT,
        Judgement.NO_RELIABLE_CHANGE,
    )
    return next((one for one in first_to_say if one in found), Judgement.NOT_ENOUGH_DATA)


def _check(values: list[int], baseline: int | None, target: int | None, aim: str) -> None:
    if aim not in AIMS:
        raise ValueError(f"An aim is one of {', '.join(AIMS)}, not {aim!r}.")
    for value in (*values, baseline, target):
        if value is not None and (type(value) is not int or not LOWEST <= value <= HIGHEST):
            raise ValueError(f"A score is a whole number from 0 to 10, not {value!r}.")


def _judge(case: _Case) -> Trend:
    latest_on, latest = case.scores[-1] if case.scores else (None, None)
    better = case.change
    sessions = sum(not is_parked(day, case.paused) for day, _ in case.scores)
    started = case.first_on or (case.scores[0][0] if case.scores else case.today)
    days = days_counted(started, case.today, case.paused)
    reached = _target_reached(case)
    stalls_on = None if reached else _stalls_on(case, sessions, started)
    found = Trend(
        first=case.first,
        first_on=case.first_on,
        latest=latest,
        latest_on=latest_on,
        change=None if better is None else better * case.good,
        change_in_good_direction=better,
        judgement=_judgement(better),
        scored_sessions=sessions,
        days=days,
        stalls_on=stalls_on,
        stalled=stalls_on is not None and stalls_on <= case.today,
        off_pace=_off_pace(case),
        target_reached=reached,
        warning=_warning(case),
        sentences=(),
        held=_held(case),
    )
    return replace(found, sentences=_sentences(found, case))


def _judgement(better: int | None) -> Judgement:
    if better is None:
        return Judgement.NOT_ENOUGH_DATA
    if better >= RULES["reliable-improvement"].threshold:
        return Judgement.RELIABLE_IMPROVEMENT
    if -better >= RULES["reliable-deterioration"].threshold:
        return Judgement.RELIABLE_DETERIORATION
    return Judgement.NO_RELIABLE_CHANGE


def _held(case: _Case) -> bool | None:
    """Rule "maintained": what was reached is kept, give or take what is no reliable change."""
    if not case.maintained or case.change is None:
        return None
    return -case.change < RULES["maintained"].threshold


def _stalls_on(case: _Case, sessions: int, started: date) -> date | None:
    if case.maintained or is_parked(case.today, case.paused):
        return None
    if _judgement(case.change) is not Judgement.NO_RELIABLE_CHANGE:
        return None
    if sessions >= RULES["stalled-sessions"].threshold:
        return case.scores[-1][0]
    return counted_on(started, RULES["stalled-days"].threshold, case.paused)


def _off_pace(case: _Case) -> bool:
    """Whole-number arithmetic, so that exactly 2 points behind is 2 points behind."""
    if is_parked(case.today, case.paused) or len(case.scores) < RULES["off-pace-scores"].threshold:
        return False
    if case.baseline is None or case.target is None or not (case.baseline_on and case.target_on):
        return False
    if case.target_on <= case.baseline_on:
        return False
    span = (case.target_on - case.baseline_on).days
    limit = RULES["off-pace"].threshold * span
    for day, value in case.scores[-2:]:
        elapsed = min((day - case.baseline_on).days, span)
        planned = case.baseline * span + (case.target - case.baseline) * elapsed
        if (planned - value * span) * case.good < limit:
            return False
    return True


def _target_reached(case: _Case) -> bool:
    if case.target is None or not case.scores:
        return False
    return (case.scores[-1][1] - case.target) * case.good >= 0


def _warning(case: _Case) -> str | None:
    """Rule "room-to-change": the scale's end hides a reliable change in one direction."""
    if case.first is None:
        return None
    reliable = RULES["room-to-change"].threshold
    if LOWEST + reliable <= case.first <= HIGHEST - reliable:
        return None
    rise = case.first > HIGHEST - reliable
    hidden = "improvement" if rise == (case.good > 0) else "deterioration"
    way = f"{'rise' if rise else 'fall'} by {reliable} points"
    return (
        f"It started at {case.first} and cannot {way}, so a reliable {hidden} cannot show on "
        "this scale."
    )


def _sentences(found: Trend, case: _Case) -> tuple[str, ...]:
    """The judgement, then what was reached or calls for a step, then what cannot show."""
    told = [_judgement_sentence(found)]
    if found.held is not None:
        told.append(_maintained(found))
    if found.target_reached:
        held = "held" if case.maintained else "reached"
        told.append(f"Target {case.target} {held}: the latest score is {found.latest}.")
    if found.stalled:
        sessions, days = _count(found.scored_sessions, "scored session"), _count(found.days, "day")
        told.append(
            f"Stalled (house rule): no reliable change after {sessions} and {days}. Review "
            "barriers, and whether the goal, its objectives or interventions should change."
        )
    if found.off_pace:
        behind = _count(RULES["off-pace"].threshold, "point")
        told.append(
            f"Off pace (house rule): the last two scores are {behind} or more behind the line "
            "from baseline to target. Review barriers."
        )
    if found.warning:
        told.append(found.warning)
    return tuple(told)


def _maintained(found: Trend) -> str:
    within = f"(house rule: less than {RULES['maintained'].threshold} points worse than the start)"
    if found.held:
        return f"Maintained: {found.latest} holds what was reached {within}."
    return f"Not maintained: {found.latest} no longer holds what was reached {within}."


def _judgement_sentence(found: Trend) -> str:
    better, reliable = found.change_in_good_direction, RULES["reliable-improvement"].threshold
    if better is None:
        return "Not enough data: a change needs two scores by the same rater on two days."
    way = "better" if better > 0 else "worse"
    size = f"{_count(abs(better), 'point')} {way}" if better else "the same"
    said = f"{found.judgement.capitalize()}: {found.first} to {found.latest} is {size}"
    if found.judgement is Judgement.RELIABLE_DETERIORATION:
        return f"{said} ({reliable} or more counts). Ask what has changed, and review the plan."
    if found.judgement is Judgement.RELIABLE_IMPROVEMENT:
        return f"{said} ({reliable} or more counts)."
    return f"{said}; {reliable} points would count."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
