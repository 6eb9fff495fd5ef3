"""What came of the work: how many clients improved reliably, with small counts hidden.

Each client is counted once for each rater, as the NHS rule "client-level" judges their goals; the
raters are never pooled. Read from what is kept (goals/summaries.py) and from finished measures.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clients.models.client import ClientQuerySet
from goals.models import GoalSummary
from goals.trends import Judgement, overall
from measures.models import Administration, Instrument
from measures.scoring import judge

from .areas import AREAS, area_of
from .hiding import hidden, with_totals

OUTCOMES = (
    Judgement.RELIABLE_IMPROVEMENT,
    Judgement.NO_RELIABLE_CHANGE,
    Judgement.RELIABLE_DETERIORATION,
)
# A change between two published values is not reliable by both of them.
MEASURED = {
    "reliable improvement": Judgement.RELIABLE_IMPROVEMENT,
    "no reliable change": Judgement.NO_RELIABLE_CHANGE,
    "between the published values": Judgement.NO_RELIABLE_CHANGE,
    "reliable deterioration": Judgement.RELIABLE_DETERIORATION,
}
HIDDEN = "hidden"
HEADINGS = (
    "Improved reliably",
    "No reliable change",
    "Deteriorated reliably",
    "With two scores",
    "With fewer than two",
)


@dataclass(frozen=True)
class Line:
    """A row: its name, and the counts as they are shown: a number, or "hidden"."""

    name: str
    cells: tuple[str, ...]

    @property
    def labeled(self) -> list[tuple[str, str]]:
        """(heading, cell)."""
        return list(zip(HEADINGS, self.cells, strict=False))


@dataclass(frozen=True)
class Table:
    """For each name: improved, unchanged, deteriorated, together (of goals also: with fewer than

    two scores); and the same in all, where that is told.
    """

    lines: tuple[Line, ...]
    total: Line | None = None

    @property
    def is_all_hidden(self) -> bool:
        """Whether nothing but zeros would be seen."""
        shown = [cell for line in (*self.lines, self.total) if line for cell in line.cells]
        return all(cell in (HIDDEN, "0") for cell in shown)


@dataclass(frozen=True)
class OfRater:
    """One rater's scores: by problem area; `sentence` says the whole in words."""

    rater: str
    table: Table
    sentence: str


@dataclass(frozen=True)
class Outcomes:
    """Everything that the page says of a period."""

    raters: tuple[OfRater, ...]
    measures: Table
    unjudged: tuple[str, ...]


def outcomes_of(clients: ClientQuerySet, first: date, last: date) -> Outcomes:
    """Of these clients, whose last score lies in the period. Four queries."""
    by_rater = _judged_clients(clients, first, last)
    measures, unjudged = _measured(clients, first, last)
    raters = tuple(_of_rater(rater, by_rater.get(rater, {})) for rater in ("client", "clinician"))
    return Outcomes(raters, measures, unjudged)


Judged = Mapping[UUID, tuple[str, Judgement]]


def _judged_clients(clients: ClientQuerySet, first: date, last: date) -> dict[str, Judged]:
    """By rater and client: the area of the first problem of the newest plan, and the judgement."""
    rows = (
        GoalSummary.objects.exclude(rater="")
        .filter(goal__problem__plan__client__in=clients, latest_on__range=(first, last))
        .order_by("-goal__problem__plan__number", "goal__problem__position", "goal__problem_id")
        .values_list(
            "rater", "goal__problem__plan__client", "goal__problem__diagnosis__code", "judgement"
        )
    )
    areas: dict[str, dict[UUID, str]] = defaultdict(dict)
    said: dict[str, dict[UUID, list[str]]] = defaultdict(lambda: defaultdict(list))
    for rater, client, code, judgement in rows:
        areas[rater].setdefault(client, area_of(code))
        said[rater][client].append(judgement)
    return {
        rater: {client: (areas[rater][client], overall(found)) for client, found in known.items()}
        for rater, known in said.items()
    }


def _of_rater(rater: str, judged: Judged) -> OfRater:
    counted = Counter(judged.values())
    names = [area for area in AREAS if any(area == known for known, _ in counted)]
    table = _table(
        names, counted, {area: counted[area, Judgement.NOT_ENOUGH_DATA] for area in names}
    )
    return OfRater(rater, table, _sentence(rater, table))


def _table(names: list[str], counted: Counter[tuple[str, Judgement]], few: dict[str, int]) -> Table:
    """With a line for all of them: each client is in one line only."""
    if not names:
        return Table(())
    grid = [[counted[name, outcome] for outcome in OUTCOMES] for name in names]
    cells, few_cells = _shown(grid), _shown([[few[name]] for name in names])
    lines = [
        Line(name, (*cells[place], few_cells[place][0]))
        for place, name in enumerate([*names, "All"])
    ]
    return Table(tuple(lines[:-1]), lines[-1])


def _shown(grid: list[list[int]]) -> list[list[str]]:
    """Every row with its total, and the row of totals: small counts hidden."""
    cells = with_totals(grid)
    away, (last_row, last_column) = hidden(cells), max(cells)
    return [
        [HIDDEN if (i, j) in away else str(cells[i, j]) for j in range(last_column + 1)]
        for i in range(last_row + 1)
    ]


def _sentence(rater: str, table: Table) -> str:
    by = "their own scores" if rater == "client" else "the clinician’s scores"
    if table.total is None:
        return f"No client has a score by the {rater} in this period."
    improved, _, worse, together, _ = table.total.cells
    if HIDDEN in (improved, together):
        return "Too few clients to tell: counts of 1 to 10 are hidden."
    fell = "" if worse == HIDDEN else f", {worse} deteriorated reliably"
    return f"By {by}: of {together} clients with two scores, {improved} improved reliably{fell}."


def _measured(clients: ClientQuerySet, first: date, last: date) -> tuple[Table, tuple[str, ...]]:
    """By instrument; a client may be in several lines, so that there is no line for all."""
    texts = {
        text.pk: text for text in Instrument.objects.filter(administrations__client__in=clients)
    }
    counted: dict[str, Counter[Judgement]] = defaultdict(Counter)
    unjudged: set[str] = set()
    for text_id, start, latest in _pairs(clients, first, last):
        says = texts[text_id].says
        word = judge(says, start, latest)[0].word
        if word in MEASURED:
            counted[says.name][MEASURED[word]] += 1
        else:
            unjudged.add(says.name)
    lines = [
        Line(name, tuple(_shown([[counted[name][outcome] for outcome in OUTCOMES]])[0]))
        for name in sorted(counted, key=str.casefold)
    ]
    return Table(tuple(lines)), tuple(sorted(unjudged - counted.keys()))


def _pairs(clients: ClientQuerySet, first: date, last: date) -> Iterator[tuple[UUID, int, int]]:
    """(text of the instrument, first total, latest total), where there are two on one text.

    The latest one lies in the period; totals on an older text cannot be compared with it.
    """
    rows = Administration.objects.standing().filter(
        client__in=clients, total__isnull=False, on__lte=last
    )
    rows = rows.order_by("on", "completed_at", "pk")
    held: dict[tuple[UUID, str], list[tuple[UUID, date, int]]] = defaultdict(list)
    names: Iterable[Any] = rows.values_list(
        "client_id", "instrument__key", "instrument_id", "on", "total"
    )
    for client, key, text_id, on, total in names:
        held[client, key].append((text_id, on, total))
    for given in held.values():
        text_id, on, latest = given[-1]
        same = [total for known, _, total in given if known == text_id]
        if on >= first and len(same) > 1:
            yield text_id, same[0], latest
