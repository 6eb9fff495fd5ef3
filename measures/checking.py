"""Whether the parts of an instrument fit each other: what a schema of single fields cannot see."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .instrument import Definition


def slips(said: "Definition") -> Iterator[str]:
    """Each thing that does not fit, in words."""
    yield from _names(said)
    if any(item.answers not in said.answers for item in said.items):
        return
    if said.scoring == "sum":
        yield from _range(said)
    elif said.bands or said.cases or said.changes:
        yield "without a sum there are no bands, cuts or changes"
    yield from _cuts(said)


def _names(said: "Definition") -> Iterator[str]:
    ids = [item.id for item in said.items]
    yield from (f"{one} stands twice among the items" for one in _twice(ids))
    for item in said.items:
        if item.answers not in said.answers:
            yield f"{item.id} names answers “{item.answers}”, which are not there"
    for name, options in said.answers.items():
        if len(options) < 2 or _twice([one.value for one in options]):
            yield f"answers “{name}” need two or more values, each once"
    if said.missing.at_most >= len(said.items):
        yield "as many blanks as there are items are allowed"
    yield from _parts(said)


def _parts(said: "Definition") -> Iterator[str]:
    scored = {item.id for item in said.scored_items}
    for part in said.subscales:
        if not set(part.items) <= scored or _twice(part.items):
            yield f"subscale “{part.name}” names items that are not scored, or one twice"
    for prompt in said.prompts:
        if prompt.item not in {item.id for item in said.items}:
            yield f"a prompt names item {prompt.item}, which is not there"


def _range(said: "Definition") -> Iterator[str]:
    """The totals that the answers allow are the totals that the file names."""
    values = [[one.value for one in said.answers[item.answers]] for item in said.scored_items]
    blanks = said.missing.at_most > 0
    low = said.times * sum(min([*each, 0] if blanks else each) for each in values)
    high = said.times * sum(max(each) for each in values)
    if not values:
        yield "no item is scored"
    elif (said.minimum, said.maximum) != (low, high):
        yield f"the answers add up to {low}–{high}, not {said.minimum}–{said.maximum}"


def _cuts(said: "Definition") -> Iterator[str]:
    if said.bands:
        starts = [band.start for band in said.bands.steps]
        if starts != sorted(set(starts)) or starts[0] != said.minimum or starts[-1] > said.maximum:
            yield "bands begin at the minimum, rise, and end within the maximum"
    for case in said.cases:
        edge = case.at_least if case.at_least is not None else case.at_most
        if edge is None or not said.minimum <= edge <= said.maximum:
            yield f"the cut “{case.says}” lies outside the scores"
    for change in said.changes:
        if change.points > said.maximum - said.minimum:
            yield f"a change of {change.points} points is larger than the scale"
        if change.up_to is not None and change.up_to <= change.points:
            yield "up_to is larger than points"


def _twice(names: Iterable[object]) -> list[object]:
    held = list(names)
    return sorted({name for name in held if held.count(name) > 1}, key=str)
