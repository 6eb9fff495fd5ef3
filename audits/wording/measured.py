"""How much of what the checks flag is rightly flagged, and how much they miss.

Beside it stand two baselines that know nothing of wording, so that nobody takes a figure for more
than it is: one by length or likeness alone, one that copies the label of the most alike statement.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .advice import Advice
from .bags import bag, likeness
from .copied_notes import copied_note
from .empty_criteria import empty_criteria
from .labelled import LABELS, Between, Item, Kind, Part, load
from .scripted_text import as_the_planner_has_it, copied_between_clients, scripted_note
from .unmeasurable_objectives import unmeasurable_objective
from .vague_goals import vague_goal

CHECKS: dict[tuple[Kind, Between | None], Callable[..., Advice | None]] = {
    ("goal", None): vague_goal,
    ("objective", None): unmeasurable_objective,
    ("discharge", None): empty_criteria,
    ("note", None): scripted_note,
    ("pair", "planner"): as_the_planner_has_it,
    ("pair", "clients"): copied_between_clients,
    ("pair", "notes"): copied_note,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of right and wrong answers to one question."""

    flagged_rightly: int
    flagged_wrongly: int
    missed: int
    items: int

    @property
    def precision(self) -> float:
        """Of what was flagged, how much deserved it (0-1; 0 when nothing was flagged)."""
        flagged = self.flagged_rightly + self.flagged_wrongly
        return self.flagged_rightly / flagged if flagged else 0.0

    @property
    def recall(self) -> float:
        """Of what deserved it, how much was flagged (0-1)."""
        deserved = self.flagged_rightly + self.missed
        return self.flagged_rightly / deserved if deserved else 0.0


Answer = Callable[[Item], bool]


def checked(item: Item) -> Advice | None:
    """What the check that an item is about says of it."""
    return CHECKS[item.kind, item.between](*item.words)


def measured(items: Iterable[Item], answer: Answer) -> Figures:
    """The answers counted."""
    told = [(answer(item), bool(item.labels)) for item in items]
    return Figures(
        told.count((True, True)), told.count((True, False)), told.count((False, True)), len(told)
    )


def by_label(items: Sequence[Item], answer: Answer) -> dict[str, Figures]:
    """The figures of each label, and of "all"."""
    found: dict[str, Figures] = {
        label: measured([one for one in items if one.asked == label], answer) for label in LABELS
    }
    return found | {"all": measured(items, answer)}


def figures(part: Part) -> dict[str, dict[str, Figures]]:
    """Of one part: what the checks reach, and what each baseline does, by label."""
    tuning = load("tuning")
    items = tuning if part == "tuning" else load(part)
    return {
        "checks": by_label(items, lambda item: checked(item) is not None),
        "by length or likeness": by_label(items, _plain(tuning)),
        "like the nearest": by_label(items, _nearest(tuning)),
    }


def _plain(tuning: Sequence[Item]) -> Answer:
    """Flags by one number for each label, at the line that serves best on the tuning part."""
    lines = {label: _best_line([one for one in tuning if one.asked == label]) for label in LABELS}

    def answer(item: Item) -> bool:
        line, below = lines[item.asked]
        return (_number(item) <= line) is below

    return answer


def _number(item: Item) -> int:
    """A pair's likeness (0-100), a single statement's length in words."""
    if item.texts:
        return likeness(*map(bag, item.texts))
    return len((item.text or "").split())


def _best_line(items: Sequence[Item]) -> tuple[int, bool]:
    """(line, whether what lies at or below it is flagged), with the most right answers."""

    def right(line: int, below: bool) -> int:
        return sum(((_number(one) <= line) is below) is bool(one.labels) for one in items)

    tries = [(number, below) for number in range(101) for below in (True, False)]
    return max(tries, key=lambda one: right(*one))


def _nearest(tuning: Sequence[Item]) -> Answer:
    """Says what was said of the tuning statement that shares most words; never of itself."""

    def answer(item: Item) -> bool:
        others = [one for one in tuning if one.asked == item.asked and one.id != item.id]
        nearest = max(others, key=lambda one: likeness(_all(one), _all(item)))
        return bool(nearest.labels)

    return answer


def _all(item: Item) -> frozenset[str]:
    return bag(" ".join(item.words))
