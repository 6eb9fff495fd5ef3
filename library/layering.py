"""A practice's layer over a shipped planner: which words stand where."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User

from .models import Area, PracticeArea, PracticeStatement, Statement
from .models.worded import WORDS
from .wording import Kind, fingerprint

Planner = Area | PracticeArea

# The sections of a planner, in the order in which a plan is written.
SECTIONS = {
    Kind.DEFINITION: "Behavioral definitions",
    Kind.GOAL: "Long-term goals",
    Kind.OBJECTIVE: "Objectives",
    Kind.INTERVENTION: "Interventions",
    Kind.HOMEWORK: "Homework",
    Kind.STRENGTH: "Strengths",
}


@dataclass(frozen=True)
class Line:
    """One place in a planner: what was shipped there, and what the practice put over it."""

    shipped: Statement | None
    own: PracticeStatement | None

    @property
    def says(self) -> Statement | PracticeStatement:
        """The words that stand: the practice's, or else the shipped ones."""
        said = self.own or self.shipped
        assert said is not None
        return said

    @property
    def pk(self) -> UUID:
        """The line's id in addresses: the shipped statement's, where there is one."""
        said = self.shipped or self.own
        assert said is not None
        return said.pk

    @property
    def version(self) -> int:
        """The version of the practice's row; 0 where there is none yet."""
        return self.own.row_version if self.own else 0

    @property
    def is_hidden(self) -> bool:
        """Whether the practice took it out."""
        return self.own is not None and self.own.is_hidden

    @property
    def is_reworded(self) -> bool:
        """Whether the practice's words stand in a shipped statement's place."""
        return self.own is not None and self.shipped is not None and not self.own.says_the_same

    @property
    def is_added(self) -> bool:
        """Whether the practice wrote it beside the shipped ones."""
        return self.shipped is None

    @property
    def place(self) -> Planner:
        """The planner in which it stands."""
        if self.shipped:
            return self.shipped.area
        assert self.own is not None
        area = self.own.area or self.own.own_area
        assert area is not None
        return area

    def row(self, user: User) -> PracticeStatement:
        """The practice's row; a new one, not yet stored, where there is none."""
        return self.own or over(self.shipped, user)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Section:
    """One kind of statement in a planner."""

    kind: Kind
    title: str
    lines: list[Line]


def over(shipped: Statement, user: User) -> PracticeStatement:
    """A copy of a shipped statement, to be laid over it. Version 0: nobody has stored it."""
    row = PracticeStatement(
        **{name: getattr(shipped, name) for name in WORDS},
        area=shipped.area,
        replaces=shipped,
        position=shipped.position,
        fingerprint=fingerprint(shipped.text),
        practice=user.practice,
    )
    row.row_version = 0
    return row


def lines_of(area: Area, user: User) -> list[Line]:
    """Every line of a shipped planner as this practice has it, hidden ones too. Two queries."""
    rows = list(PracticeStatement.objects.visible_to(user).filter(area=area))
    laid = {row.replaces_id: row for row in rows if row.replaces_id}
    lines = []
    for item in area.statements.all():
        if own := laid.get(item.pk):
            own.replaces = item
        lines.append(Line(item, own))
    return lines + [Line(None, row) for row in rows if not row.replaces_id]


def own_lines(area: PracticeArea, user: User) -> list[Line]:
    """Every line of a planner of the practice's own. One query."""
    rows = PracticeStatement.objects.visible_to(user).filter(own_area=area)
    return [Line(None, row) for row in rows]


def sections_of(lines: Iterable[Line]) -> list[Section]:
    """The lines that stand, by kind; an empty section too, so that one can add to it."""
    standing = [line for line in lines if not line.is_hidden]
    return [
        Section(kind, title, [line for line in standing if line.says.kind == kind])
        for kind, title in SECTIONS.items()
    ]


def line_at(pk: UUID, user: User) -> Line | None:
    """The line that an address names, if there is one for this user."""
    rows = PracticeStatement.objects.visible_to(user).select_related(
        "area", "own_area", "replaces__area", "changed_by"
    )
    if shipped := Statement.objects.select_related("area").filter(pk=pk).first():
        return Line(shipped, rows.filter(replaces=shipped).first())
    own = rows.filter(pk=pk).first()
    return Line(own.replaces, own) if own else None
