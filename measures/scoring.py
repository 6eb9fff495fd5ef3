"""From answers to a result: plain functions. No request, no query, no clock.

Every figure comes from the instrument's file, with its source (fixtures/instruments).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .instrument import Case, Change, Definition, Gender, Item, Subscale

Answers = Mapping[str, int | None]
Word = Literal[
    "reliable improvement",
    "reliable deterioration",
    "no reliable change",
    "between the published values",
    "minimal important improvement",
    "minimal important deterioration",
    "less than a minimal important change",
    "not judged",
]


class _Kept(BaseModel):
    """Results are stored as JSON: an unknown word in one is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Kept):
    """A subscale's score. `is_case` is None where it has no cut."""

    key: str
    name: str
    score: int
    is_case: bool | None
    cut: str = ""


class Said(_Kept):
    """A sentence about a result, and the source that it rests on."""

    words: str
    source: str


class Result(_Kept):
    """What the answers add up to.

    `total` is None where there is no score: `why_not` then says why. `missing` holds the numbers of
    the items left blank, `prompts` the ids of the items that ask for a look at risk at once.
    """

    schema_number: Literal[1] = 1
    total: int | None
    minimum: int
    maximum: int
    parts: tuple[Part, ...] = ()
    band: Said | None = None
    cases: tuple[Said, ...] = ()
    below: tuple[Said, ...] = ()
    not_judged: tuple[Said, ...] = ()
    missing: tuple[int, ...] = ()
    is_valid: bool
    why_not: str = ""
    missing_rule: Said
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What scoring needs to know of the client, as it is on the day."""

    gender: Gender = "unknown"


@dataclass(frozen=True)
class Judged:
    """Two results of one instrument held against each other. `points` is latest minus first."""

    points: int
    word: Word
    sentence: str
    source: str


def score(said: Definition, answers: Answers, facts: Facts) -> Result:
    """Score one set of answers, item id → value; a blank is None or absent.

    Raises ValueError for an unknown item, and for a value that is none of the item's answers.
    """
    _check(said, answers)
    blank = {item.id for item in said.scored_items if answers.get(item.id) is None}
    why_not = _why_not(said, len(blank))
    total = None if why_not else _sum(said, [item.id for item in said.scored_items], answers)
    met, below, not_judged = _cases(said, total, facts)
    return Result(
        total=total,
        minimum=said.minimum,
        maximum=said.maximum,
        parts=() if total is None else tuple(_part(one, said, answers) for one in said.subscales),
        band=_band(said, total),
        cases=met,
        below=below,
        not_judged=not_judged,
        missing=tuple(number for number, item in said.numbered() if item.id in blank),
        is_valid=not why_not,
        why_not=why_not,
        missing_rule=_missing_rule(said),
        prompts=tuple(raised(said, answers)),
    )


def raised(said: Definition, answers: Answers) -> list[str]:
    """The items whose answers ask for a look at risk, whatever else is answered or blank."""
    return [one.item for one in said.prompts if (answers.get(one.item) or 0) > one.above]


def _check(said: Definition, answers: Answers) -> None:
    items: dict[str, Item] = {item.id: item for item in said.items}
    for name, value in answers.items():
        if name not in items:
            raise ValueError(f"{said.name} has no item {name}.")
        allowed = [one.value for one in said.answers[items[name].answers]]
        if value is not None and (type(value) is not int or value not in allowed):
            raise ValueError(f"{value!r} is no answer to item {name} of {said.name}.")


def _why_not(said: Definition, blanks: int) -> str:
    if said.scoring == "none":
        return "This measure has no total: read the answers."
    if blanks <= said.missing.at_most:
        return ""
    left = f"{blanks} item{' is' if blanks == 1 else 's are'} blank"
    if said.missing.at_most:
        return f"{left}: with more than {said.missing.at_most} there is no valid score."
    return f"{left}: not scored."


def _missing_rule(said: Definition) -> Said:
    """What blanks do, and who says so."""
    most = said.missing.at_most
    words = f"Up to {most} blank items count as 0." if most else "A blank item: no score."
    return Said(words=words, source=_named(said.missing.source, said.missing.house_rule))


def _sum(said: Definition, items: list[str], answers: Answers) -> int:
    return said.times * sum(answers.get(item) or 0 for item in items)


def _part(part: Subscale, said: Definition, answers: Answers) -> Part:
    found = sum(answers.get(item) or 0 for item in part.items)
    cut = part.case_from
    return Part(
        key=part.key,
        name=part.name,
        score=found,
        is_case=None if cut is None else found >= cut,
        cut="" if cut is None else f"cut {cut} ({_named(part.source, part.house_rule)})",
    )


def band_of(said: Definition, total: int) -> str:
    """The band that a total falls into; empty where the instrument has none."""
    names = [band.says for band in said.bands.steps if band.start <= total] if said.bands else []
    return names[-1] if names else ""


def _band(said: Definition, total: int | None) -> Said | None:
    if said.bands is None or total is None:
        return None
    source = _named(said.bands.source, said.bands.house_rule)
    return Said(words=band_of(said, total), source=source)


def _cases(
    said: Definition, total: int | None, facts: Facts
) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[Said, ...]]:
    """The cuts that are met, those that are not, and those that could not be judged."""
    found: tuple[list[Said], list[Said], list[Said]] = ([], [], [])
    if total is None:
        return (), (), ()
    for case in said.cases:
        spoken = Said(words=_edge(case), source=_named(case.source, case.house_rule))
        if not case.genders or facts.gender in case.genders:
            found[0 if _meets(case, total) else 1].append(spoken)
    if said.cases and all(case.genders for case in said.cases) and not (found[0] or found[1]):
        for case in said.cases:
            said_of = f"{_edge(case)}: depends on the administrative gender, which is not known"
            source = _named(case.source, case.house_rule)
            found[2].append(Said(words=said_of, source=source))
    return tuple(found[0]), tuple(found[1]), tuple(found[2])


def _meets(case: Case, total: int) -> bool:
    if case.at_least is not None:
        return total >= case.at_least
    return case.at_most is not None and total <= case.at_most


def _edge(case: Case) -> str:
    edge = f"{case.at_least} or more" if case.at_least is not None else f"{case.at_most} or less"
    return f"{case.says} ({edge}{f', {case.for_whom}' if case.for_whom else ''})"


def _named(source: str, house_rule: bool) -> str:
    return f"house rule: {source}" if house_rule else source


def judge(said: Definition, first: int, latest: int) -> tuple[Judged, ...]:
    """The latest total held against the first, by each published change; the reliable one first.

    Never empty: without a published value nothing is judged, and that is said.
    """
    if not said.changes:
        return (
            Judged(
                latest - first,
                "not judged",
                f"{_moved(latest - first)}. No published change is stored for {said.name}.",
                "",
            ),
        )
    ordered = sorted(said.changes, key=lambda one: one.kind != "reliable")
    return tuple(_judged(said, change, first, latest) for change in ordered)


def _judged(said: Definition, change: Change, first: int, latest: int) -> Judged:
    points = latest - first
    word = _word(said, change, points)
    span = f"{change.points}–{change.up_to}" if change.up_to else str(change.points)
    sentence = f"{_moved(points)}: {word} ({change.kind} change: {span} points)."
    if change.about:
        sentence += f" {change.about}"
    if change.kind == "reliable" and (hidden := _no_room(said, change, first)):
        sentence += f" {hidden}"
    source = f"{_named(change.source, change.house_rule)} ({change.version})"
    return Judged(points, word, sentence, source)


def _word(said: Definition, change: Change, points: int) -> Word:
    better = (points < 0) == said.lower_is_better
    if change.kind == "reliable":
        if abs(points) < change.points:
            return "no reliable change"
        if change.up_to is not None and abs(points) < change.up_to:
            return "between the published values"
        return "reliable improvement" if better else "reliable deterioration"
    if abs(points) < change.points:
        return "less than a minimal important change"
    return "minimal important improvement" if better else "minimal important deterioration"


def _moved(points: int) -> str:
    if points == 0:
        return "The same as at first"
    return f"{'Down' if points < 0 else 'Up'} {abs(points)} since the first"


def _no_room(said: Definition, change: Change, first: int) -> str:
    """The scale's end hides a reliable improvement."""
    room = first - said.minimum if said.lower_is_better else said.maximum - first
    if room >= change.points:
        return ""
    way = "fall" if said.lower_is_better else "rise"
    return f"It started at {first} and cannot {way} by {change.points}."
