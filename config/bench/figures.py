"""Which figures there are, what each is held against, and what it should be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.bench.timing import LEAST_ROUNDS, STEADY, canary_loop

Measure = Callable[[int], dict[str, object]]


@dataclass(frozen=True)
class Figure:
    """One figure: its floor and its goal in words; `measure` is given the number of rounds."""

    name: str
    group: str
    floor: str
    goal: str
    measure: Measure


def figures() -> list[Figure]:
    """All that can be shown now, group by group.

    Each group imports what it measures when it is asked: matplotlib alone costs half a second.
    """
    return [
        *_of_charts(),
        *_of_paper(),
        *_of_packets(),
        *_of_pages(),
        *_of_typing(),
        *_of_scores(),
        *_of_caseload(),
        *_of_wording(),
        *_of_weights(),
        *_of_audit(),
    ]


def _of_charts() -> list[Figure]:
    from config.bench import charts

    return [
        Figure(
            "chart: new score, from cold, asked again",
            "charts",
            "naive pyplot",
            "new score 1/50, from cold 1/8 of the floor; asked again draws nothing",
            charts.cost,
        ),
        Figure(
            "chart: truth and threads",
            "charts",
            "matplotlib's own vertices; the same chart drawn alone",
            "0.01 px at most; no wrong chart",
            # A tenth of a full run for each round asked for, so that a first look is quick.
            lambda rounds: charts.truth(charts=1000 * rounds, each=1000 * rounds),
        ),
        Figure(
            "chart: bytes",
            "charts",
            "the same data by hand",
            "2.0 times the floor at most, gzipped",
            lambda _: charts.size(),
        ),
    ]


def _of_paper() -> list[Figure]:
    from config.bench import paper

    return [
        Figure(
            "paper: payer PDF of five pages and charts",
            "paper",
            "reportlab setting the same words and as many charts",
            "4.5 times the floor at most; a quarter of WeasyPrint used without thought",
            paper.cost,
        ),
        Figure(
            "paper: growth",
            "paper",
            "a page in a paper of about five pages",
            "1.25 times the floor at most in a paper of many pages",
            lambda rounds: paper.growth(min(rounds, 3)),
        ),
    ]


def _of_packets() -> list[Figure]:
    from config.bench import packets

    return [
        Figure(
            "packet: 25 charts, bound",
            "packet",
            "pressing the same pages, one after the other",
            "60 seconds at most",
            lambda _: packets.packet(),
        ),
    ]


def _of_pages() -> list[Figure]:
    from config.bench import pages

    return [
        Figure(
            "plan: read page",
            "pages",
            "one JSON query and an f-string",
            "2 times the floor at most; 6 queries whatever the tree",
            pages.cost,
        ),
    ]


def _of_typing() -> list[Figure]:
    from config.bench import autosave

    return [
        Figure(
            "autosave: one field's change",
            "typing",
            "the health check in the same round",
            "p95 150 ms at most; 15 times the floor at most",
            autosave.cost,
        ),
    ]


def _of_scores() -> list[Figure]:
    from config.bench import scores

    return [
        Figure(
            "score: write",
            "scores",
            "one bare INSERT of the same row",
            "1.3 times the floor at most",
            scores.write,
        ),
        Figure(
            "score: one goal's series among all",
            "scores",
            "the same rows alone in a table",
            "1.2 times the floor at most, however many scores there are",
            scores.growth,
        ),
    ]


def _of_caseload() -> list[Figure]:
    from config.bench import caseload

    return [
        Figure(
            "caseload: first page of 10,000 clients",
            "caseload",
            "the same page of 1,000",
            "a second at most; its one query grows with the clients and no faster",
            lambda rounds: caseload.first_page(min(rounds, 3)),
        ),
        Figure(
            "note: summaries kept by signing",
            "caseload",
            "the whole of signing a note of fifteen scores",
            "0.23 of it at most: 1.3 times signing without",
            caseload.signing,
        ),
    ]


def _of_wording() -> list[Figure]:
    from config.bench import wording

    return [
        Figure(
            "wording: suggestions among 100,000 statements",
            "wording",
            "the health check beside each request",
            "150 ms at most in 95 of 100; 15 times the floor at most",
            wording.suggesting,
        ),
    ]


def _of_weights() -> list[Figure]:
    from config.bench import pages

    return [
        Figure(
            "page weights",
            "weights",
            "none: bytes over the wire",
            "client page 50 kB, editor 120 kB, desk of 50 rows 100 kB at most",
            lambda _: pages.weights(),
        ),
    ]


def _of_audit() -> list[Figure]:
    from config.bench import audits

    return [
        Figure(
            "audit: 65 rules on a plan",
            "audit",
            "reading the plan's document",
            "1 ms of CPU at most for a plan of twenty sessions",
            audits.rules,
        ),
        Figure(
            "audit: every plan of the practice",
            "audit",
            "none: seconds for all plans, milliseconds for each",
            "linear: as much for each of 20,000 plans as for each of 400",
            lambda _: audits.every_plan(),
        ),
        Figure(
            "audit: first page of the desk",
            "audit",
            "one judgement by its primary key",
            "2 times the floor at most: what is kept, in order",
            audits.first_page,
        ),
    ]


GROUPS = (
    "charts", "paper", "packet", "pages", "typing", "scores", "caseload", "wording", "weights",
    "audit",
)  # fmt: skip


def measured(groups: list[str], rounds: int = LEAST_ROUNDS) -> dict[str, Any]:
    """The figures of these groups (all, if none are named), and how steady the machine was."""
    chosen = [figure for figure in figures() if not groups or figure.group in groups]
    before = canary_loop()
    results = [
        {
            "name": figure.name,
            "group": figure.group,
            "floor": figure.floor,
            "goal": figure.goal,
            "result": figure.measure(rounds),
        }
        for figure in chosen
    ]
    after = canary_loop()
    steady = max(before["p90"], after["p90"]) <= STEADY * min(before["p10"], after["p10"])
    return {
        "canary": {"before_cpu_ms": before, "after_cpu_ms": after, "steady": steady},
        "figures": results,
    }
