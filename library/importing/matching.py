"""From a table to statements: which column holds what, what would be taken over, what would not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from config.writing import visible

from ..layering import SECTIONS
from ..models import PracticeArea, PracticeStatement
from ..wording import Kind, fingerprint
from .words import VOCABULARY, heading_of, section_of

MOST_AREAS = 300
GROUP = "imported"
_CODE = re.compile(r"^[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{1,4})?$")
_FORMULA = re.compile(r"^[=@\t]|^[+-](?=[\d(])")
# Column of the file → field of the statement.
_FIELDS = {
    "approach": "approach", "measure": "measure", "focus": "focus", "aim": "aim",
    "zero": "zero_means", "ten": "ten_means",
}  # fmt: skip
_OF_KIND = {
    Kind.GOAL: {"focus", "aim", "zero_means", "ten_means"},
    Kind.OBJECTIVE: {"measure"},
    Kind.INTERVENTION: {"approach"},
}


@dataclass(frozen=True)
class Problem:
    """Why a row is not taken over. `row` counts as the spreadsheet does: headings are row 1."""

    row: int
    says: str


@dataclass
class Found:
    """One problem area of the file, with the statements that would be taken over."""

    title: str
    group: str = GROUP
    codes: list[str] = field(default_factory=list)
    statements: list[PracticeStatement] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each section's title, and how many statements it has."""
        counted = Counter(row.kind for row in self.statements)
        return [(title, counted[kind]) for kind, title in SECTIONS.items()]


@dataclass
class Match:
    """What would be imported and what would not. `repeated` rows say what another has said."""

    areas: list[Found]
    problems: list[Problem]
    repeated: int

    @property
    def count(self) -> int:
        """How many statements would be taken over."""
        return sum(len(area.statements) for area in self.areas)


def guessed(columns: Iterable[str]) -> list[str]:
    """What each column probably holds, by its heading: "" nothing, or what `match` knows."""
    taken: set[str] = set()
    found = []
    for heading in columns:
        name = heading_of(heading)
        found.append("" if name in taken else name)
        taken.add(name)
    return found


def match(rows: Iterable[list[str]], holds: list[str], title: str = "") -> Match:
    """Read the rows as `holds` says. `title` names the area where no column does.

    An empty cell of an area or section means: as in the row above (merged cells).
    """
    reader = _Rows(holds, title)
    for number, cells in enumerate(rows, start=2):
        if any(cells):
            reader.take(number, cells)
    areas = [area for area in reader.areas.values() if area.statements]
    return Match(areas, reader.problems, reader.repeated)


class _Rows:
    """Row by row, with what the rows above have said."""

    def __init__(self, holds: list[str], title: str) -> None:
        self.holds, self.title, self.section = holds, title, ""
        self.areas: dict[str, Found] = {}
        self.problems: list[Problem] = []
        self.repeated = 0
        self._seen: set[tuple[str, str, str]] = set()

    def take(self, number: int, cells: list[str]) -> None:
        """Take one row over, or say why not."""
        said = {name: cell for name, cell in zip(self.holds, cells, strict=True) if name and cell}
        self.title, self.section = said.get("area", self.title), said.get("section", self.section)
        try:
            area = self._area(said)
            for kind, text in self._statements(said):
                self._keep(area, kind, text, said)
        except ValidationError as wrong:
            self.problems.append(Problem(number, " ".join(wrong.messages)))

    def _area(self, said: dict[str, str]) -> Found:
        if not self.title:
            raise ValidationError("It says no problem area, nor does a row above.")
        key = self.title.casefold()
        if key not in self.areas:
            if len(self.areas) >= MOST_AREAS:
                raise ValidationError(f"There are more than {MOST_AREAS} problem areas.")
            _check(PracticeArea, "title", self.title)
            self.areas[key] = Found(self.title)
        area = self.areas[key]
        if "group" in said:
            _check(PracticeArea, "group", said["group"])
            area.group = said["group"]
        codes = re.split(r"[\s,;]+", said.get("codes", "").upper().strip())
        area.codes += [c for c in codes if _CODE.match(c) and c not in area.codes]
        return area

    def _statements(self, said: dict[str, str]) -> Iterator[tuple[Kind, str]]:
        found = [(kind, said[kind]) for kind in SECTIONS if kind in said]
        yield from found
        if "statement" in said:
            kind = section_of(self.section)
            if kind is None:
                raise ValidationError(_no_section(self.section))
            yield kind, said["statement"]
        elif not found:
            raise ValidationError("It has no statement.")

    def _keep(self, area: Found, kind: Kind, text: str, said: dict[str, str]) -> None:
        words = {to: said[name] for name, to in _FIELDS.items() if name in said}
        words = {name: word for name, word in words.items() if name in _OF_KIND.get(kind, ())}
        for name, allowed in VOCABULARY.items():
            if words.get(name, allowed[0]).lower() not in allowed:
                raise ValidationError(f"As {name} write one of: {', '.join(allowed)}.")
            if name in words:
                words[name] = words[name].lower()
        for name, word in [("text", text), *words.items()]:
            _check(PracticeStatement, name, word)
        key = (area.title.casefold(), kind, fingerprint(text))
        if key in self._seen:
            self.repeated += 1
            return
        self._seen.add(key)
        row = PracticeStatement(kind=kind, text=text, fingerprint=key[2], **words)
        row.position = len(area.statements) + 1
        area.statements.append(row)


def _no_section(said: str) -> str:
    allowed = ", ".join(kind.label for kind in SECTIONS)
    if not said:
        return f"It does not say which section it belongs to: {allowed}."
    return f"“{said[:40]}” is no section. Write one of: {allowed}."


def _check(model: type[PracticeArea | PracticeStatement], name: str, text: str) -> None:
    """Refuse what no field holds: too long, invisible signs, a spreadsheet's formula."""
    column = model._meta.get_field(name)
    room = getattr(column, "max_length", None)
    if room and len(text) > room:
        said = getattr(column, "verbose_name", name)
        raise ValidationError(f"The {said} has {len(text)} characters; there is room for {room}.")
    if _FORMULA.match(text):
        raise ValidationError(f"“{text[:20]}” is a formula. Write it as text.")
    visible(text)
