"""What the notes of the demo say: told by the client, read from the numbers, planned from the plan.

Plain functions: no query, no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .cases import read


@dataclass(frozen=True)
class Scored:
    """A goal on the day of a session; `value` is None where it was not scored."""

    goal: str
    first: int
    target: int
    lower_is_better: bool
    before: int
    value: int | None


@cache
def phrases() -> dict[str, Any]:
    """fixtures/demo/phrases.yaml."""
    found: dict[str, Any] = read("phrases")
    return found


def turn(sentences: Sequence[str], week: int) -> str:
    """One of them, another each week."""
    return sentences[week % len(sentences)]


def data(told: str, scored: Sequence[Scored], counted: Sequence[tuple[str, int, str]]) -> str:
    """What the client told, the scores and the counts."""
    lines = [told]
    for item in scored:
        if item.value is None:
            lines.append(f"“{item.goal}” was not scored today.")
        else:
            lines.append(f"Scored “{item.goal}” {item.value} of 10, {_since(item)}.")
    for what, value, per in counted:
        lines.append(f"Counted this {per}: {what} {value}.")
    return "\n".join(line for line in lines if line)


def _since(item: Scored) -> str:
    assert item.value is not None
    step = item.value - item.before
    if not step:
        return "as last time"
    points = "one point" if abs(step) == 1 else f"{abs(step)} points"
    return f"{points} {'higher' if step > 0 else 'lower'} than last time"


def assessment(scored: Sequence[Scored], week: int) -> str:
    """Where each scored goal stands against its start and its aim."""
    said = []
    for place, item in enumerate(scored):
        if item.value is None:
            continue
        nearer = (item.first - item.value) * (1 if item.lower_is_better else -1)
        word = "better" if nearer > 0 else "same" if nearer == 0 else "worse"
        sentence = turn(phrases()["moved"][word], week + place)
        gap = abs(item.value - item.target)
        said.append(
            sentence.format(
                goal=item.goal,
                first=item.first,
                value=item.value,
                target=item.target,
                gap="one point" if gap == 1 else f"{gap} points",
            )
        )
    return "\n".join(said) or turn(phrases()["unscored"], week)


def next_time(steps: Sequence[str], week: int) -> str:
    """The next step of the plan."""
    if not steps:
        return "Go on with the assessment and write the goals together."
    step = turn(steps, week + 1)
    lowered = step[0].lower() + step[1:]
    return turn(phrases()["next"], week).format(step=lowered, step_first=step)


def response(week: int) -> str:
    """How the client took it."""
    return turn(phrases()["response"], week)


def risk() -> str:
    """What was asked, and what was said."""
    sentence: str = phrases()["risk"]
    return sentence
