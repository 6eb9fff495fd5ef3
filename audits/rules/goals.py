"""Goals: that there are any, the client's words, and the measure that shows accomplishment."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import rule
from audits.said import DoesNotApply, Found, Said, Severity
from audits.wording.vague_goals import vague_goal


@rule(
    9,
    "At least one goal is active.",
    severity=Severity.ERROR,
    sources=("NGSplan", "Rula"),
    satisfied_by="Add a goal, or take up one that is parked.",
    reads=("document.problems.goals.status",),
    points_at="problem:goals",
)
def an_active_goal(case: Case) -> Iterator[Said]:
    if case.document.active_goals:
        return
    problem = next((one for one in case.document.problems if one.is_active), None)
    if problem:
        yield Found("Add an active goal.", "problem", problem.id, "goals")
    else:
        yield Found("Add a problem with a goal.", "plan", case.document.plan.id, "problems")


@rule(
    10,
    "Each active goal carries the client's own words.",
    severity=Severity.WARNING,
    sources=("CARF", "TJC", "TJC17"),
    satisfied_by="Write down how the client says it.",
    reads=("document.problems.goals.own_words",),
    points_at="goal:own_words",
)
def goals_in_own_words(case: Case) -> Iterator[Said]:
    yield from without_goals(case)
    for goal in case.document.active_goals:
        if not goal.own_words.strip():
            sentence = f"Say goal {goal.number} in the client’s own words."
            yield Found(sentence, "goal", goal.id, "own_words")


@rule(
    13,
    "Each active goal says by what it is recognized, and states the measure that shows"
    " accomplishment, from a baseline to a target.",
    severity=Severity.WARNING,
    sources=("MagLA", "house"),
    satisfied_by="Name an act, a place or an occasion in the goal; say what 0 and 10 mean, and give"
    " the baseline and the target.",
    reads=(
        "document.problems.goals.statement",
        "document.problems.goals.zero_means",
        "document.problems.goals.ten_means",
        "document.problems.goals.baseline",
        "document.problems.goals.target",
    ),
    points_at="goal:baseline",
)
def goals_are_measured(case: Case) -> Iterator[Said]:
    yield from without_goals(case)
    for goal in case.document.active_goals:
        wanted = (
            ("zero_means", goal.zero_means.strip(), "Say what 0 means for goal {}."),
            ("ten_means", goal.ten_means.strip(), "Say what 10 means for goal {}."),
            ("baseline", goal.baseline is not None, "Give goal {} its baseline, 0 to 10."),
            ("target", goal.target is not None, "Give goal {} its target, 0 to 10."),
        )
        for field, there, sentence in wanted:
            if not there:
                yield Found(sentence.format(goal.number), "goal", goal.id, field)
        if advice := vague_goal(goal.statement):
            sentence = f"Say in goal {goal.number} by what it is recognized."
            yield Found(sentence, "goal", goal.id, "statement", advice.evidence(goal.statement))


def without_goals(case: Case) -> Iterator[Said]:
    """R09 says it once; rules on goals have nothing to judge."""
    if not case.document.active_goals:
        yield DoesNotApply("No goal is active (R09).")
