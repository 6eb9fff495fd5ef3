"""Changes as a clinician says them: "Goal 1.2 “Worry less”: target 4 → 3". Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from .difference import Change
from .nodes import Frozen

# Of a text with more changed words than this, both wordings are shown whole: marking words in it
# would help nobody, and comparing them takes long.
MOST_WORDS = 1_500
SHORT = 40
WORDS = re.compile(r"\s+|\w+|[^\w\s]")

STATUS = {
    "active": "worked on",
    "reserve": "parked",
    "met": "met",
    "discontinued": "discontinued",
    "dropped": "dropped",
    "deferred": "deferred",
    "resolved": "resolved",
}
HEADINGS = {
    "plan": "The plan in words",
    "practice": "The practice",
    "client": "The client",
    "lead": "Lead clinician",
    "author": "Author",
    "intake": "In the client’s words",
    "coverage": "Coverage",
    "care_team": "Care team",
    "contributors": "Other people who contribute",
    "consents": "Consents",
    "sections": "The practice’s own questions",
}
# What the field's name does not already say. The rest is the name, without underscores.
LABELS = {
    "statement": "wording",
    "own_words": "the client’s own words",
    "status_reason": "reason for the status",
    "definitions": "how it shows",
    "why_it_matters": "why it matters",
    "zero_means": "what 0 means",
    "ten_means": "what 10 means",
    "lower_is_better": "direction",
    "baseline_on": "date of the baseline",
    "baseline_rater": "rater of the baseline",
    "target_on": "target date",
    "parked_from": "parked from",
    "parked_until": "parked until",
    "measure": "what is counted",
    "measure_from": "count now",
    "measure_to": "count wanted",
    "measure_per": "counted per",
    "times_extended": "times the date was extended",
    "responsible": "responsible clinician",
    "duration_weeks": "weeks",
    "minutes": "minutes per session",
    "cpt": "CPT code",
    "why_now": "why treatment is needed now",
    "impairment": "functional impairment",
    "discharge_expected_on": "anticipated discharge",
    "participation": "how the client took part",
    "client_unsigned_because": "why the client’s signature is absent",
    "review_due_on": "review due on",
    "magic_wand": "the magic wand",
    "npi": "NPI",
    "born_on": "date of birth",
    "part2": "42 CFR Part 2 record",
}


@dataclass(frozen=True)
class Piece:
    """Some text: `mark` is "ins" for what is new, "del" for what went, empty for what stayed."""

    mark: str
    text: str


@dataclass(frozen=True)
class Line:
    """One change of one field; short values read "4 → 3", a text shows what changed in it."""

    label: str
    old: str
    new: str
    is_short: bool
    pieces: tuple[Piece, ...] = ()

    @property
    def sentence(self) -> str:
        """As plain text."""
        if self.is_short:
            return f"{self.label} {self.old or 'not set'} → {self.new or 'not set'}"
        if not self.new:
            return f"{self.label} taken out"
        return f"{self.label} reworded" if self.old else f"{self.label} added"


@dataclass
class Told:
    """All that changed in one place. `kind` is added, removed, moved or changed."""

    kind: str
    node: str
    id: UUID | None
    heading: str
    said: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """Plain text, one a line that is shown: "Goal 1.2 “Worry less”: target 4 → 3"."""
        head = [self.said] if self.said else []
        return [f"{self.heading}: {text}" for text in [*head, *(x.sentence for x in self.lines)]]


def told(changes: Iterable[Change]) -> list[Told]:
    """The changes, gathered by what they are about, in the order in which they are given."""
    found: dict[tuple[str, UUID | None], Told] = {}
    for change in changes:
        if not change.is_told:
            continue
        key = (change.node, change.id)
        here = found.setdefault(key, Told(change.kind, *key, _heading(change)))
        if change.kind == "changed":
            here.lines.extend(_lines(change))
        else:
            here.said = _said(change)
    return [item for item in found.values() if item.said or item.lines]


def _heading(change: Change) -> str:
    if not change.id:
        return HEADINGS.get(change.node, change.node.replace("_", " ").capitalize())
    was = f" ({change.was} before)" if change.was and change.kind == "changed" else ""
    return change.name[0].upper() + change.name[1:] + was


def _said(change: Change) -> str:
    if change.kind == "moved":
        if change.old == change.new:
            return "moved within its list"
        return f"moved, {change.old} before"
    node = change.new if change.kind == "added" else change.old
    facts = _facts(node)
    return f"{change.kind}{': ' if facts else ''}{facts}"


def _facts(node: Any) -> str:
    """What there is to a node that came or went, beside its wording."""
    names = ("measure_words", "modality", "frequency", "responsible", "diagnosis", "title", "cpt")
    said = [str(value) for name in names if (value := getattr(node, name, ""))]
    if (target := getattr(node, "target", None)) is not None:
        start = getattr(node, "baseline", None)
        said.append(f"from {value_words(start) or 'no baseline'} to {target}")
    if on := getattr(node, "target_on", None):
        said.append(f"by {value_words(on)}")
    return ", ".join(said)


def _lines(change: Change) -> list[Line]:
    label = LABELS.get(change.field, change.field.replace("_", " "))
    if change.field == "sections":
        return _section_lines(change)
    if change.field in HEADINGS or isinstance(_first(change), Frozen):
        return _list_lines(change)
    old = value_words(change.old, change.field)
    new = value_words(change.new, change.field)
    is_text = isinstance(change.old, str | tuple) and max(len(old), len(new)) > SHORT
    return [_line(label, old, new, is_text=is_text or change.field == "statement")]


def _line(label: str, old: str, new: str, *, is_text: bool) -> Line:
    return Line(label, old, new, not is_text, marked(old, new) if is_text else ())


def _section_lines(change: Change) -> list[Line]:
    """Answer by answer; a question that nobody answered before or after is not told."""
    old, new = _answers(change.old), _answers(change.new)
    labels = {key: label for held in (old, new) for key, (label, _) in held.items()}
    both = [(label, old.get(key, ("", ""))[1], new.get(key, ("", ""))[1])
            for key, label in labels.items()]  # fmt: skip
    return [
        _line(label, was, now, is_text=max(len(was), len(now)) > SHORT)
        for label, was, now in both
        if was != now
    ]


def _answers(sections: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """(template, question) → (how it is called, the answer in words)."""
    return {
        (section.key, answer.key): (f"{section.title}, “{answer.question}”", answer.text)
        for section in _many(sections)
        for answer in section.answers
    }


def _first(change: Change) -> Any:
    both = [*_many(change.old), *_many(change.new)]
    return both[0] if both else None


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _list_lines(change: Change) -> list[Line]:
    """People, cover and consents have no id of their own: what went, and what came."""
    old = [item_words(item) for item in _many(change.old)]
    new = [item_words(item) for item in _many(change.new)]
    went = [Line("taken out", text, "", False, (Piece("del", text),)) for text in _not_in(old, new)]
    came = [Line("added", "", text, False, (Piece("ins", text),)) for text in _not_in(new, old)]
    return went + came or [Line("order", "", "changed", True)]


def _not_in(some: list[str], others: list[str]) -> list[str]:
    return [text for text in some if text not in others]


def item_words(item: Frozen) -> str:
    """All that an item of a list says: "Priya Raman, LCSW, supervisor"."""
    words = (value_words(value, name) for name, value in item)
    return ", ".join(word for word in words if word)


def value_words(value: Any, name: str = "") -> str:
    """A value as it is read; empty for none."""
    if name == "lower_is_better":
        return "lower is better" if value else "higher is better"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    if name == "status":
        return STATUS.get(value, str(value))
    return "" if value is None else str(value)


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with what came and what went, word by word."""
    one, other = WORDS.findall(old), WORDS.findall(new)
    start = _same(one, other)
    end = _same(one[start:][::-1], other[start:][::-1])
    mid_old, mid_new = one[start : len(one) - end], other[start : len(other) - end]
    pieces = [("", one[:start]), *_between(mid_old, mid_new), ("", one[len(one) - end :])]
    return tuple(Piece(mark, "".join(words)) for mark, words in pieces if words)


def _same(one: list[str], other: list[str]) -> int:
    """How many words are the same from the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _between(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    if max(len(old), len(new)) > MOST_WORDS:
        return [("del", old), ("ins", new)]
    found: list[tuple[str, list[str]]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(("", old[a:b]))
        else:
            found += [("del", old[a:b]), ("ins", new[c:d])]
    return found


def one_line(changes: Iterable[Change]) -> list[str]:
    """Every change as a sentence of plain text."""
    return [sentence for item in told(changes) for sentence in item.sentences]
