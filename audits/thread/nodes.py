"""What the thread is made of: nodes that hang on each other, notes, and where it breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

Key = tuple[str, UUID]


class Break(StrEnum):
    """A way in which the thread ends where it should go on."""

    NO_PROBLEM = "no problem"
    NO_DIAGNOSIS = "no diagnosis"
    NO_GOAL = "no goal"
    NO_OBJECTIVE = "no objective"
    NO_INTERVENTION = "no intervention"
    NEVER_DELIVERED = "never delivered"
    UNTOUCHED = "untouched"
    NEVER_SCORED = "never scored"
    CITES_NOTHING = "cites nothing"
    CITES_OTHER = "cites nothing of its day’s plan"


@dataclass(frozen=True, slots=True)
class Broken:
    """One break: which, and how it is said of this node ("untouched for 7 sessions")."""

    kind: Break
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """A diagnosis, problem, goal, objective or intervention of the plan.

    `status` is empty while it is worked on. `notes` are the signed progress notes that name it or
    what hangs on it, in order of time; `last_on` is the day of the last. `scores` count a goal's
    standing scores, and `change` says the first and the last of them ("8 → 4").
    """

    kind: str
    id: UUID
    number: str
    words: str
    status: str = ""
    breaks: tuple[Broken, ...] = ()
    notes: tuple[UUID, ...] = ()
    last_on: date | None = None
    scores: int = 0
    change: str = ""
    children: tuple["Node", ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from every other."""
        return (self.kind, self.id)

    def all(self) -> Iterator["Node"]:
        """The node and what hangs on it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A signed progress note; `cites` are nodes by id, `scores` the numbers that it gives."""

    id: UUID
    on: date
    cites: frozenset[UUID]
    scores: int
    broken: Broken | None = None


@dataclass(frozen=True)
class Thread:
    """The whole of it. `named` are the problems of each diagnosis, by the diagnosis’s id.

    Goals and what hangs on them stand within the problems; diagnoses have no children.
    """

    diagnoses: tuple[Node, ...]
    problems: tuple[Node, ...]
    notes: tuple[NoteLine, ...]
    named: tuple[tuple[UUID, UUID], ...]

    def nodes(self) -> Iterator[Node]:
        """Every node of the plan, in its order."""
        yield from self.diagnoses
        for problem in self.problems:
            yield from problem.all()

    def of(self, kind: str) -> list[Node]:
        """The nodes of one kind."""
        return [node for node in self.nodes() if node.kind == kind]

    @property
    def orphans(self) -> list[tuple[Node, Broken]]:
        """Each break of a node."""
        return [(node, one) for node in self.nodes() for one in node.breaks]

    @property
    def loose_notes(self) -> list[NoteLine]:
        """The notes that lead nowhere."""
        return [note for note in self.notes if note.broken]

    @property
    def links(self) -> set[tuple[Key, Key]]:
        """All that hangs together: (from, to), from the diagnosis down to the note."""
        found = {(("diagnosis", one), ("problem", other)) for one, other in self.named}
        for node in self.nodes():
            found |= {(node.key, child.key) for child in node.children}
            if node.kind != "problem":
                found |= {(node.key, ("note", note)) for note in node.notes}
        return found
