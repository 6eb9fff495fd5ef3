"""Reviews: on time, goal by goal, and what follows from a plateau."""

from collections.abc import Iterator
from datetime import date, timedelta

from audits.case import Case
from audits.facts import ReviewFact
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity
from goals.trends import Judgement, Trend
from plans.document import Goal
from plans.drafting import in_words

RATERS = ("client", "clinician")


def last_revised_on(case: Case) -> date | None:
    """When a version last took effect, or a review that changed nothing was signed."""
    days = [one.from_on for one in case.record.effective if one.from_on]
    days += [one.held_on for one in case.record.reviews if one.signed]
    return max(days, default=None)


@rule(
    34,
    "The plan is reviewed on time.",
    severity=Severity.ERROR,
    sources=("Beacon", "OK17", "COaud"),
    satisfied_by="Hold the review that is due; set the next one within the payer's interval.",
    reads=("record.next_review_on", "record.reviews", "record.versions"),
    points_at="plan:review_due_on",
    basis=Basis.RECORD,
    figures={"days": Figure(365, "days between reviews", "COaud")},
)
def reviewed_on_time(case: Case) -> Iterator[Said]:
    plan, revised_on = case.document.plan, last_revised_on(case)
    if case.record.closed_on:
        yield DoesNotApply("The plan is closed.")
        return
    if revised_on is None:
        yield NotJudged("No version is in effect yet.")
        return
    days = figure(case, "R34", "days")
    latest = revised_on + timedelta(days=days)
    due_on = case.record.next_review_on
    if due_on is None:
        yield Found("Set the date of the next review.", "plan", plan.id, "review_due_on")
    elif min(due_on, latest) < case.today:
        evidence = f"It was due on {in_words(min(due_on, latest))}"
        yield Found("The review is overdue.", "plan", plan.id, "review", evidence)
    elif due_on > latest:
        evidence = f"{in_words(due_on)} is more than {days} days after {in_words(revised_on)}"
        sentence = "The next review is set later than the payer’s interval allows."
        yield Found(sentence, "plan", plan.id, "review_due_on", evidence)


@rule(
    35,
    "The last review states progress or regression on each goal, and ends signed.",
    severity=Severity.ERROR,
    sources=("Beacon", "OK42"),
    satisfied_by="Say how each goal went, and sign: a new version, or that nothing changes.",
    reads=("record.reviews", "record.versions"),
    points_at="review:progress",
    basis=Basis.RECORD,
)
def review_states_progress(case: Case) -> Iterator[Said]:
    if not case.record.reviews:
        yield DoesNotApply("No review was held yet.")
        return
    # Of two on one day the later one was written because of the earlier.
    last = sorted(case.record.reviews, key=lambda one: one.held_on)[-1]
    said = {goal for goal, _, progress in last.goals if progress.strip()}
    numbers = {goal.id: goal.number for goal in case.document.goals}
    before = [one for one in case.record.effective if one.from_on and one.from_on < last.held_on]
    reviewed = (before or list(case.record.effective[:1]))[-1:]
    for goal in sorted(set().union(*(one.goals for one in reviewed)) - said):
        sentence = f"Say what progress goal {numbers.get(goal, '')} made.".replace("  ", " ")
        evidence = f"Review of {in_words(last.held_on)}"
        yield Found(sentence, "review", last.id, f"progress-{goal}", evidence)
    if not _ended(last, case):
        sentence = "The review ends with a signature: sign the new version."
        yield Found(sentence, "review", last.id, "outcome", f"Held on {in_words(last.held_on)}")


def _ended(review: ReviewFact, case: Case) -> bool:
    """Signed as no change; or a version was signed on that day or later."""
    return review.signed is not None or any(
        one.frozen_on >= review.held_on and one.from_on and not one.returned
        for one in case.record.versions
    )


@rule(
    36,
    "Improvement can reasonably be expected, or relapse prevented; a plateau leads to a revision.",
    severity=Severity.WARNING,
    sources=("NGSplan", "OIG20"),
    satisfied_by="Review the plan when a goal stalls or gets worse; aim to maintain where that is"
    " what treatment is for.",
    reads=("document.problems.goals.aim", "record.scored", "record.reviews", "record.versions"),
    points_at="goal:target",
    basis=Basis.RECORD,
    figures={"days": Figure(30, "days in which the plan answers a plateau", "house")},
)
def plateau_is_answered(case: Case) -> Iterator[Said]:
    goals = [goal for goal in case.document.active_goals if goal.aim != "maintain"]
    if not goals:
        yield DoesNotApply("No active goal aims at a change.")
        return
    judged = {goal.id: one for goal in goals if (one := _trend(case, goal))}
    if few := [str(goal.number) for goal in goals if goal.id not in judged]:
        named = f"Goal {few[0]} has" if len(few) == 1 else f"Goals {', '.join(few)} have"
        yield NotJudged(f"{named} no scores enough to be judged: two, on two days.")
    days, revised_on = figure(case, "R36", "days"), last_revised_on(case)
    for goal in goals:
        since = _plateau_since(case, goal, *judged[goal.id]) if goal.id in judged else None
        if since and (case.today - since).days > days and (not revised_on or revised_on < since):
            evidence = next(iter(judged[goal.id][1].sentences), "")
            sentence = f"Goal {goal.number} does not improve: review it, or change what is done."
            yield Found(sentence, "goal", goal.id, "target", evidence)


def _trend(case: Case, goal: Goal) -> tuple[str, Trend] | None:
    """By the client's scores; by the clinician's where those are too few to judge."""
    trends = case.record.scored.trends(goal, case.today)
    judged = ((rater, trends[rater]) for rater in RATERS if rater in trends)
    return next((one for one in judged if one[1].judgement != Judgement.NOT_ENOUGH_DATA), None)


def _plateau_since(case: Case, goal: Goal, rater: str, now: Trend) -> date | None:
    """The day from which it has been as it is now: one more score like the last is no answer."""
    since = _begins(now)
    given = case.record.scored.scores.get(goal.id, {}).get(rater, ())
    for day in sorted({on for on, _ in given if since and on <= case.today}, reverse=True):
        was = case.record.scored.trends(goal, day)[rater]
        if (began := _begins(was)) is None or _gets_worse(was) != _gets_worse(now):
            break
        since = min(since, began) if since else began
    return since


def _begins(one: Trend) -> date | None:
    if _gets_worse(one):
        return one.latest_on
    return one.stalls_on if one.stalled else None


def _gets_worse(one: Trend) -> bool:
    return one.judgement == Judgement.RELIABLE_DETERIORATION
