"""Where the nodes of a thread stand in its picture: seven columns, and no more rows than are read.

Of a large plan the lower columns hold sums ("4 objectives"); the list beside it has every node.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from goals.charts.spread import spread
from plans.drafting import in_words

from .nodes import Node, Thread

COLUMNS = ("Diagnosis", "Problem", "Goal", "Objective", "Intervention", "Notes", "Scores")
KINDS = {"goal": 2, "objective": 3, "intervention": 4}
NOTES, SCORES = 5, 6
MOST_ROWS = 24

Place = tuple[int, float]


@dataclass(frozen=True)
class Cell:
    """A box: its column, its row (a fraction stands between two), and what it says.

    `mark` is what breaks there, `aside` what else there is to say; `faint` is not worked on now.
    """

    column: int
    row: float
    words: str
    mark: str = ""
    aside: str = ""
    faint: bool = False

    @property
    def place(self) -> Place:
        """Where it stands."""
        return (self.column, self.row)


@dataclass
class Plot:
    """The boxes, and the lines between them by place. `deepest`: the last column without sums."""

    deepest: int
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    lines: list[tuple[Place, Place]] = field(default_factory=list)

    def add(self, cell: Cell, *parents: Place) -> Place:
        """One box, with a line from each of these."""
        self.cells.append(cell)
        self.lines += [(parent, cell.place) for parent in parents]
        return cell.place

    def branch(self, node: Node, column: int) -> Place:
        """A node with what hangs on it."""
        begins = self.rows
        if column < self.deepest and node.children:
            places = [self.branch(child, column + 1) for child in node.children]
            mid = (places[0][1] + places[-1][1]) / 2
            here = self.add(_cell(node, column, mid))
            self.lines += [(here, place) for place in places]
        else:
            self.rows += 1
            here = self.add(_cell(node, column, begins))
            self.sums(node, here)
        if node.kind == "goal":
            self.scores(node, here, begins)
        return here

    def sums(self, node: Node, here: Place) -> None:
        """All that hangs on a node in one row: a box for each kind, and the notes."""
        row = here[1]
        for kind, column in KINDS.items():
            below = [one for one in node.all() if one.kind == kind and one is not node]
            if below:
                here = self.add(_sum(below, kind, column, row), here)
        self.notes(node, here)

    def notes(self, node: Node, here: Place) -> None:
        """How many notes name it, if any does."""
        if node.notes and node.last_on:
            words = many(len(node.notes), "note")
            self.add(Cell(NOTES, here[1], words, aside=f"last {in_words(node.last_on)}"), here)

    def scores(self, goal: Node, here: Place, begins: int) -> None:
        """A goal’s scores, fed by the notes on its rows; by its own, where no step was named."""
        if not (found := self.noted(begins)):
            self.notes(goal, here)
            found = self.noted(begins)
        if goal.scores:
            words = many(goal.scores, "score")
            self.add(Cell(SCORES, here[1], words, aside=goal.change), *found)

    def noted(self, begins: int) -> list[Place]:
        """The boxes of notes from a row on."""
        return [one.place for one in self.cells if one.column == NOTES and one.row >= begins]


def placed(thread: Thread) -> Plot:
    """Every box and line."""
    plot = Plot(depth_of(thread.problems))
    problems = {problem.id: plot.branch(problem, 1) for problem in thread.problems}
    for kind, number in Counter(one.broken.kind for one in thread.notes if one.broken).items():
        plot.add(Cell(NOTES, plot.rows, many(number, "note"), mark=str(kind)))
        plot.rows += 1
    plot.rows = max(plot.rows, len(thread.diagnoses), 1)
    _diagnoses(plot, thread, problems)
    return plot


def depth_of(problems: Iterable[Node]) -> int:
    """The last column that is drawn node by node: as deep as the rows allow; goals always are."""
    problems = list(problems)
    for deepest in (KINDS["intervention"], KINDS["objective"]):
        if sum(_leaves(problem, 1, deepest) for problem in problems) <= MOST_ROWS:
            return deepest
    return KINDS["goal"]


def many(number: int, noun: str) -> str:
    """ "1 note", "4 notes"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _leaves(node: Node, column: int, deepest: int) -> int:
    if column == deepest or not node.children:
        return 1
    return sum(_leaves(child, column + 1, deepest) for child in node.children)


def _cell(node: Node, column: int, row: float) -> Cell:
    words = f"{node.number} {node.words}".strip()
    mark = ", ".join(str(one.kind) for one in node.breaks)
    return Cell(column, row, words, mark, node.status, faint=bool(node.status))


def _sum(nodes: list[Node], kind: str, column: int, row: float) -> Cell:
    """ "16 interventions", and how many of them break how."""
    broken = Counter(str(one.kind) for node in nodes for one in node.breaks)
    mark = ", ".join(f"{number} {words}" for words, number in broken.items())
    resting = sum(bool(node.status) for node in nodes)
    aside = f"{resting} not worked on" if resting else ""
    return Cell(column, row, many(len(nodes), kind), mark, aside, faint=resting == len(nodes))


def _diagnoses(plot: Plot, thread: Thread, problems: dict[UUID, Place]) -> None:
    """Each beside the problems that name it; one that none names goes to the end."""
    told = {
        one.id: [problems[problem] for diagnosis, problem in thread.named if diagnosis == one.id]
        for one in thread.diagnoses
    }
    last = plot.rows - 1
    wanted = [
        sum(row for _, row in places) / len(places) if places else last for places in told.values()
    ]
    for node, row in zip(thread.diagnoses, spread(wanted, 1, 0, last), strict=True):
        here = plot.add(_cell(node, 0, row))
        plot.lines += [(here, place) for place in told[node.id]]
